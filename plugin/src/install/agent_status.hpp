#pragma once

#include "base/result.hpp"
#include "gate/postcheck.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// The value behind `name: ` on a line of its own in what dsa_query prints (`AgentStatus.agentState: green`); empty if there is
/// none. It prints an index of all names first, without values.
[[nodiscard]] std::string agent_value(std::string_view output, std::string_view name);

/// Asks the Agent how it is and how its anti-malware engine is: two items for a post-check, unknown where no answer came within
/// `limit` each. `program`: dsa_query by its full path; empty: that of the installed Agent (Windows). Vendor's command line tool,
/// which is a batch file on Windows: it is started through cmd.exe of the system folder with arguments that are fixed here, and
/// only if nobody but administrators may change it.
[[nodiscard]] std::vector<PostcheckItem> query_agent(const std::string &program, std::chrono::milliseconds limit,
                                                     const std::filesystem::path &scratch);

} // namespace acsgate
