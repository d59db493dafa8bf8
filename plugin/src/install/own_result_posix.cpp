#include "install/own_result.hpp"

namespace acsgate {

std::uint32_t exit_number(OwnResult result) { return row_of(result).number - 17010 + 40; }

} // namespace acsgate
