#include "command/host_facts.hpp"

#include "base/file.hpp"
#include "base/file_trust.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "command/gate.hpp"
#include "command/probe_options.hpp"

namespace acsgate {

Result<HostFactsSource> HostFactsSource::open(const std::string &file, const Gate &gate, const ProbeOptions &probe) {
  HostFactsSource source;
  if (file.empty()) {
    const auto limits = probe.limits();
    if (!limits) {
      return tl::unexpected(limits.error());
    }
    const auto ports = machine_ports();
    if (!ports) {
      return tl::unexpected(
          Error{ErrorKind::usage, "", "no facts are given", "pass --facts FILE, or --facts - for standard input"});
    }
    source.m_collected = std::make_unique<CollectedHost>(collect_host(*ports, gate.policy(), *limits));
    for (const std::string &note : source.m_collected->notes) {
      log_warning(printable(note, 2000));
    }
    source.m_facts = &source.m_collected->host.facts;
    return source;
  }
  const bool standard_input = file == "-";
  if (!standard_input) {
    if (auto near = refuse_far_path(file, gate.allows_network_paths(), ErrorKind::input); !near) {
      return tl::unexpected(std::move(near.error()));
    }
  }
  const auto json = standard_input ? read_standard_input(k_max_facts_bytes, ErrorKind::input)
                                   : read_file(path_of(file), k_max_facts_bytes, ErrorKind::input);
  if (!json) {
    return tl::unexpected(json.error());
  }
  source.m_decoder = std::make_unique<FactsDecoder>();
  const auto facts = source.m_decoder->decode(*json, standard_input ? "<stdin>" : file);
  if (!facts) {
    return tl::unexpected(facts.error());
  }
  source.m_facts = *facts;
  return source;
}

} // namespace acsgate
