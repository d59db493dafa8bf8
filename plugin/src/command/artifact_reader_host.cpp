#include "command/artifact_reader.hpp"

namespace acsgate {

Result<std::optional<bool>> artifact_is_acs(const std::string & /*path*/, Timestamp /*now*/) { return std::nullopt; }

Result<std::string> artifact_word(const std::string & /*path*/, Timestamp /*now*/) { return {}; }

} // namespace acsgate
