#pragma once

#include "facts/facts.hpp"
#include "gate/explain.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// The head of the table: the columns of `fleet_csv_row`, the labels among them, and the wave where there is a rollout.
[[nodiscard]] std::string fleet_csv_head(const std::vector<std::string> &labels, bool waves);

/// A host as a row. Control and bidirectional characters of facts are escaped. `wave`: nothing where there is no rollout.
[[nodiscard]] std::string fleet_csv_row(const HostFacts &host, const Explanation &explanation,
                                        const std::vector<std::string> &labels, const std::optional<std::string_view> &wave,
                                        Language language);

/// What is to be done about a host, each next step once.
[[nodiscard]] std::vector<std::string> next_steps(const Explanation &explanation, Language language);

} // namespace acsgate
