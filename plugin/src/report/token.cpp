#include "gate/name.hpp"
#include "report/render.hpp"

namespace acsgate {

std::string render_token(const Explanation &explanation) { return std::string(name_of(explanation.decision)); }

} // namespace acsgate
