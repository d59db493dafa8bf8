#pragma once

namespace acsgate {

struct LogOptions;

/// `acsgate facts` without captures: prints the facts of the machine that it runs on. Returns the exit code.
[[nodiscard]] int collect_facts(const LogOptions &options);

} // namespace acsgate
