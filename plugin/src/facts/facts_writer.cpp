#include "facts/facts_writer.hpp"

#include "base/hex.hpp"
#include "facts/fact_words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace acsgate {

namespace {

using Json = nlohmann::ordered_json;

void put(Json &object, const char *key, FactText text) {
  if (!text.empty()) {
    object[key] = text;
  }
}

void put(Json &object, const char *key, const std::optional<std::uint32_t> &number) {
  if (number) {
    object[key] = *number;
  }
}

/// Adds the list under `key`, each item as `write` makes it; an empty list is knowledge and is written.
template <class T, class Write>
void put_list(Json &object, const char *key, const std::optional<std::vector<T>> &list, Write write) {
  if (!list) {
    return;
  }
  Json array = Json::array();
  for (const T &item : *list) {
    array.push_back(write(item));
  }
  object[key] = std::move(array);
}

Json start_group(const Group &group) {
  Json object = Json::object();
  object["status"] = word_of(group.status);
  put(object, "source", group.source);
  return object;
}

std::string thumbprint_text(const Thumbprint &thumbprint) {
  std::string text = hex_of({thumbprint.bytes.data(), thumbprint.size});
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

Json host(const HostFacts &host) {
  Json object = Json::object();
  put(object, "id", host.id);
  put(object, "name", host.name);
  put(object, "fqdn", host.fqdn);
  for (const auto &[name, value] : host.labels) {
    object["labels"][std::string(name)] = value;
  }
  return object;
}

Json os(const OsFacts &os) {
  Json object = start_group(os);
  if (os.family != OsFamily::unknown) {
    object["family"] = os.family == OsFamily::windows ? "windows" : "other";
  }
  put(object, "build", os.build);
  put(object, "ubr", os.ubr);
  put(object, "service_pack", os.service_pack);
  if (os.type != OsType::unknown) {
    object["type"] = os.type == OsType::client ? "client" : "server";
  }
  put(object, "edition", os.edition);
  put(object, "arch", os.arch);
  put(object, "product_name", os.product_name);
  return object;
}

std::string_view state_name(PackageState state) {
  return state == PackageState::installed ? "installed" : state == PackageState::install_pending ? "install-pending" : "other";
}

Json updates(const UpdateFacts &updates) {
  Json object = start_group(updates);
  put_list(object, "hotfixes", updates.hotfixes, [](Kb kb) { return "KB" + std::to_string(kb); });
  put_list(object, "packages", updates.packages, [](const PackageFact &package) {
    return Json{{"name", package.name}, {"version", package.version}, {"state", state_name(package.state)}};
  });
  return object;
}

Json roots(const RootFacts &roots) {
  Json object = start_group(roots);
  put_list(object, "present", roots.present, thumbprint_text);
  put_list(object, "disallowed", roots.disallowed, thumbprint_text);
  if (roots.auto_update != AutoUpdate::unknown) {
    object["auto_update"] = roots.auto_update == AutoUpdate::enabled ? "enabled" : "disabled";
  }
  return object;
}

Json esu(const EsuFacts &esu) {
  Json object = start_group(esu);
  if (esu.licensed) {
    object["licensed"] = *esu.licensed;
  }
  for (const FactText product : esu.products) {
    object["products"].push_back(product);
  }
  return object;
}

Json modules(const ModuleFacts &modules) {
  Json object = start_group(modules);
  put_list(object, "items", modules.items, [](const ModuleFact &module) {
    Json item{{"module", module.module}, {"version", module.version}};
    put(item, "line", module.line);
    return item;
  });
  return object;
}

Json services(const ServiceFacts &services) {
  Json object = start_group(services);
  if (services.items) {
    Json items = Json::object();
    for (const ServiceFact &service : *services.items) {
      Json &item = items[std::string(service.name)] = Json::object();
      put(item, "state", service.state);
      put(item, "start", service.start);
    }
    object["items"] = std::move(items);
  }
  return object;
}

template <class GroupFacts>
void put_group(Json &document, const char *key, const GroupFacts &group, Json (*write)(const GroupFacts &)) {
  if (group.status != GroupStatus::missing) {
    document[key] = write(group);
  }
}

Json reboot(const RebootFacts &reboot) {
  Json object = start_group(reboot);
  put_list(object, "pending", reboot.pending, [](FactText signal) { return signal; });
  return object;
}

} // namespace

std::string to_json(const Facts &facts, bool indent) {
  Json document;
  document["schema"] = "acsgate.facts/v1";
  if (Json identity = host(facts.host); !identity.empty()) {
    document["host"] = std::move(identity);
  }
  if (facts.collected_at) {
    document["collected_at"] = to_string(*facts.collected_at);
  }
  put(document, "source", facts.source);
  put_group(document, "os", facts.os, os);
  put_group(document, "updates", facts.updates, updates);
  put_group(document, "reboot", facts.reboot, reboot);
  put_group(document, "roots", facts.roots, roots);
  put_group(document, "esu", facts.esu, esu);
  put_group(document, "modules", facts.modules, modules);
  put_group(document, "services", facts.services, services);
  return document.dump(indent ? 2 : -1, ' ', true, Json::error_handler_t::replace);
}

} // namespace acsgate
