#include "facts/import/hotfix_list.hpp"
#include "facts/import/systeminfo_report.hpp"
#include "facts/import/windows_name.hpp"
#include "importing.hpp"

#include "../../support/processor_time.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

/// A report in no language at all: values tell by their shape and place.
std::string report(const std::string &version = "10.0.17763 - B 17763",
                   const std::string &product = "Microsoft Windows Server 2019 Standard",
                   const std::string &list = "F(s):      2 f.\r\n           [01]: KB4486153\r\n           [02]: KB5005625\r\n") {
  return "\r\nH:         WEB01\r\nN:         " + product + "\r\nV:         " + version +
         "\r\nM:         Microsoft Corporation\r\nT:         x64-based PC\r\nP:         1 p.\r\n           [01]: Intel64 Family "
         "6\r\n"
         "D:         corp.example.com\r\nL:         \\\\DC01\r\n" +
         list + "C(s):      1 c.\r\n           [01]: Adapter\r\n                 E: e\r\n                 [01]: 192.0.2.1\r\n";
}

std::string with_list(const std::string &list) {
  return report("10.0.17763 - B 17763", "Microsoft Windows Server 2019 Standard", list);
}

std::optional<std::vector<Kb>> hotfixes(const std::string &text) {
  return import_text("systeminfo", text).only().updates.hotfixes;
}

SysteminfoRow row(std::string_view line) { return {line, {}, true, true}; }

} // namespace

TEST_CASE("systeminfo: facts are recognised in any language", "[import]") {
  const Imported imported = import_text("systeminfo", report());
  REQUIRE(imported.hosts.size() == 1);
  CHECK(imported.error.empty());
  CHECK(imported.warnings.empty());
  CHECK(
      to_json(imported.only()) ==
      R"({"schema":"acsgate.facts/v1","host":{"name":"WEB01","fqdn":"WEB01.corp.example.com"},)"
      R"("os":{"status":"ok","source":"systeminfo","family":"windows","build":17763,"service_pack":0,"type":"server","arch":"x64",)"
      R"("product_name":"Microsoft Windows Server 2019 Standard"},)"
      R"("updates":{"status":"ok","source":"systeminfo","hotfixes":["KB4486153","KB5005625"]}})");
}

TEST_CASE("systeminfo: the version has its build twice", "[import]") {
  const auto version = [](const char *text) { return version_in(row(text)); };
  for (const char *const line :
       {"OS Version:                10.0.17763 N/A Build 17763", "V: 10.0.17763 Nicht zutreffend Build 17763",
        "OS 版本:          10.0.17763 暂缺 Build 17763", "V:\t10.0.17763 17763", "a: b: 10.0.17763 x 17763"}) {
    CAPTURE(line);
    REQUIRE(version(line));
    CHECK(version(line)->build == 17763);
    CHECK(version(line)->service_pack == 0U);
  }
  for (const char *const line :
       {"", ":", "OS Version:", "OS Version: 10.0.17763", "OS Version: 10.0.17763 N/A Build",
        "OS Version: 10.0.17763 N/A Build 17764", "OS Version:10.0.17763 N/A Build 17763",
        "OS Version 10.0.17763 N/A Build 17763", "V: 10.0.17763.1 N/A Build 17763", "V: 10.017763 x 17763",
        "V: 10.0.17763 x 17763 1", "V: 10.0.017763 x 017763", "V: 10.0.999 x 999", "V: 10.0.1000000 x 1000000",
        "V: 100.0.17763 x 17763", "V: 10.0.17763x 17763", "V: x 10.0.17763 N/A Build 17763", "BIOS Version: 6.00, 4/13/2018",
        "a: b: c: d: e: 10.0.17763 x 17763"}) {
    CAPTURE(line);
    CHECK_FALSE(version(line));
  }
}

TEST_CASE("systeminfo: service packs are taken from the row or, where none is possible, are 0", "[import]") {
  const auto service_pack = [](const std::string &value) { return version_in(row("V: " + value))->service_pack; };
  CHECK(service_pack("6.1.7601 Service Pack 1 Build 7601") == 1U);
  CHECK(service_pack("5.2.3790 Service Pack 2 Build 3790") == 2U);
  CHECK(service_pack("6.0.6003 Service Pack 2 Build 6003") == 2U);
  CHECK(service_pack("6.1.7600 N/A Build 7600") == 0U);
  CHECK(service_pack("6.0.6000 N/A Build 6000") == 0U);
  CHECK(service_pack("6.2.9200 N/A Build 9200") == 0U);
  CHECK(service_pack("10.0.26100 N/A Build 26100") == 0U);
  CHECK_FALSE(service_pack("6.1.7601 N/A Build 7601")); // it has one, and the row does not say so
  CHECK_FALSE(service_pack("6.0.6001 N/A Build 6001"));
  CHECK_FALSE(service_pack("5.1.2600 N/A Build 2600"));
  CHECK_FALSE(service_pack("6.1.7601 Service Pack 1, v.721 Build 7601"));
  CHECK_FALSE(service_pack("6.1.7601 Service Pack 99999999999 Build 7601"));
}

