#include "rollout/ledger_state.hpp"

#include "base/text.hpp"
#include "rollout/event_fields.hpp"
#include "rollout/loader.hpp"
#include "rollout/wave_plan.hpp"

#include <algorithm>
#include <array>

namespace acsgate {

namespace {

using namespace event_fields;

/// A list of attempt ids, as indices.
std::vector<std::size_t> attempts_of(const LedgerState &state, const json &ids) {
  std::vector<std::size_t> attempts;
  for (const json &id : ids) {
    const auto found = id.is_string() ? state.by_attempt.find(id.get_ref<const std::string &>()) : state.by_attempt.end();
    if (found == state.by_attempt.end()) {
      throw Misfit{"names an attempt that was never made"};
    }
    attempts.push_back(found->second);
  }
  return attempts;
}

void pin(LedgerState &state, const json &data) {
  state.canonical_rollout = text(data, "rollout");
  state.policy_digest = text(data, "policy_digest");
  auto loaded = load_rollout_text(state.canonical_rollout, "the rollout in the ledger");
  if (!loaded) {
    throw Misfit{"holds a rollout that can't be read: " + to_string(loaded.error().front())};
  }
  state.rollout = std::move(loaded->rollout);
  state.approvals.resize(state.rollout.waves.size());
}

void started(LedgerState &state, const Event &event) {
  if (state.started()) {
    throw Misfit{"starts a rollout that runs already"};
  }
  state.id = text(event.data, "ledger");
  pin(state, event.data);
}

void add_names(LedgerState &state, std::size_t index) {
  const LedgerHost &host = state.hosts[index];
  for (const std::string &name : {lower_ascii(host.name), lower_ascii(host.fqdn)}) {
    if (auto &known = state.by_name[name]; !name.empty() && std::ranges::find(known, index) == known.end()) {
      known.push_back(index);
    }
  }
}

void hosts(LedgerState &state, const Event &event) {
  for (const json &record : list(event.data, "hosts")) {
    LedgerHost host = host_of(record, state.rollout);
    const auto [known, is_new] = state.by_key.try_emplace(host.key, state.hosts.size());
    if (is_new) {
      state.hosts.push_back(std::move(host));
    } else {
      LedgerHost &kept = state.hosts[known->second];
      // A host stays in the wave that it was given, and one that refused needs facts from after that.
      kept.name = std::move(host.name);
      kept.fqdn = std::move(host.fqdn);
      kept.labels = std::move(host.labels);
      if (!kept.refused_at || (host.ready.collected && *host.ready.collected > *kept.refused_at)) {
        kept.ready = std::move(host.ready);
        kept.refused_at.reset();
      }
    }
    add_names(state, known->second);
  }
}

void opened(LedgerState &state, const Event &event) {
  const std::size_t wave = number_below(event.data, "wave", state.rollout.waves.size());
  if (wave != (state.open_wave ? *state.open_wave + 1 : 0)) {
    throw Misfit{"opens a wave out of turn"};
  }
  state.open_wave = wave;
}

void claimed(LedgerState &state, const Event &event) {
  if (!state.open_wave) {
    throw Misfit{"leases hosts before a wave is open"};
  }
  for (const json &lease : list(event.data, "hosts")) {
    const auto found = state.by_key.find(text(lease, "key"));
    if (found == state.by_key.end() || state.hosts[found->second].progress != Progress::idle) {
      throw Misfit{"leases a host that is not free"};
    }
    LedgerHost &host = state.hosts[found->second];
    Attempt attempt{.id = text(lease, "attempt"),
                    .host = found->second,
                    .wave = *state.open_wave,
                    .acs = host.ready.acs,
                    .build = text(lease, "build"),
                    .controller = text(event.data, "controller"),
                    .claimed = event.at,
                    .until = time(event.data, "until"),
                    .done = {},
                    .detail = {}};
    if (!state.by_attempt.emplace(attempt.id, state.attempts.size()).second) {
      throw Misfit{"uses an attempt id twice"};
    }
    host.progress = Progress::open;
    host.attempt = state.attempts.size();
    state.attempts.push_back(std::move(attempt));
  }
}

void set_progress(LedgerState &state, std::size_t index, Progress progress) {
  Attempt &attempt = state.attempts[index];
  attempt.progress = progress;
  attempt.forgiven = false;
  LedgerHost &host = state.hosts[attempt.host];
  if (host.attempt == index) {
    host.progress = progress;
  }
}

void result(LedgerState &state, const Event &event) {
  const std::size_t index = attempts_of(state, json::array({text(event.data, "attempt")})).front();
  Attempt &attempt = state.attempts[index];
  const std::string result = text(event.data, "result");
  attempt.detail = text_or_empty(event.data, "detail");
  if (result == "installed") {
    attempt.installed = true;
    return;
  }
  attempt.done = event.at;
  if (result == "refused") {
    attempt.refused = true;
    LedgerHost &host = state.hosts[attempt.host];
    set_progress(state, index, Progress::idle);
    host.refused_at = event.at;
    host.ready = {
        .readiness = Readiness::refused, .offer = {}, .collected = {}, .good_until = {}, .codes = "HOST.REFUSED", .waived = {}};
    return;
  }
  static constexpr std::array<std::pair<std::string_view, Progress>, 3> k_results{
      {{"success", Progress::success}, {"failure", Progress::failure}, {"unknown", Progress::inconclusive}}};
  const auto *const found = std::ranges::find(k_results, result, &std::pair<std::string_view, Progress>::first);
  if (found == k_results.end()) {
    throw Misfit{"has a result of unknown kind"};
  }
  set_progress(state, index, found->second);
}

void expired(LedgerState &state, const Event &event) {
  for (const std::size_t index : attempts_of(state, list(event.data, "attempts"))) {
    set_progress(state, index, Progress::inconclusive);
    state.attempts[index].done = event.at;
    state.attempts[index].detail = "the lease ran out without a result";
  }
}

PersonsWord persons_word(const Event &event) {
  return {.by = text(event.data, "by"), .reason = text(event.data, "reason"), .at = event.at};
}

void approved(LedgerState &state, const Event &event) {
  state.approvals[number_below(event.data, "wave", state.rollout.waves.size())] = persons_word(event);
}

void halted(LedgerState &state, const Event &event) {
  state.halt = HaltWord{persons_word(event), event.data.contains("automatic")};
}

void resumed(LedgerState &state, const Event &event) {
  const bool retry = event.data.contains("retry");
  state.halt.reset();
  for (std::size_t index = 0; index < state.attempts.size(); ++index) {
    Attempt &attempt = state.attempts[index];
    if (attempt.progress != Progress::failure && attempt.progress != Progress::inconclusive) {
      continue;
    }
    attempt.forgiven = true;
    LedgerHost &host = state.hosts[attempt.host];
    if (retry && host.attempt == index) {
      host.progress = Progress::idle;
    }
  }
}

void amended(LedgerState &state, const Event &event) {
  const Rollout before = state.rollout;
  const bool judged_anew = event.data.contains("judged_anew");
  pin(state, event.data);
  const std::size_t fixed = state.open_wave ? *state.open_wave + 1 : 0;
  for (std::size_t index = 0; index < fixed; ++index) {
    if (index >= state.rollout.waves.size() || state.rollout.waves[index].name != before.waves[index].name) {
      throw Misfit{"changes a wave that was opened"};
    }
  }
  std::vector<PlannedHost> planned;
  planned.reserve(state.hosts.size());
  for (LedgerHost &host : state.hosts) {
    host.place = place_of(state.rollout.salt, host.key);
    planned.push_back({.key = host.key, .place = host.place, .fits = fitting_waves(state.rollout, host.identity(), host.place)});
  }
  assign_waves(state.rollout, planned);
  for (std::size_t index = 0; index < planned.size(); ++index) {
    LedgerHost &host = state.hosts[index];
    const bool was_opened = host.wave >= 0 && static_cast<std::size_t>(host.wave) < fixed;
    host.wave = was_opened || host.attempt ? host.wave : planned[index].wave;
    if (judged_anew) {
      host.ready.readiness = Readiness::unknown;
      host.ready.offer.reset();
      host.ready.codes = "ROLLOUT.AMENDED";
    }
  }
}

using Handler = void (*)(LedgerState &, const Event &);
constexpr std::array<std::pair<std::string_view, Handler>, 10> k_handlers{{{"started", started},
                                                                           {"hosts", hosts},
                                                                           {"opened", opened},
                                                                           {"claimed", claimed},
                                                                           {"result", result},
                                                                           {"expired", expired},
                                                                           {"approved", approved},
                                                                           {"halted", halted},
                                                                           {"resumed", resumed},
                                                                           {"amended", amended}}};

} // namespace

Result<void> apply(LedgerState &state, const Event &event, std::uint64_t number) {
  const auto misfit = [&](const std::string &what) {
    return tl::unexpected(Error{ErrorKind::input, "event " + std::to_string(number), what,
                                "this ledger was not written by this program, or by a newer version of it"});
  };
  const auto *const handler = std::ranges::find(k_handlers, event.kind, &std::pair<std::string_view, Handler>::first);
  if (handler == k_handlers.end()) {
    return misfit("is of unknown kind \"" + printable(event.kind, 80) + '"');
  }
  if (!state.started() && event.kind != "started") {
    return misfit("comes before the start");
  }
  try {
    handler->second(state, event);
  } catch (const Misfit &wrong) {
    return misfit(wrong.what);
  }
  // A named person who resumes also says that the clock is right now, should it have been ahead before.
  state.clock = event.kind == "resumed" ? event.at : std::max(state.clock, event.at);
  return {};
}

} // namespace acsgate
