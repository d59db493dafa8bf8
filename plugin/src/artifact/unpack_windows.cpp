#include "artifact/unpack.hpp"

namespace acsgate {

std::string_view why_none_is_unpacked() { return "this program does not unpack cabinets; acsgate on Linux does"; }

Readable<void> unpack_cabinet(ByteSource & /*cabinet*/, std::uint64_t & /*budget*/, const OnProgram & /*take*/) {
  return tl::unexpected(std::string(why_none_is_unpacked()));
}

} // namespace acsgate
