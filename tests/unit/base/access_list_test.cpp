#include "base/access_list.hpp"

#include <catch2/catch.hpp>

namespace acsgate {

namespace {

constexpr const char *k_administrators = "S-1-5-32-544";
constexpr const char *k_everyone = "S-1-1-0";
constexpr const char *k_users = "S-1-5-32-545";
constexpr const char *k_me = "S-1-5-21-1-2-3-1001";

constexpr std::uint32_t k_full = 0x1F01FF;
constexpr std::uint32_t k_read_and_run = 0x1200A9;
constexpr std::uint32_t k_modify = 0x1301BF;

std::string stranger(const AccessEntry &entry, FilePlace place = FilePlace::file, const char *owner = k_administrators) {
  const FileSecurity security{
      .owner = owner, .has_list = true, .entries = {{k_administrators, k_full}, {"S-1-5-18", k_full}, entry}};
  return stranger_who_may_write(security, place, k_me);
}

} // namespace

TEST_CASE("those who may only read are no matter", "[base][access_list]") {
  CHECK(stranger({k_users, k_read_and_run}).empty());
  CHECK(stranger({k_everyone, k_read_and_run}, FilePlace::folder).empty());
  CHECK(stranger({k_everyone, 0x80000000U | 0x20000000U}).empty()); // GENERIC_READ, GENERIC_EXECUTE
}

TEST_CASE("each right that changes a file counts", "[base][access_list]") {
  for (const std::uint32_t right : {0x2U, 0x4U, 0x10U, 0x100U, 0x10000U, 0x40000U, 0x80000U, 0x10000000U, 0x40000000U, 0x40U}) {
    INFO(right);
    CHECK(stranger({k_everyone, right}) == k_everyone);
    CHECK(stranger({k_everyone, right}, FilePlace::folder) == k_everyone);
    CHECK(stranger({k_administrators, right}).empty());
    CHECK(stranger({k_me, right}).empty());
  }
  CHECK(stranger({k_users, k_modify}) == k_users);
}

TEST_CASE("above the folder others may add, as they may on every Windows, but not replace", "[base][access_list]") {
  CHECK(stranger({"S-1-5-11", 0x4}, FilePlace::ancestor).empty());
  CHECK(stranger({k_users, 0x2 | 0x4 | 0x10 | 0x100}, FilePlace::ancestor).empty());
  for (const std::uint32_t right : {0x40U, 0x10000U, 0x40000U, 0x80000U, 0x10000000U, 0x40000000U}) {
    INFO(right);
    CHECK(stranger({k_users, right}, FilePlace::ancestor) == k_users);
  }
  CHECK(stranger({"S-1-5-11", 0xE0010000, true}, FilePlace::ancestor).empty()); // for what is made below only
}

TEST_CASE("an owner may give himself every right", "[base][access_list]") {
  const auto owned_by = [](const char *owner) { return stranger({k_users, k_read_and_run}, FilePlace::file, owner); };
  CHECK(owned_by("S-1-5-21-1-2-3-1002") == "S-1-5-21-1-2-3-1002");
  CHECK(owned_by("") == "?");
  CHECK(owned_by(k_me).empty());
  CHECK(owned_by("S-1-5-18").empty());
  CHECK(owned_by("S-1-5-21-1-2-3-500").empty());
  CHECK(owned_by("S-1-5-21-1-2-3-512").empty());
  CHECK(owned_by("S-1-5-21-1-2-3-1512") == "S-1-5-21-1-2-3-1512");
  CHECK(owned_by("S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464").empty());
}

TEST_CASE("no list lets everybody in, an empty one nobody, and an entry of an unknown kind counts", "[base][access_list]") {
  CHECK(stranger_who_may_write({.owner = k_administrators, .has_list = false, .entries = {}}, FilePlace::file, k_me) ==
        k_everyone);
  CHECK(stranger_who_may_write({.owner = k_administrators, .has_list = true, .entries = {}}, FilePlace::file, k_me).empty());
  CHECK(stranger({"", k_modify}) == "?");
  CHECK(stranger({"", k_read_and_run}).empty());
  const FileSecurity unknown_self{.owner = "", .has_list = true, .entries = {}};
  CHECK(stranger_who_may_write(unknown_self, FilePlace::file, "") == "?");
}

} // namespace acsgate
