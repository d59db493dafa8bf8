#include "command/facts_collect.hpp"

#include "base/log.hpp"
#include "base/standard_streams.hpp"
#include "base/text.hpp"
#include "command/fail.hpp"
#include "command/log_options.hpp"
#include "command/probe_options.hpp"
#include "facts/facts_writer.hpp"
#include "policy/loader.hpp"
#include "probe/collect_host.hpp"

#include <iostream>

namespace acsgate {

int collect_facts(const LogOptions &options, const ProbeOptions &probe) {
  if (auto log = options.open(); !log) {
    return fail(log.error(), ExitProfile::standard);
  }
  const auto limits = probe.limits();
  if (!limits) {
    return fail(limits.error(), ExitProfile::standard);
  }
  const auto ports = machine_ports();
  if (!ports) {
    return fail({ErrorKind::usage, "", "facts of this host can't be collected on this system",
                 "pass --from FORMAT FILE, or run it on the Windows host"},
                ExitProfile::standard);
  }
  const auto loaded = load_builtin_policy(); // says which root to look for; the facts serve any policy
  if (!loaded) {
    return fail(loaded.error(), ExitProfile::standard);
  }
  const CollectedHost collected = collect_host(*ports, loaded->policy, *limits);
  for (const std::string &note : collected.notes) {
    log_warning(printable(note, 2000));
  }
  std::cout << to_json(collected.host.facts, standard_output_is_terminal()) << '\n';
  return 0;
}

} // namespace acsgate
