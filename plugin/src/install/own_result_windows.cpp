#include "install/own_result.hpp"

namespace acsgate {

std::uint32_t exit_number(OwnResult result) { return row_of(result).number; }

} // namespace acsgate
