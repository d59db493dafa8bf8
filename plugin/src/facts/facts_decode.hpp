#pragma once

#include "facts/facts.hpp"
#include "facts/json_reader.hpp"

#include <string_view>
#include <vector>

namespace acsgate {

/// Facts that can be filled again and again: an optional list that is not there would give its memory back, so the lists
/// rest here meanwhile.
struct FactsBuffer {
  Facts facts;

  std::vector<Kb> hotfixes;
  std::vector<PackageFact> packages;
  std::vector<FactText> pending;
  std::vector<Thumbprint> present;
  std::vector<Thumbprint> disallowed;
  std::vector<ModuleFact> modules;
  std::vector<ServiceFact> services;

  /// Back to knowing nothing, with the memory kept.
  void clear();
};

/// Fills `buffer`, which is empty, from a document. False on a fault, which `json` then holds; the buffer then holds
/// whatever was read before it.
[[nodiscard]] bool read_facts(JsonReader &json, simdjson::dom::element document, FactsBuffer &buffer);

/// The keys that `acsgate.facts/v1` has at its top (`group` is empty) or in one of its groups, `os`; none for anything else.
[[nodiscard]] std::vector<std::string_view> fact_keys(std::string_view group);

} // namespace acsgate
