#pragma once

#include "artifact/container.hpp"

namespace acsgate {

/// The outside of a cabinet (Microsoft, "Microsoft Cabinet Format"; "Digital Signatures for cabinet files" in the same place).
struct Cabinet {
  std::vector<ByteRange> hashed;
  std::string signature; ///< PKCS #7; empty: none
};

[[nodiscard]] bool is_cabinet(std::string_view head);

[[nodiscard]] Readable<Cabinet> read_cabinet(ByteSource &source);

} // namespace acsgate
