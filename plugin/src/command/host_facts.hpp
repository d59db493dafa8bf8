#pragma once

#include "facts/facts_json.hpp"
#include "probe/collect_host.hpp"

#include <memory>
#include <optional>
#include <string>

namespace acsgate {

class Gate;
struct ProbeOptions;

/// The facts of the one host that a command is about.
class HostFactsSource {
public:
  /// Reads a file of facts, or standard input for `-`. Empty: this machine, which only Windows can be read as.
  [[nodiscard]] static Result<HostFactsSource> open(const std::string &file, const Gate &gate, const ProbeOptions &probe);

  [[nodiscard]] const Facts &facts() const { return *m_facts; }
  /// Facts of this machine are decided on as of the moment of their collection, however long it took and whatever the clock
  /// shows.
  [[nodiscard]] std::optional<Timestamp> as_of() const { return m_decoder ? std::nullopt : m_facts->collected_at; }

private:
  std::unique_ptr<FactsDecoder> m_decoder;    ///< facts of a file borrow from it
  std::unique_ptr<CollectedHost> m_collected; ///< facts of this machine
  const Facts *m_facts = nullptr;
};

} // namespace acsgate