TEST_CASE("systeminfo: client or server by the name of the system", "[import]") {
  for (const char *const name : {"Microsoft Windows Server 2016 Datacenter", "Microsoftr Windows Serverr 2008 Standard ",
                                 "Microsoft(R) Windows(R) Server 2003, Standard Edition", "Microsoft Hyper-V Server 2012 R2"}) {
    CAPTURE(name);
    CHECK(type_of_windows(name) == OsType::server);
  }
  for (const char *const name :
       {"Microsoft Windows 10 Pro", "Microsoft Windows 11 Home", "Microsoft Windows 8.1 Pro", "Microsoft Windows 8",
        "Microsoft Windows 7 Entreprise N ", "Microsoft\u00A0Windows\u00A010 Professionnel", "Microsoft® Windows Vista™ Business",
        "Microsoftr Windows VistaT Business ", "Microsoft Windows XP Professional",
        "Microsoft(R) Windows(R) XP Professional x64 Edition"}) {
    CAPTURE(name);
    CHECK(type_of_windows(name) == OsType::client);
  }
  for (const char *const name :
       {"", "Windows", "Microsoft Azure Stack HCI", "Microsoft Windows 12 Pro", "Microsoft Windows 100", "Ubuntu 10"}) {
    CAPTURE(name);
    CHECK(type_of_windows(name) == OsType::unknown);
  }
}

TEST_CASE("systeminfo: the list counts only if it is whole", "[import]") {
  CHECK(hotfixes(report()) == std::vector<Kb>{4486153, 5005625});
  CHECK_FALSE(
      hotfixes(with_list("F(s):      3 f.\r\n           [01]: KB4486153\r\n           [02]: KB5005625\r\n"))); // one is missing
  CHECK_FALSE(
      hotfixes(with_list("F(s):      1 f.\r\n           [01]: KB4486153\r\n           [02]: KB5005625\r\n"))); // one too many
  CHECK_FALSE(hotfixes(with_list("F(s):      f.\r\n           [01]: KB4486153\r\n")));                         // no number
  CHECK_FALSE(hotfixes(with_list("F(s):      1 of 1\r\n           [01]: KB4486153\r\n")));                     // which?
  CHECK_FALSE(hotfixes(with_list("F(s):      2 f.\r\n           [01]: KB4486153\r\n           [03]: KB5005625\r\n")));
  CHECK_FALSE(hotfixes(with_list("F(s):      2 f.\r\n           [02]: KB4486153\r\n           [01]: KB5005625\r\n")));
  CHECK_FALSE(hotfixes(with_list("F(s):      2 f.\r\n           [01]: KB4486153\r\n           [02]: KB50\r\n")));
  CHECK_FALSE(hotfixes(with_list("F(s):      N/A\r\n")));
  CHECK_FALSE(hotfixes(with_list("")));
  CHECK_FALSE(
      hotfixes(with_list("F(s):      1 f.\r\n           [01]: KB1234567\r\nG(s):      1 f.\r\n           [01]: KB5005625\r\n")));
  CHECK_FALSE(hotfixes(with_list("F(s):      1 f.\r\n           [01]: KB4486153\r\n           x\r\n")));
}

TEST_CASE("systeminfo: a capture that stops within the list has no list", "[import]") {
  const std::string text = report();
  const std::string whole = text.substr(0, text.find("C(s)"));
  CHECK(hotfixes(whole));
  CHECK(hotfixes(whole.substr(0, whole.size() - 1))); // between CR and LF
  for (std::size_t size = whole.size() - 2; size > whole.find("F(s)"); --size) {
    CAPTURE(size);
    CHECK_FALSE(hotfixes(whole.substr(0, size)));
  }
}

