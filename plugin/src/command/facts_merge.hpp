#pragma once

namespace CLI {
class App;
} // namespace CLI

namespace acsgate {

/// Adds `merge` to `facts`.
void add_facts_merge(CLI::App &facts, int &exit_code);

} // namespace acsgate
