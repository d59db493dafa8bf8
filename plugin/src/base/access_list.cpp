#include "base/access_list.hpp"

#include <algorithm>

namespace acsgate {

namespace {

// winnt.h
constexpr std::uint32_t k_write_data = 0x2;  // of a folder: add a file
constexpr std::uint32_t k_append_data = 0x4; // of a folder: add a folder
constexpr std::uint32_t k_write_ea = 0x10;
constexpr std::uint32_t k_delete_child = 0x40;
constexpr std::uint32_t k_write_attributes = 0x100;
constexpr std::uint32_t k_delete = 0x10000;
constexpr std::uint32_t k_write_dac = 0x40000;
constexpr std::uint32_t k_write_owner = 0x80000;
constexpr std::uint32_t k_generic_all = 0x10000000;
constexpr std::uint32_t k_generic_write = 0x40000000;

constexpr std::uint32_t k_replace = k_delete_child | k_delete | k_write_dac | k_write_owner | k_generic_all | k_generic_write;
constexpr std::uint32_t k_change = k_replace | k_write_data | k_append_data | k_write_ea | k_write_attributes;

// Microsoft, "Well-known SIDs".
constexpr std::string_view k_trusted[] = {
    "S-1-5-18",                                                       // SYSTEM
    "S-1-5-32-544",                                                   // Administrators
    "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464", // TrustedInstaller
    "S-1-3-0",                                                        // CREATOR OWNER: nobody by itself
    "S-1-3-4",                                                        // OWNER RIGHTS: the owner, who is judged by himself
};
// Of a domain or machine: the built-in administrator, domain administrators, enterprise administrators.
constexpr std::string_view k_trusted_accounts[] = {"-500", "-512", "-519"};

bool is_trusted(std::string_view sid, std::string_view self) {
  if (sid.empty()) {
    return false;
  }
  return sid == self || std::ranges::find(k_trusted, sid) != std::end(k_trusted) ||
         (sid.starts_with("S-1-5-21-") &&
          std::ranges::any_of(k_trusted_accounts, [&](std::string_view end) { return sid.ends_with(end); }));
}

std::string named(const std::string &sid) { return sid.empty() ? "?" : sid; }

} // namespace

std::string stranger_who_may_write(const FileSecurity &security, FilePlace place, std::string_view self) {
  if (!is_trusted(security.owner, self)) {
    return named(security.owner); // an owner may give himself every right
  }
  if (!security.has_list) {
    return "S-1-1-0";
  }
  const std::uint32_t dangerous = place == FilePlace::ancestor ? k_replace : k_change;
  for (const AccessEntry &entry : security.entries) {
    if (!entry.inherit_only && (entry.mask & dangerous) != 0 && !is_trusted(entry.sid, self)) {
      return named(entry.sid);
    }
  }
  return {};
}

} // namespace acsgate
