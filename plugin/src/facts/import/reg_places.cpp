#include "facts/import/reg_places.hpp"

#include "base/text.hpp"
#include "facts/registry/registry_value.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace acsgate {

namespace {

enum class Hive : std::uint8_t { unknown, software, system };

std::string_view first_part(std::string_view place) { return place.substr(0, place.find(k_place_end)); }

std::string_view second_part(std::string_view place) {
  place.remove_prefix(std::min(first_part(place).size() + 1, place.size()));
  return first_part(place);
}

/// `controlset001`
bool is_control_set(std::string_view part) {
  constexpr std::string_view k_prefix = "controlset";
  return part.size() == k_prefix.size() + 3 && part.starts_with(k_prefix) &&
         std::ranges::all_of(part.substr(k_prefix.size()), [](char c) { return c >= '0' && c <= '9'; });
}

/// The hive that a mounted one is, by what stands at its top.
Hive hive_of(std::string_view top) {
  if (top == "microsoft" || top == "policies" || top == "wow6432node") {
    return Hive::software;
  }
  return top == "select" || top == "currentcontrolset" || is_control_set(top) ? Hive::system : Hive::unknown;
}

bool is_own_hive(std::string_view name) {
  constexpr std::string_view k_hives[] = {"bcd00000000", "components", "drivers",  "hardware",
                                          "sam",         "security",   "software", "system"};
  return std::ranges::find(k_hives, name) != std::end(k_hives);
}

/// Names of the mounted hives, each with what it is. Two that are the same hive are two registries.
Result<std::map<std::string, Hive>> mounted_hives(const std::vector<std::string> &places, const std::string &name) {
  std::map<std::string, Hive> mounted;
  std::map<Hive, std::string> by_hive;
  for (const std::string &place : places) {
    const std::string_view top = first_part(place);
    Hive hive = hive_of(second_part(place));
    if (is_own_hive(top)) {
      hive = top == "software" ? Hive::software : top == "system" ? Hive::system : Hive::unknown;
    }
    if (hive == Hive::unknown) {
      continue;
    }
    const auto [same, added] = by_hive.emplace(hive, top);
    if (!added && same->second != top) {
      return tl::unexpected(
          Error{ErrorKind::input, name,
                "holds the registries of two systems, under " + printable(same->second, 80) + " and " + printable(top, 80),
                "put the export of each system into a file of its own"});
    }
    if (!is_own_hive(top)) {
      mounted.emplace(top, hive);
    }
  }
  return mounted;
}

/// The control set that is in force, if the export has none that says so itself.
std::string control_set(const RegFile &file, const std::vector<std::string> &places) {
  std::set<std::string> sets;
  std::optional<std::uint32_t> current;
  for (std::size_t index = 0; index < places.size(); ++index) {
    if (first_part(places[index]) != "system") {
      continue;
    }
    const std::string_view part = second_part(places[index]);
    if (part == "currentcontrolset") {
      return {};
    }
    if (is_control_set(part)) {
      sets.emplace(part);
    }
    if (places[index] == place_of("system\\select")) {
      for (const RegValue &value : file.values_of(file.keys[index])) {
        if (lower_ascii(value.name) == "current" && value.type == registry_type::dword && !value.quoted) {
          const RegistryValue number = reg_value(file, value, 0);
          current = number.data.size() == 4 ? std::optional(little_endian(number.data)) : std::nullopt;
        }
      }
    }
  }
  if (current) {
    std::string digits = std::to_string(*current % 1000);
    digits.insert(0, 3 - digits.size(), '0');
    return "controlset" + digits;
  }
  return sets.size() == 1 ? *sets.begin() : std::string();
}

void replace_part(std::string &place, std::size_t at, std::size_t size, std::string_view with) { place.replace(at, size, with); }

} // namespace

std::string place_of(std::string_view path) {
  std::string place = lower_ascii(path);
  std::ranges::replace(place, '\\', k_place_end);
  place += k_place_end;
  return place;
}

Result<std::vector<std::string>> reg_places(const RegFile &file, const std::string &name) {
  constexpr std::string_view k_machine[] = {"hkey_local_machine\x01", "hklm\x01"};
  std::vector<std::string> places;
  places.reserve(file.keys.size());
  for (const RegKey &key : file.keys) {
    std::string place = place_of(key.path);
    const auto *const machine = std::ranges::find_if(k_machine, [&](std::string_view root) { return place.starts_with(root); });
    place.erase(0, machine == std::end(k_machine) ? place.size() : machine->size());
    places.push_back(std::move(place));
  }
  const auto mounted = mounted_hives(places, name);
  if (!mounted) {
    return tl::unexpected(mounted.error());
  }
  for (std::string &place : places) {
    const auto hive = mounted->find(std::string(first_part(place)));
    if (hive != mounted->end()) {
      replace_part(place, 0, hive->first.size(), hive->second == Hive::software ? "software" : "system");
    }
  }
  if (const std::string current = control_set(file, places); !current.empty()) {
    for (std::string &place : places) {
      if (first_part(place) == "system" && second_part(place) == current) {
        replace_part(place, std::string_view("system").size() + 1, current.size(), "currentcontrolset");
      }
    }
  }
  return places;
}

} // namespace acsgate
