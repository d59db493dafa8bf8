#include "facts/facts_lists.hpp"

#include "facts/fact_values.hpp"
#include "facts/fact_words.hpp"

namespace acsgate {

namespace {

bool read_package_state(JsonReader &json, const JsonValue &value, PackageFact &package) {
  return json.word(value, k_package_states, PackageState::other, package.state);
}

template <auto member, class Item> bool text_in(JsonReader &json, const JsonValue &value, Item &item) {
  return json.text(value, item.*member);
}

constexpr JsonField<PackageFact> k_package[] = {
    {"name", text_in<&PackageFact::name>, true},
    {"version", text_in<&PackageFact::version>, true},
    {"state", read_package_state, true},
};

constexpr JsonField<ModuleFact> k_module[] = {
    {"module", text_in<&ModuleFact::module>, true},
    {"version", text_in<&ModuleFact::version>, true},
    {"line", text_in<&ModuleFact::line>},
};

constexpr JsonField<ServiceFact> k_service[] = {
    {"state", text_in<&ServiceFact::state>},
    {"start", text_in<&ServiceFact::start>},
};

/// A list for `slot` that has the memory of an earlier document.
template <class T> std::vector<T> &fresh(std::optional<std::vector<T>> &slot, std::vector<T> &spare) {
  return slot.emplace(std::move(spare));
}

bool read_texts(JsonReader &json, const JsonValue &value, std::size_t max_items, std::vector<FactText> &texts) {
  return json.list(value, max_items, [&](const JsonValue &item) { return json.text(item, texts.emplace_back()); });
}

bool read_thumbprints(JsonReader &json, const JsonValue &value, std::vector<Thumbprint> &thumbprints) {
  return json.list(value, k_most_thumbprints, [&](const JsonValue &item) {
    return json.parsed(item, parse_thumbprint, "a thumbprint of 40 or 64 hex digits", thumbprints.emplace_back());
  });
}

} // namespace

bool read_labels(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  auto &labels = buffer.facts.host.labels;
  return json.map(value, k_most_labels, [&](std::string_view name, const JsonValue &member) {
    return json.text(member, labels.emplace_back(name, FactText()).second);
  });
}

bool read_hotfixes(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  std::vector<Kb> &hotfixes = fresh(buffer.facts.updates.hotfixes, buffer.hotfixes);
  return json.list(value, k_most_hotfixes, [&](const JsonValue &item) {
    return json.parsed(item, parse_kb, "a KB number like \"KB5005625\"", hotfixes.emplace_back());
  });
}

bool read_packages(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  std::vector<PackageFact> &packages = fresh(buffer.facts.updates.packages, buffer.packages);
  return json.list(value, k_most_packages,
                   [&](const JsonValue &item) { return json.object(item, k_package, packages.emplace_back()); });
}

bool read_pending(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return read_texts(json, value, k_most_pending, fresh(buffer.facts.reboot.pending, buffer.pending));
}

bool read_present(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return read_thumbprints(json, value, fresh(buffer.facts.roots.present, buffer.present));
}

bool read_disallowed(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return read_thumbprints(json, value, fresh(buffer.facts.roots.disallowed, buffer.disallowed));
}

bool read_products(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return read_texts(json, value, k_most_products, buffer.facts.esu.products);
}

bool read_modules(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  std::vector<ModuleFact> &modules = fresh(buffer.facts.modules.items, buffer.modules);
  return json.list(value, k_most_modules,
                   [&](const JsonValue &item) { return json.object(item, k_module, modules.emplace_back()); });
}

bool read_services(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  std::vector<ServiceFact> &services = fresh(buffer.facts.services.items, buffer.services);
  return json.map(value, k_most_services, [&](std::string_view name, const JsonValue &member) {
    ServiceFact &service = services.emplace_back();
    service.name = name;
    return json.object(member, k_service, service);
  });
}

} // namespace acsgate
