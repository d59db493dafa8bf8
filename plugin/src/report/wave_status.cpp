#include "report/wave_status.hpp"

#include "base/text.hpp"
#include "report/json_parts.hpp"
#include "report/wave_answer.hpp"
#include "rollout/schedule.hpp"

#include <algorithm>
#include <map>

namespace acsgate {

namespace {

constexpr std::size_t k_named_hosts = 5;

/// Hosts that are not tried and won't be for now, by what holds them back.
struct HeldBack {
  std::string why;
  std::size_t count = 0;
  std::vector<std::string> names; ///< the first few
};

std::string name_of_host(const LedgerHost &host) { return printable(host.name.empty() ? host.key : host.name, 80); }

std::string why_held(const LedgerState &state, const LedgerHost &host, Timestamp now) {
  if (host.wave < 0) {
    return "in no wave";
  }
  if (const HoldRule *hold = hold_of(state.rollout, host.identity(), now)) {
    return "hold: " + printable(hold->reason) + " (ask " + printable(hold->owner) +
           (hold->until ? "; until " + to_string(*hold->until) : std::string()) + ')';
  }
  if (host.ready.readiness == Readiness::ready) {
    return host.ready.good_until && now >= *host.ready.good_until
               ? "facts or a waiver too old: give newer ones with wave next --facts"
               : "";
  }
  std::string why = std::string(name_of(host.ready.readiness)) + (host.ready.codes.empty() ? "" : ": " + host.ready.codes);
  for (const AcceptedRisk &risk : state.rollout.accepted_risks) {
    if (now < risk.until && risk.match.matches(host.identity())) {
      why += " (risk accepted: " + printable(risk.reason) + "; ask " + printable(risk.owner) + ')';
      break;
    }
  }
  return why;
}

std::vector<HeldBack> held_back(const LedgerState &state, Timestamp now) {
  std::map<std::string, HeldBack> found;
  for (const LedgerHost &host : state.hosts) {
    const std::string why = host.progress == Progress::idle ? why_held(state, host, now) : "";
    if (why.empty()) {
      continue;
    }
    HeldBack &held = found[why];
    held.why = why;
    if (++held.count <= k_named_hosts) {
      held.names.push_back(name_of_host(host));
    }
  }
  std::vector<HeldBack> sorted;
  sorted.reserve(found.size());
  for (auto &[why, held] : found) {
    sorted.push_back(std::move(held));
  }
  std::ranges::stable_sort(sorted, std::greater<>(), &HeldBack::count);
  return sorted;
}

std::string_view stage_of(const LedgerState &state, std::size_t wave) {
  if (!state.open_wave || wave > *state.open_wave) {
    return "not open";
  }
  return wave == *state.open_wave ? "open" : "closed";
}

std::string counts_text(const WaveCount &count, std::string_view kind) {
  std::string text;
  const auto add = [&](std::size_t number, std::string_view what) {
    if (number > 0) {
      text += (text.empty() ? "" : ", ") + std::to_string(number) + ' ' + std::string(what);
    }
  };
  add(count.ready, "to go");
  add(count.open, "being installed");
  add(count.soaking, "soaking");
  add(count.good, "succeeded");
  add(count.failed, "failed");
  add(count.inconclusive, "inconclusive");
  add(count.forgiven, "set aside by a resume");
  return text.empty() ? ""
                      : "    " + std::string(kind) + ": " + text + " (failures borne: " + std::to_string(count.limit) + ")\n";
}

Json counts_json(const WaveCount &count) {
  return Json{{"to_go", count.ready},        {"open", count.open},           {"soaking", count.soaking},
              {"succeeded", count.good},     {"failed", count.failed},       {"inconclusive", count.inconclusive},
              {"set_aside", count.forgiven}, {"failures_borne", count.limit}};
}

} // namespace

std::string render_wave_status_text(const LedgerState &state, const Advice &advice, const ChainHead &head, Timestamp now) {
  std::string text = printable(state.rollout.name) + ": " + render_wave_answer_text(advice, now);
  const auto counts = count_waves(state, now);
  for (std::size_t index = 0; index < counts.size(); ++index) {
    text += "  wave " + printable(state.rollout.waves[index].name) + ": " + std::string(stage_of(state, index)) + '\n' +
            counts_text(counts[index].acs, "ACS builds") + counts_text(counts[index].legacy, "legacy builds");
  }
  const auto held = held_back(state, now);
  text += held.empty() ? "" : "  held back:\n";
  for (const HeldBack &group : held) {
    text += "    " + std::to_string(group.count) + ' ' + group.why + ": ";
    for (const std::string &name : group.names) {
      text += (&name == &group.names.front() ? "" : ", ") + name;
    }
    text += group.count > group.names.size() ? ", ...\n" : "\n";
  }
  for (const Attempt &attempt : state.attempts) {
    const bool failed = attempt.progress == Progress::failure || attempt.progress == Progress::inconclusive;
    if (failed && !attempt.forgiven) {
      text += "  " + std::string(attempt.progress == Progress::failure ? "failed" : "inconclusive") + ": " +
              name_of_host(state.hosts[attempt.host]) + ", attempt " + attempt.id +
              (attempt.detail.empty() ? "" : ": " + printable(attempt.detail)) + '\n';
    }
  }
  return text + "  head: " + head.text() + '\n';
}

std::string render_wave_status_json(const LedgerState &state, const Advice &advice, const ChainHead &head, Timestamp now) {
  Json document = Json::parse(render_wave_answer_json(advice));
  document["schema"] = "acsgate.wave-status/v1";
  document.erase("hosts");
  document["rollout"] = state.rollout.name;
  document["open_wave"] = state.open_wave ? Json(state.rollout.waves[*state.open_wave].name) : Json(nullptr);
  document["halt"] = nullptr;
  if (state.halt) {
    document["halt"] = Json{{"by", state.halt->by},
                            {"reason", state.halt->reason},
                            {"at", to_string(state.halt->at)},
                            {"automatic", state.halt->automatic}};
  }
  const auto counts = count_waves(state, now);
  document["waves"] = Json::array();
  for (std::size_t index = 0; index < counts.size(); ++index) {
    document["waves"].push_back(Json{{"name", state.rollout.waves[index].name},
                                     {"stage", stage_of(state, index)},
                                     {"acs", counts_json(counts[index].acs)},
                                     {"legacy", counts_json(counts[index].legacy)}});
  }
  document["held_back"] = Json::array();
  for (const HeldBack &group : held_back(state, now)) {
    document["held_back"].push_back(Json{{"why", group.why}, {"hosts", group.count}, {"some", group.names}});
  }
  document["hosts"] = state.hosts.size();
  document["head"] = head.text();
  document["now"] = to_string(now);
  return ascii(document) + '\n';
}

} // namespace acsgate
