#include "artifact/certificate.hpp"
#include "artifact/der.hpp"
#include "base/text.hpp"
#include "base/utf16.hpp"

#include <algorithm>
#include <array>

namespace acsgate {

namespace {

constexpr std::size_t k_max_attributes = 32;
constexpr std::size_t k_max_value = 128;
constexpr std::string_view k_common_name = "CN";
constexpr std::string_view k_organisation = "O";

struct NameRow {
  std::string_view oid;
  std::string_view name;
};

constexpr std::array<NameRow, 8> k_attributes = {{
    {"2.5.4.3", k_common_name},
    {"2.5.4.5", "SERIALNUMBER"},
    {"2.5.4.6", "C"},
    {"2.5.4.7", "L"},
    {"2.5.4.8", "ST"},
    {"2.5.4.10", k_organisation},
    {"2.5.4.11", "OU"},
    {"0.9.2342.19200300.100.1.25", "DC"},
}};

struct NamePart {
  std::string name;
  std::string value;
};

std::string value_text(const DerItem &item) {
  return printable(item.tag == der::k_bmp_string ? utf8_from_utf16(item.content, true) : std::string(item.content), k_max_value);
}

std::vector<NamePart> parts_of(std::string_view name) {
  std::vector<NamePart> parts;
  DerReader outside(name);
  auto sets = outside.enter(der::k_sequence);
  while (sets && !sets->at_end() && parts.size() < k_max_attributes) {
    auto set = sets->enter(der::k_set);
    while (set && !set->at_end() && parts.size() < k_max_attributes) {
      auto attribute = set->enter(der::k_sequence);
      const auto oid = attribute ? attribute->next(der::k_oid) : std::nullopt;
      const auto value = attribute ? attribute->next() : std::nullopt;
      if (!oid || !value) {
        return parts;
      }
      const std::string id = oid_text(oid->content);
      const auto *row = std::ranges::find(k_attributes, id, &NameRow::oid);
      parts.push_back({row == k_attributes.end() ? id : std::string(row->name), value_text(*value)});
    }
    if (!set) {
      break;
    }
  }
  std::ranges::reverse(parts);
  return parts;
}

} // namespace

std::string name_text(std::string_view name) {
  std::string text;
  for (const NamePart &part : parts_of(name)) {
    text += (text.empty() ? "" : ", ") + part.name + '=' + part.value;
  }
  return text;
}

std::string short_name(std::string_view name) {
  const auto parts = parts_of(name);
  for (const std::string_view wanted : {k_common_name, k_organisation}) {
    const auto found = std::ranges::find(parts, wanted, &NamePart::name);
    if (found != parts.end()) {
      return found->value;
    }
  }
  return name_text(name);
}

} // namespace acsgate