TEST_CASE("systeminfo: lost ids and titles leave the list whole", "[import]") {
  CHECK(hotfixes(with_list(
            "F(s):      3 f.\r\n           [01]: File 1\r\n           [02]: Q147222\r\n           [03]: Title - Update\r\n")) ==
        std::vector<Kb>{147222});
  CHECK(hotfixes(with_list("F(s):      1 f.\r\n           [01]: File 1\r\n")) == std::vector<Kb>());
}

TEST_CASE("systeminfo: a wrong or missing host name or domain is left out", "[import]") {
  const auto host = [](const std::string &name, const std::string &domain) {
    std::string text = report();
    text.replace(text.find("WEB01"), 5, name);
    text.replace(text.find("corp.example.com"), 16, domain);
    const Imported imported = import_text("systeminfo", text);
    return std::string(imported.only().host.name) + '|' + std::string(imported.only().host.fqdn);
  };
  CHECK(host("WEB01", "WORKGROUP") == "WEB01|");
  CHECK(host("WEB01", "a.b") == "WEB01|WEB01.a.b");
  CHECK(host("WEB01", "192.0.2.1") == "WEB01|");
  CHECK(host("WEB01", ".corp") == "WEB01|");
  CHECK(host("WEB01", "corp.") == "WEB01|");
  CHECK(host("...", "corp.example.com") == "|");
  CHECK(host("N/A", "corp.example.com") == "|");
  CHECK(host("WEB 01", "corp.example.com") == "|");
  CHECK(host("", "corp.example.com") == "|");
  CHECK(host(std::string(64, 'A'), "corp.example.com") == "|");
  CHECK(host("WEB\x1B[1m", "corp.example.com") == "|");
}

TEST_CASE("systeminfo: other text is refused", "[import]") {
  CHECK(import_text("systeminfo", "").error.starts_with("x.txt: is not systeminfo's list"));
  CHECK(import_text("systeminfo", "\"Host Name\",\"OS Version\"\r\n").error.starts_with("x.txt: looks like a table with quotes"));
  CHECK(import_text("systeminfo", report() + report()).error ==
        "x.txt: holds more than one report of systeminfo; import one file a host");
  CHECK(import_text("systeminfo", std::string(30000, '\n')).error.starts_with("x.txt: has more than 20000 lines"));
}

TEST_CASE("systeminfo: eight megabytes of anything are read in a second", "[import]") {
  static constexpr std::size_t k_size = 8U << 20U;
  for (const char *const part : {": 1.1.1000 ", ":  ", "a:\r\n", " [01]: KB5005625\r\n", "F: 1\r\n [01]: KB5005625\r\n", "[",
                                 "\xE3\x83\x9B", "\x83\x7A"}) {
    std::string text = report();
    while (text.size() < k_size) {
      text += part;
    }
    CAPTURE(part);
    const double start = test::processor_seconds();
    (void)import_text("systeminfo", text);
    CHECK(test::processor_seconds() - start < 20);
  }
}

TEST_CASE("Hotfix ids", "[import]") {
  CHECK(parse_hotfix_id("KB5005625") == 5005625U);
  CHECK(parse_hotfix_id("kb5005625") == 5005625U);
  CHECK(parse_hotfix_id("KB2536276-v2 - Update") == 2536276U);
  CHECK(parse_hotfix_id("KB2536276v2") == 2536276U);
  CHECK(parse_hotfix_id("KB2742604 - QFE") == 2742604U);
  CHECK(parse_hotfix_id("KB975558_WM8") == 975558U);
  CHECK(parse_hotfix_id("Q147222") == 147222U);
  for (const char *const id : {"", "KB", "File 1", "Q5005625", "Q14722", "KB5005625x", "KB5005625 x", "KB5005625.1", "5005625",
                               "KB 5005625", "XKB5005625", "KB999", "KB05005625", "KB999999999",
                               "http://support.microsoft.com/?kbid=5005625", "{F132AF7F-7BCA-4EDE-8A7C-958108FE7DBC}"}) {
    CAPTURE(id);
    CHECK_FALSE(parse_hotfix_id(id));
  }
  CHECK(is_lost_hotfix_id("File 1"));
  CHECK_FALSE(is_lost_hotfix_id("File"));
  CHECK_FALSE(is_lost_hotfix_id("File x"));
  CHECK(is_damaged_hotfix_id("KB5005625x"));
  CHECK(is_damaged_hotfix_id("KB50"));
  CHECK_FALSE(is_damaged_hotfix_id("KB5005625"));
  CHECK_FALSE(is_damaged_hotfix_id("KBase"));
}
