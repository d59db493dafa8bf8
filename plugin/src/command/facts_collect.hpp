#pragma once

namespace acsgate {

struct LogOptions;
struct ProbeOptions;

/// `acsgate facts` without captures: prints the facts of the machine that it runs on. Returns the exit code.
[[nodiscard]] int collect_facts(const LogOptions &options, const ProbeOptions &probe);

} // namespace acsgate
