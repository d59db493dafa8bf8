#pragma once

#include "command/gate.hpp"
#include "host/tattoo_store.hpp"

#include <memory>
#include <string>

namespace acsgate {

/// What `check` leaves behind on the machine, as it was typed.
struct TattooOptions {
  bool tattoo = false;
  std::string ttl;
  bool event_log = false;

  void add_to(CLI::App &app);
};

/// Writes an event where that was asked for; a failure is a warning and changes nothing.
void log_event(const TattooOptions &options, const Explanation &explanation);

/// Whether these arguments would replace the decision that was left behind, if only they were right.
[[nodiscard]] bool asks_for_tattoo(const std::vector<std::string> &arguments);

/// Takes the decision away that was left behind: a run that was to replace it has failed before it began.
void forget_decision();

/// The tattoo of one run: whatever stood there is gone once it has begun, and unless `write` succeeds nothing stands there after
/// it.
class TattooRun {
public:
  /// Takes the old decision away. Without --tattoo a run that does nothing.
  [[nodiscard]] static Result<TattooRun> begin(const TattooOptions &options, const GateOptions &gate);

  /// Leaves the decision behind, if that was asked for and the host of the facts is this machine.
  [[nodiscard]] Result<void> write(const Explanation &explanation, const Facts &facts, const Policy &policy);

  /// Takes back what `write` has written.
  void take_back();

private:
  std::unique_ptr<TattooStore> m_store; ///< null: nothing is left behind
  Duration m_ttl{};
};

} // namespace acsgate
