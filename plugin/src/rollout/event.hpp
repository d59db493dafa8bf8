#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace acsgate {

/// One entry of a ledger. What it says depends on its kind; see ledger_state.cpp.
struct Event {
  std::string kind;
  Timestamp at;
  nlohmann::json data = nlohmann::json::object(); ///< sorted keys; without kind, time and number
};

/// An event as it is kept: its canonical text, and the hash that chains it to all before it.
struct StoredEvent {
  std::uint64_t number = 0; ///< from 1, without gaps
  std::string body;         ///< one line of JSON: keys sorted, pure ASCII
  std::string hash;         ///< SHA-256 over the hash before (64 zeros for the first), a line feed, and the body; hex
};

/// The canonical text of an event.
[[nodiscard]] std::string canonical_text(const Event &event, std::uint64_t number);
/// The event of a stored text; an error where it is none, or carries another number.
[[nodiscard]] Result<Event> parse_event(std::string_view body, std::uint64_t number);

/// Where a chain of events stands. `17:3f0a…` is what people keep elsewhere to prove later that nothing before it was changed.
struct ChainHead {
  std::uint64_t number = 0;
  std::string hash = std::string(64, '0');

  [[nodiscard]] std::string text() const { return std::to_string(number) + ':' + hash; }
  bool operator==(const ChainHead &) const = default;
};
[[nodiscard]] std::optional<ChainHead> parse_head(std::string_view text);

/// The next link: the stored form of `event` after `head`, which moves on.
[[nodiscard]] StoredEvent link(const Event &event, ChainHead &head);
/// Checks that `stored` follows `head`, and moves on.
[[nodiscard]] Result<void> follow(const StoredEvent &stored, ChainHead &head);

} // namespace acsgate
