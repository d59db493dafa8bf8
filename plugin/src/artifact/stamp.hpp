#pragma once

#include "artifact/signed_data.hpp"

namespace acsgate {

/// A time stamp of a signature: that it was there at a time, says its authority.
struct Stamp {
  bool rfc3161 = false; ///< else a PKCS #9 countersignature
  bool holds = false;   ///< it is of this signature, and its own signature and chain are right
  std::optional<Timestamp> time;
  std::string authority;    ///< printable
  std::string root;         ///< where its chain ends, printable
  bool root_pinned = false; ///< that is the identity root
  bool root_there = false;  ///< the chain is there up to a root
};

/// All time stamps of a signer; `pool`: the certificates of its SignedData.
[[nodiscard]] std::vector<Stamp> read_stamps(const Signer &signer, const std::vector<Certificate> &pool);

} // namespace acsgate
