#include "facts/facts_scan.hpp"

#include "facts/fact_values.hpp"
#include "facts/fact_words.hpp"

#include <algorithm>

namespace acsgate {

namespace {

// Names end with _scan or begin with scan_: this folder's strict reader has the same rows in its own tables.

bool scan_text(JsonScan &scan, FactText &text) { return scan.string(text) && text.size() <= k_max_fact_text; }

template <class T> bool scan_parsed(JsonScan &scan, std::optional<T> (*parse)(std::string_view), T &result) {
  std::string_view text;
  if (!scan.string(text)) {
    return false;
  }
  const std::optional<T> parsed = parse(text);
  result = parsed.value_or(T());
  return parsed.has_value();
}

/// False where the text is none of the words.
template <const auto &words, class T> bool find_word(std::string_view text, T &meaning) {
  return any_row<std::size(words)>([&](auto row) {
    constexpr ScanKey word(words[row].word);
    const bool same = word == text;
    meaning = same ? words[row].meaning : meaning;
    return same;
  });
}

template <const auto &words, class T> bool scan_word(JsonScan &scan, T otherwise, T &meaning) {
  std::string_view text;
  if (!scan_text(scan, text)) {
    return false;
  }
  meaning = otherwise;
  (void)find_word<words>(text, meaning);
  return true;
}

/// A list for `slot` that has the memory of an earlier document.
template <class T> std::vector<T> &scan_slot(std::optional<std::vector<T>> &slot, std::vector<T> &spare) {
  return slot.emplace(std::move(spare));
}

bool scan_texts(JsonScan &scan, std::size_t max_items, std::vector<FactText> &texts) {
  return scan_list(scan, max_items, [&] { return scan_text(scan, texts.emplace_back()); });
}

bool scan_thumbprints(JsonScan &scan, std::vector<Thumbprint> &thumbprints) {
  return scan_list(scan, k_most_thumbprints, [&] {
    std::string_view text;
    return scan.string(text) && read_thumbprint(text, thumbprints.emplace_back());
  });
}

template <auto member, class Target> bool scan_member_text(JsonScan &scan, Target &target) {
  return scan_text(scan, target.*member);
}

template <auto group, auto member> bool scan_group_text(JsonScan &scan, FactsBuffer &buffer) {
  return scan_text(scan, buffer.facts.*group.*member);
}

template <auto group> bool scan_status(JsonScan &scan, FactsBuffer &buffer) {
  std::string_view text;
  return scan.string(text) && find_word<k_group_statuses>(text, (buffer.facts.*group).status);
}

template <auto group> bool scan_source(JsonScan &scan, FactsBuffer &buffer) {
  return scan_text(scan, (buffer.facts.*group).source);
}

template <auto member> bool scan_os_number(JsonScan &scan, FactsBuffer &buffer) { return scan.number(buffer.facts.os.*member); }

bool labels_scan(JsonScan &scan, FactsBuffer &buffer) {
  auto &labels = buffer.facts.host.labels;
  return scan_map(scan, [&](std::string_view name) {
    const bool known = std::ranges::any_of(labels, [&](const auto &label) { return label.first == name; });
    return !known && name.size() <= k_max_fact_text && labels.size() < k_most_labels &&
           scan_text(scan, labels.emplace_back(name, FactText()).second);
  });
}

constexpr ScanField<FactsBuffer> k_host_scan[] = {
    {"id", scan_group_text<&Facts::host, &HostFacts::id>},
    {"name", scan_group_text<&Facts::host, &HostFacts::name>},
    {"fqdn", scan_group_text<&Facts::host, &HostFacts::fqdn>},
    {"labels", labels_scan},
};

constexpr ScanField<FactsBuffer> k_os_scan[] = {
    {"status", scan_status<&Facts::os>},
    {"source", scan_source<&Facts::os>},
    {"family",
     [](JsonScan &scan, FactsBuffer &buffer) { return scan_word<k_os_families>(scan, OsFamily::other, buffer.facts.os.family); }},
    {"build", scan_os_number<&OsFacts::build>},
    {"ubr", scan_os_number<&OsFacts::ubr>},
    {"service_pack", scan_os_number<&OsFacts::service_pack>},
    {"type",
     [](JsonScan &scan, FactsBuffer &buffer) { return scan_word<k_os_types>(scan, OsType::unknown, buffer.facts.os.type); }},
    {"edition", scan_group_text<&Facts::os, &OsFacts::edition>},
    {"arch", scan_group_text<&Facts::os, &OsFacts::arch>},
    {"product_name", scan_group_text<&Facts::os, &OsFacts::product_name>},
};

constexpr ScanField<PackageFact> k_package_scan[] = {
    {"name", scan_member_text<&PackageFact::name>, true},
    {"version", scan_member_text<&PackageFact::version>, true},
    {"state",
     [](JsonScan &scan, PackageFact &package) { return scan_word<k_package_states>(scan, PackageState::other, package.state); },
     true},
};

constexpr ScanField<FactsBuffer> k_updates_scan[] = {
    {"status", scan_status<&Facts::updates>},
    {"source", scan_source<&Facts::updates>},
    {"hotfixes",
     [](JsonScan &scan, FactsBuffer &buffer) {
       std::vector<Kb> &hotfixes = scan_slot(buffer.facts.updates.hotfixes, buffer.hotfixes);
       return scan_list(scan, k_most_hotfixes, [&] { return scan_parsed(scan, parse_kb, hotfixes.emplace_back()); });
     }},
    {"packages",
     [](JsonScan &scan, FactsBuffer &buffer) {
       std::vector<PackageFact> &packages = scan_slot(buffer.facts.updates.packages, buffer.packages);
       return scan_list(scan, k_most_packages, [&] { return scan_object<k_package_scan>(scan, packages.emplace_back()); });
     }},
};

constexpr ScanField<FactsBuffer> k_reboot_scan[] = {
    {"status", scan_status<&Facts::reboot>},
    {"source", scan_source<&Facts::reboot>},
    {"pending",
     [](JsonScan &scan, FactsBuffer &buffer) {
       return scan_texts(scan, k_most_pending, scan_slot(buffer.facts.reboot.pending, buffer.pending));
     }},
};

constexpr ScanField<FactsBuffer> k_roots_scan[] = {
    {"status", scan_status<&Facts::roots>},
    {"source", scan_source<&Facts::roots>},
    {"present",
     [](JsonScan &scan, FactsBuffer &buffer) {
       return scan_thumbprints(scan, scan_slot(buffer.facts.roots.present, buffer.present));
     }},
    {"disallowed",
     [](JsonScan &scan, FactsBuffer &buffer) {
       return scan_thumbprints(scan, scan_slot(buffer.facts.roots.disallowed, buffer.disallowed));
     }},
    {"auto_update",
     [](JsonScan &scan, FactsBuffer &buffer) {
       return scan_word<k_auto_update>(scan, AutoUpdate::unknown, buffer.facts.roots.auto_update);
     }},
};

constexpr ScanField<FactsBuffer> k_esu_scan[] = {
    {"status", scan_status<&Facts::esu>},
    {"source", scan_source<&Facts::esu>},
    {"licensed", [](JsonScan &scan, FactsBuffer &buffer) { return scan.boolean(buffer.facts.esu.licensed); }},
    {"products",
     [](JsonScan &scan, FactsBuffer &buffer) { return scan_texts(scan, k_most_products, buffer.facts.esu.products); }},
};

constexpr ScanField<ModuleFact> k_module_scan[] = {
    {"module", scan_member_text<&ModuleFact::module>, true},
    {"version", scan_member_text<&ModuleFact::version>, true},
    {"line", scan_member_text<&ModuleFact::line>},
};

constexpr ScanField<FactsBuffer> k_modules_scan[] = {
    {"status", scan_status<&Facts::modules>},
    {"source", scan_source<&Facts::modules>},
    {"items",
     [](JsonScan &scan, FactsBuffer &buffer) {
       std::vector<ModuleFact> &modules = scan_slot(buffer.facts.modules.items, buffer.modules);
       return scan_list(scan, k_most_modules, [&] { return scan_object<k_module_scan>(scan, modules.emplace_back()); });
     }},
};

constexpr ScanField<ServiceFact> k_service_scan[] = {
    {"state", scan_member_text<&ServiceFact::state>},
    {"start", scan_member_text<&ServiceFact::start>},
};

/// Beyond this many the strict reader looks for repeated names faster.
constexpr std::size_t k_few_services = 64;

bool services_scan(JsonScan &scan, FactsBuffer &buffer) {
  std::vector<ServiceFact> &services = scan_slot(buffer.facts.services.items, buffer.services);
  return scan_map(scan, [&](std::string_view name) {
    if (services.size() >= k_few_services || name.size() > k_max_fact_text ||
        std::ranges::find(services, name, &ServiceFact::name) != services.end()) {
      return false;
    }
    ServiceFact &service = services.emplace_back();
    service.name = name;
    return scan_object<k_service_scan>(scan, service);
  });
}

constexpr ScanField<FactsBuffer> k_services_scan[] = {
    {"status", scan_status<&Facts::services>},
    {"source", scan_source<&Facts::services>},
    {"items", services_scan},
};

template <auto part, const auto &fields> bool scan_group(JsonScan &scan, FactsBuffer &buffer) {
  (buffer.facts.*part).status = GroupStatus::ok; // unless it says otherwise
  return scan_object<fields>(scan, buffer);
}

constexpr ScanField<FactsBuffer> k_document_scan[] = {
    {"schema",
     [](JsonScan &scan, FactsBuffer & /*buffer*/) {
       std::string_view schema;
       return scan.string(schema) && schema == k_facts_schema;
     },
     true},
    {"host", [](JsonScan &scan, FactsBuffer &buffer) { return scan_object<k_host_scan>(scan, buffer); }},
    {"collected_at",
     [](JsonScan &scan, FactsBuffer &buffer) { return scan_parsed(scan, parse_timestamp, buffer.facts.collected_at.emplace()); }},
    {"source", [](JsonScan &scan, FactsBuffer &buffer) { return scan_text(scan, buffer.facts.source); }},
    {"os", scan_group<&Facts::os, k_os_scan>},
    {"updates", scan_group<&Facts::updates, k_updates_scan>},
    {"reboot", scan_group<&Facts::reboot, k_reboot_scan>},
    {"roots", scan_group<&Facts::roots, k_roots_scan>},
    {"esu", scan_group<&Facts::esu, k_esu_scan>},
    {"modules", scan_group<&Facts::modules, k_modules_scan>},
    {"services", scan_group<&Facts::services, k_services_scan>},
};

} // namespace

bool scan_facts(const JsonIndex &document, FactsBuffer &buffer) {
  JsonScan scan(document);
  return scan_object<k_document_scan>(scan, buffer) && scan.at_end();
}

} // namespace acsgate
