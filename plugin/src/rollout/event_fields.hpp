#pragma once

#include "rollout/ledger_state.hpp"

#include <string>

/// Strict reading of the data of an event. What does not fit is thrown as a Misfit, which `apply` catches.
namespace acsgate::event_fields {

using nlohmann::json;

/// What an event lacks or has wrong. Caught in `apply`.
struct Misfit {
  std::string what;
};

inline const json &member(const json &object, const char *key) {
  const auto found = object.find(key);
  if (found == object.end()) {
    throw Misfit{std::string("lacks \"") + key + '"'};
  }
  return *found;
}

inline std::string text(const json &object, const char *key) {
  const json &value = member(object, key);
  if (!value.is_string()) {
    throw Misfit{std::string("has a \"") + key + "\" that is no text"};
  }
  return value.get<std::string>();
}

inline std::string text_or_empty(const json &object, const char *key) { return object.contains(key) ? text(object, key) : ""; }

inline std::size_t number_below(const json &object, const char *key, std::size_t end) {
  const json &value = member(object, key);
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() >= end) {
    throw Misfit{std::string("has a \"") + key + "\" out of range"};
  }
  return value.get<std::size_t>();
}

inline Timestamp time(const json &object, const char *key) {
  const auto time = parse_timestamp(text(object, key));
  if (!time) {
    throw Misfit{std::string("has a \"") + key + "\" that is no time"};
  }
  return *time;
}

inline std::optional<Timestamp> time_if_there(const json &object, const char *key) {
  return object.contains(key) ? std::optional(time(object, key)) : std::nullopt;
}

inline const json &list(const json &object, const char *key) {
  const json &value = member(object, key);
  if (!value.is_array()) {
    throw Misfit{std::string("has a \"") + key + "\" that is no list"};
  }
  return value;
}

/// A host as `host_record` writes it.
[[nodiscard]] LedgerHost host_of(const json &record, const Rollout &rollout);

} // namespace acsgate::event_fields
