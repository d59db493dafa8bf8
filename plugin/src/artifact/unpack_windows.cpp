#include "artifact/unpack.hpp"

namespace acsgate {

Readable<void> unpack_cabinet(ByteSource & /*cabinet*/, std::uint64_t & /*budget*/, const OnProgram & /*take*/) {
  return tl::unexpected(std::string("this program does not unpack cabinets; acsgate on Linux does"));
}

} // namespace acsgate
