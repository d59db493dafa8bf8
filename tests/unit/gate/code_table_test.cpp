#include "gate/code_table.hpp"

#include "gate/name.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <vector>

using namespace acsgate;

namespace {

std::set<char> placeholders(std::string_view text) {
  std::set<char> found;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    REQUIRE(at + 2 < text.size());
    REQUIRE(text[at + 2] == '}');
    found.insert(text[at + 1]);
  }
  return found;
}

} // namespace

TEST_CASE("the code table has one row a code, in the order of the enum", "[gate][code_table]") {
  std::set<std::string_view> names;
  for (unsigned index = 0; index < static_cast<unsigned>(Code::count); ++index) {
    const auto code = static_cast<Code>(index);
    const CodeRow &row = row_of(code);
    INFO("row " << index << " " << row.name);
    CHECK(row.code == code);
    CHECK(name_of(code) == row.name);
    CHECK(names.insert(row.name).second);
  }
}

TEST_CASE("names are a known group, a dot and capitals", "[gate][code_table]") {
  const std::set<std::string_view> groups{"GATE",   "MODULE", "CLOCK",    "FACTS", "OS",          "UPDATE", "EVIDENCE",
                                          "REBOOT", "CERT",   "ARTIFACT", "BUILD", "REQUIREMENT", "PRODUCT"};
  for (unsigned index = 0; index < static_cast<unsigned>(Code::count); ++index) {
    const std::string_view name = row_of(static_cast<Code>(index)).name;
    INFO(name);
    const std::size_t dot = name.find('.');
    REQUIRE(dot != std::string_view::npos);
    CHECK(groups.count(name.substr(0, dot)) == 1);
    CHECK(name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", dot + 1) == std::string_view::npos);
    CHECK(dot + 1 < name.size());
  }
}

TEST_CASE("both texts of a code are sentences with the same placeholders", "[gate][code_table]") {
  for (unsigned index = 0; index < static_cast<unsigned>(Code::count); ++index) {
    const CodeRow &row = row_of(static_cast<Code>(index));
    INFO(row.name);
    REQUIRE_FALSE(row.en.empty());
    REQUIRE_FALSE(row.ja.empty());
    CHECK(is_valid_utf8(row.ja));
    CHECK(placeholders(row.en) == placeholders(row.ja));
    CHECK(row.en.back() != '.');
    CHECK_FALSE(row.ja.ends_with("。"));
    CHECK(row.en.find_first_of("\n\t|") == std::string_view::npos);
    // A placeholder {1} without {0} would mean that a value is never shown.
    CHECK((placeholders(row.en).count('1') == 0 || placeholders(row.en).count('0') == 1));
    CHECK(placeholders(row.en).size() <= 2);
  }
}

TEST_CASE("names that other programs match on", "[gate][code_table]") {
  CHECK(name_of(Code::module_acs_on_unready_host) == "MODULE.ACS_ON_UNREADY_HOST");
  CHECK(name_of(Code::os_ubr_below_floor) == "OS.UBR_BELOW_FLOOR");
  CHECK(name_of(Code::cert_root_absent_auto_update) == "CERT.ROOT_ABSENT_AUTO_UPDATE");
  CHECK(name_of(Code::requirement_waived) == "REQUIREMENT.WAIVED");
  CHECK(name_of(Code::reboot_would_qualify) == "REBOOT.WOULD_QUALIFY");
  CHECK(name_of(Code::product_review_due) == "PRODUCT.REVIEW_DUE");
}

TEST_CASE("texts with values", "[gate][code_table]") {
  CHECK(format_code(Code::os_ubr_below_floor, Language::en, {"17763.2114", "17763.2210"}) ==
        "Windows build 17763.2114 is below the needed 17763.2210");
  CHECK(format_code(Code::os_ubr_below_floor, Language::ja, {"17763.2114", "17763.2210"}) ==
        "Windows ビルド 17763.2114 は、必要な 17763.2210 に達していません");
  CHECK(format_code(Code::product_platform_unsupported, Language::en, {"Windows 7", "20.0"}) ==
        "The vendor does not support version 20.0 on Windows 7");
  const std::vector<std::string> signals{"cbs"};
  CHECK(format_code(Code::reboot_pending, Language::en, signals) == "A restart is pending (cbs)");
}

TEST_CASE("missing, spare and odd values", "[gate][code_table]") {
  CHECK(format_code(Code::reboot_pending, Language::en, {}) == "A restart is pending ()");
  CHECK(format_code(Code::reboot_none, Language::en, {"unused"}) == "No restart is pending");
  // A value that looks like a placeholder is not filled in again.
  CHECK(format_code(Code::os_ubr_at_floor, Language::en, {"{1}", "{0}"}) == "Windows build {1} is at or above the needed {0}");
}

TEST_CASE("names of decisions and statuses", "[gate][name]") {
  CHECK(name_of(Decision::acs) == "acs");
  CHECK(name_of(Decision::legacy) == "legacy");
  CHECK(name_of(Decision::hold) == "hold");
  CHECK(name_of(Decision::unknown) == "unknown");
  CHECK(name_of(Decision::not_applicable) == "not-applicable");
  CHECK(name_of(Status::pass) == "pass");
  CHECK(name_of(Status::fail) == "fail");
  CHECK(name_of(Status::unknown) == "unknown");
  CHECK(name_of(Status::waived) == "waived");
  CHECK(name_of(Status::not_applicable) == "not-applicable");
}
