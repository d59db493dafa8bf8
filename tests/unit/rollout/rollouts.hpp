#pragma once

#include "rollout/engine.hpp"
#include "rollout/loader.hpp"
#include "rollout/wave_plan.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// Small rollouts and ledgers in memory for the tests of src/rollout.
namespace rollouts {

using namespace acsgate;

inline constexpr const char *k_head = "schema: acsgate.rollout/v1\nname: r\npolicy: builtin\nzone: UTC\n"
                                      "offer: [{module: agent, build: 20.0.0-6690}]\n";

inline Rollout load(const std::string &rest, const std::string &head = k_head) {
  const auto loaded = load_rollout_text(head + rest, "r.yaml");
  if (!loaded) {
    FAIL(to_string(loaded.error().front()));
  }
  return loaded->rollout;
}

inline std::vector<std::string> errors(const std::string &text) {
  std::vector<std::string> found;
  if (const auto loaded = load_rollout_text(text, "r.yaml"); !loaded) {
    for (const Error &error : loaded.error()) {
      found.push_back(to_string(error));
    }
  }
  return found;
}

inline Timestamp at(const std::string &text) {
  const auto time = parse_timestamp(text);
  if (!time) {
    FAIL(text);
  }
  return *time;
}

/// A ledger in memory. Everything goes through the text of events, as it does in a file.
struct Book {
  LedgerState state;
  ChainHead head;
  std::vector<StoredEvent> events;

  void add(const Event &event) {
    const StoredEvent stored = link(event, head);
    const auto parsed = parse_event(stored.body, stored.number);
    REQUIRE(parsed);
    const auto applied = apply(state, *parsed, stored.number);
    if (!applied) {
      FAIL(to_string(applied.error()));
    }
    events.push_back(stored);
  }
  void settle(Timestamp now) {
    for (auto more = acsgate::settle(state, now); !more.empty(); more = acsgate::settle(state, now)) {
      for (const Event &event : more) {
        add(event);
      }
    }
  }
  /// What another process would read.
  void restart() {
    LedgerState again;
    ChainHead other;
    for (const StoredEvent &stored : events) {
      REQUIRE(follow(stored, other));
      REQUIRE(apply(again, *parse_event(stored.body, stored.number), stored.number));
    }
    REQUIRE(other == head);
    state = std::move(again);
  }
  /// Leases whom `advance` names; answers with the attempts.
  std::vector<std::string> claim(const Advice &advice, Timestamp now, Duration ttl) {
    nlohmann::json hosts = nlohmann::json::array();
    std::vector<std::string> attempts;
    for (const std::size_t index : advice.hosts) {
      attempts.push_back("t-" + std::to_string(head.number + 1) + '-' + std::to_string(attempts.size()));
      hosts.push_back({{"attempt", attempts.back()}, {"build", "b"}, {"key", state.hosts[index].key}});
    }
    add({.kind = "claimed", .at = now, .data = {{"controller", "c"}, {"hosts", hosts}, {"until", to_string(now + ttl)}}});
    return attempts;
  }
  void result(const std::string &attempt, const std::string &result, Timestamp now) {
    add({.kind = "result", .at = std::max(now, state.clock), .data = {{"attempt", attempt}, {"result", result}}});
  }
  void word(const std::string &kind, Timestamp now, nlohmann::json more = nlohmann::json::object()) {
    more["by"] = "M. Sato";
    more["reason"] = "because";
    add({.kind = kind, .at = now, .data = std::move(more)});
  }
};

inline LedgerHost host(const std::string &name, int wave, bool acs = true) {
  LedgerHost host;
  host.key = host.name = name;
  host.wave = static_cast<std::int8_t>(wave);
  host.ready.readiness = Readiness::ready;
  host.ready.offer = 0;
  host.ready.acs = acs;
  return host;
}

inline Book start(const std::string &rest, const std::vector<LedgerHost> &hosts, Timestamp now,
                  const std::string &head = k_head) {
  const auto loaded = load_rollout_text(head + rest, "r.yaml");
  if (!loaded) {
    FAIL(to_string(loaded.error().front()));
  }
  Book book;
  book.add({.kind = "started",
            .at = now,
            .data = {{"by", "x"}, {"ledger", "t"}, {"policy_digest", "p"}, {"rollout", loaded->canonical}}});
  nlohmann::json records = nlohmann::json::array();
  for (const LedgerHost &host : hosts) {
    records.push_back(host_record(host));
  }
  book.add({.kind = "hosts", .at = now, .data = {{"hosts", records}}});
  book.settle(now);
  return book;
}

} // namespace rollouts
