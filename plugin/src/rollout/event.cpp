#include "rollout/event.hpp"

#include "base/sha256.hpp"
#include "base/text.hpp"

namespace acsgate {

namespace {

using nlohmann::json;

constexpr std::size_t k_hash_digits = 64;

std::string hash_of(const std::string &before, std::string_view body) {
  std::string text = before;
  text.append(1, '\n').append(body);
  return sha256_hex(text);
}

tl::unexpected<Error> broken(std::uint64_t number, std::string what) {
  return tl::unexpected(Error{ErrorKind::input, "event " + std::to_string(number), std::move(what),
                              "the ledger was changed or damaged: keep it as evidence, and go on from a copy that verifies"});
}

} // namespace

std::string canonical_text(const Event &event, std::uint64_t number) {
  json document = event.data;
  document["at"] = to_string(event.at);
  document["event"] = event.kind;
  document["number"] = number;
  return document.dump(-1, ' ', true, json::error_handler_t::replace);
}

Result<Event> parse_event(std::string_view body, std::uint64_t number) {
  json document = json::parse(body, nullptr, false);
  if (!document.is_object() || !document.contains("at") || !document["at"].is_string() || !document.contains("event") ||
      !document["event"].is_string() || !document.contains("number") || document["number"] != number) {
    return broken(number, "is no event of this number");
  }
  const auto at = parse_timestamp(document["at"].get_ref<const std::string &>());
  if (!at) {
    return broken(number, "has no time that exists");
  }
  Event event{.kind = document["event"], .at = *at, .data = {}};
  for (const char *key : {"at", "event", "number"}) {
    document.erase(key);
  }
  event.data = std::move(document);
  return event;
}

std::optional<ChainHead> parse_head(std::string_view text) {
  const std::size_t colon = text.find(':');
  unsigned long number = 0;
  if (colon == std::string_view::npos || !parse_decimal(text.substr(0, colon), 0xFFFFFFFFUL, number) ||
      text.size() != colon + 1 + k_hash_digits ||
      text.find_first_not_of("0123456789abcdef", colon + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  return ChainHead{.number = number, .hash = std::string(text.substr(colon + 1))};
}

StoredEvent link(const Event &event, ChainHead &head) {
  ++head.number;
  StoredEvent stored{.number = head.number, .body = canonical_text(event, head.number), .hash = {}};
  stored.hash = head.hash = hash_of(head.hash, stored.body);
  return stored;
}

Result<void> follow(const StoredEvent &stored, ChainHead &head) {
  if (stored.number != head.number + 1) {
    return broken(head.number + 1, "is missing");
  }
  if (stored.hash != hash_of(head.hash, stored.body)) {
    return broken(stored.number, "does not match its hash");
  }
  head = {.number = stored.number, .hash = stored.hash};
  return {};
}

} // namespace acsgate
