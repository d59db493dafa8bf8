#include "facts/registry/reboot_signals.hpp"

#include "base/text.hpp"
#include "facts/registry/computer_name.hpp"
#include "facts/registry/registry_facts.hpp"
#include "facts/registry/registry_value.hpp"
#include "facts/registry/servicing.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::string_view k_rename = "computer-rename";

/// A new name is in force from the next start on.
bool rename_pending(RegistryView &view) {
  const auto now = read_text(view, k_active_name, "ComputerName");
  const auto next = read_text(view, k_next_name, "ComputerName");
  return now.ok() && next.ok() && lower_ascii(now.value) != lower_ascii(next.value);
}

void add_once(std::vector<FactText> &pending, std::string_view name) {
  if (std::ranges::find(pending, name) == pending.end()) {
    pending.push_back(name);
  }
}

} // namespace

/// The list is set if all hard signals could be read, so that what it does not name of them is not set; and if a hard one is
/// set, whatever of the others could not be read. The absence of a soft signal from it shows nothing.
void read_registry_reboot(RegistryView &view, RegistryFacts &facts) {
  std::vector<FactText> pending;
  ReadStatus obstacle = ReadStatus::absent;
  bool hard_set = false;
  bool hard_known = true;
  for (const RebootSignal &signal : reboot_signals()) {
    const ReadStatus read = read_signal(view, signal);
    if (read == ReadStatus::ok) {
      add_once(pending, signal.name);
      hard_set = hard_set || signal.hard;
    } else if (read != ReadStatus::absent && signal.hard) {
      hard_known = false;
      obstacle = obstacle == ReadStatus::denied ? obstacle : read;
    }
  }
  // A view without the packages (a 32-bit one, an export without what lies below) does not show what else servicing keeps.
  if (const ReadStatus packages = view.key(k_packages_key); packages != ReadStatus::ok) {
    hard_known = false;
    obstacle = obstacle == ReadStatus::absent || packages == ReadStatus::denied ? packages : obstacle;
  }
  if (rename_pending(view)) {
    add_once(pending, k_rename);
  }
  RebootFacts &reboot = facts.host.facts.reboot;
  reboot.status = hard_known || hard_set ? GroupStatus::ok : group_status(obstacle);
  if (reboot.ok()) {
    std::ranges::sort(pending);
    reboot.pending = std::move(pending);
  }
}

} // namespace acsgate
