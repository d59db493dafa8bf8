#include "facts/facts_decode.hpp"

#include "facts/fact_values.hpp"
#include "facts/fact_words.hpp"
#include "facts/facts_lists.hpp"

#include <algorithm>
#include <iterator>

namespace acsgate {

namespace {

template <auto group, auto member> bool text(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return json.text(value, buffer.facts.*group.*member);
}

template <auto member> bool os_number(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return json.number(value, buffer.facts.os.*member);
}

template <auto group> bool status(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return json.parsed(value, parse_group_status, R"("ok", "absent", "denied", "error" or "unsupported")",
                     (buffer.facts.*group).status);
}

template <auto group> bool source(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return json.text(value, (buffer.facts.*group).source);
}

bool os_family(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return json.word(value, k_os_families, OsFamily::other, buffer.facts.os.family);
}

bool os_type(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return json.word(value, k_os_types, OsType::unknown, buffer.facts.os.type);
}

bool auto_update(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return json.word(value, k_auto_update, AutoUpdate::unknown, buffer.facts.roots.auto_update);
}

bool licensed(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return json.boolean(value, buffer.facts.esu.licensed);
}

constexpr JsonField<FactsBuffer> k_host[] = {
    {"id", text<&Facts::host, &HostFacts::id>},
    {"name", text<&Facts::host, &HostFacts::name>},
    {"fqdn", text<&Facts::host, &HostFacts::fqdn>},
    {"labels", read_labels},
};

constexpr JsonField<FactsBuffer> k_os[] = {
    {"status", status<&Facts::os>},
    {"source", source<&Facts::os>},
    {"family", os_family},
    {"build", os_number<&OsFacts::build>},
    {"ubr", os_number<&OsFacts::ubr>},
    {"service_pack", os_number<&OsFacts::service_pack>},
    {"type", os_type},
    {"edition", text<&Facts::os, &OsFacts::edition>},
    {"arch", text<&Facts::os, &OsFacts::arch>},
    {"product_name", text<&Facts::os, &OsFacts::product_name>},
};

constexpr JsonField<FactsBuffer> k_updates[] = {
    {"status", status<&Facts::updates>},
    {"source", source<&Facts::updates>},
    {"hotfixes", read_hotfixes},
    {"packages", read_packages},
};

constexpr JsonField<FactsBuffer> k_reboot[] = {
    {"status", status<&Facts::reboot>},
    {"source", source<&Facts::reboot>},
    {"pending", read_pending},
};

constexpr JsonField<FactsBuffer> k_roots[] = {
    {"status", status<&Facts::roots>}, {"source", source<&Facts::roots>}, {"present", read_present},
    {"disallowed", read_disallowed},   {"auto_update", auto_update},
};

constexpr JsonField<FactsBuffer> k_esu[] = {
    {"status", status<&Facts::esu>},
    {"source", source<&Facts::esu>},
    {"licensed", licensed},
    {"products", read_products},
};

constexpr JsonField<FactsBuffer> k_modules[] = {
    {"status", status<&Facts::modules>},
    {"source", source<&Facts::modules>},
    {"items", read_modules},
};

constexpr JsonField<FactsBuffer> k_services[] = {
    {"status", status<&Facts::services>},
    {"source", source<&Facts::services>},
    {"items", read_services},
};

bool host(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) { return json.object(value, k_host, buffer); }

template <auto part, const auto &fields> bool group(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  (buffer.facts.*part).status = GroupStatus::ok; // unless it says otherwise
  return json.object(value, fields, buffer);
}

bool schema(JsonReader &json, const JsonValue &value, FactsBuffer & /*buffer*/) {
  std::string_view schema;
  const bool same = value.element.get(schema) == simdjson::SUCCESS && schema == k_facts_schema;
  return same || json.must_be(value, '"' + std::string(k_facts_schema) + "\", the only version that is read here");
}

bool collected_at(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) {
  return json.parsed(value, parse_timestamp, "a date and time with zone like \"2026-11-22T10:00:00Z\"",
                     buffer.facts.collected_at.emplace());
}

bool facts_source(JsonReader &json, const JsonValue &value, FactsBuffer &buffer) { return json.text(value, buffer.facts.source); }

constexpr JsonField<FactsBuffer> k_document[] = {
    {"schema", schema},
    {"host", host},
    {"collected_at", collected_at},
    {"source", facts_source},
    {"os", group<&Facts::os, k_os>},
    {"updates", group<&Facts::updates, k_updates>},
    {"reboot", group<&Facts::reboot, k_reboot>},
    {"roots", group<&Facts::roots, k_roots>},
    {"esu", group<&Facts::esu, k_esu>},
    {"modules", group<&Facts::modules, k_modules>},
    {"services", group<&Facts::services, k_services>},
};

template <class T> void put_away(std::optional<std::vector<T>> &list, std::vector<T> &spare) {
  if (list) {
    list->clear();
    spare = std::move(*list);
  }
}

} // namespace

void FactsBuffer::clear() {
  put_away(facts.updates.hotfixes, hotfixes);
  put_away(facts.updates.packages, packages);
  put_away(facts.reboot.pending, pending);
  put_away(facts.roots.present, present);
  put_away(facts.roots.disallowed, disallowed);
  put_away(facts.modules.items, modules);
  put_away(facts.services.items, services);
  auto labels = std::move(facts.host.labels);
  auto products = std::move(facts.esu.products);
  labels.clear();
  products.clear();
  facts = {};
  facts.host.labels = std::move(labels);
  facts.esu.products = std::move(products);
}

bool read_facts(JsonReader &json, simdjson::dom::element document, FactsBuffer &buffer) {
  const JsonValue top{document, nullptr, {}, std::nullopt};
  // Another version may differ in anything: it is to be refused for its version, wherever in the document that stands.
  simdjson::dom::element version;
  const simdjson::error_code error = document["schema"].get(version);
  if (error == simdjson::NO_SUCH_FIELD) {
    return json.fail(top, R"(must have "schema": ")" + std::string(k_facts_schema) + '"');
  }
  if (error == simdjson::SUCCESS && !schema(json, {version, &top, "schema", std::nullopt}, buffer)) {
    return false;
  }
  return json.object(top, k_document, buffer);
}

std::vector<std::string_view> fact_keys(std::string_view group) {
  std::vector<std::string_view> keys;
  const auto take = [&](std::string_view name, const auto &fields) {
    if (name == group) {
      std::ranges::transform(fields, std::back_inserter(keys), &JsonField<FactsBuffer>::key);
    }
  };
  take("", k_document);
  take("host", k_host);
  take("os", k_os);
  take("updates", k_updates);
  take("reboot", k_reboot);
  take("roots", k_roots);
  take("esu", k_esu);
  take("modules", k_modules);
  take("services", k_services);
  return keys;
}

} // namespace acsgate
