#include "policy_files.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace acsgate;

namespace {

Date day(int year, unsigned month, unsigned number) {
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(number);
}

const Platform &platform(const std::string &id) {
  const auto &rows = test::shipped_policy().platforms;
  const auto row = std::ranges::find(rows, id, &Platform::id);
  REQUIRE(row != rows.end());
  return *row;
}

} // namespace

TEST_CASE("platform rows are sorted and unique, and each floor has its update with that revision") {
  const Policy &policy = test::shipped_policy();
  CHECK(std::ranges::is_sorted(policy.platforms, {}, [](const Platform &row) { return std::pair(row.build, row.type); }));
  std::set<std::string> ids;
  for (const Platform &row : policy.platforms) {
    CAPTURE(row.id);
    CHECK(ids.insert(row.id).second);
    CHECK(policy.find_source(row.source) != nullptr);
    if (row.capability != Capability::floor) {
      continue;
    }
    for (const Kb kb : row.proof_kb) {
      const auto update =
          std::ranges::find_if(policy.updates, [&](const Update &u) { return u.build == row.build && u.kb == kb; });
      REQUIRE(update != policy.updates.end());
      CHECK(update->ubr.value_or(row.min_ubr) == row.min_ubr);
    }
    CHECK(row.horizon > row.proof_kb.front());
  }
}

TEST_CASE("update rows are sorted and unique, with real dates and dated sources that knew of them") {
  const Policy &policy = test::shipped_policy();
  const auto order = [](const Update &u) { return std::tuple(u.build, u.released, u.ubr.value_or(0), u.kb); };
  CHECK(std::ranges::is_sorted(policy.updates, std::ranges::less_equal(), order) ==
        std::ranges::is_sorted(policy.updates, {}, order));
  for (const Update &update : policy.updates) {
    CAPTURE(update.build, update.kb);
    const Source *source = policy.find_source(update.source);
    REQUIRE(source != nullptr);
    REQUIRE(source->known_until);
    CHECK(update.released <= *source->known_until);
    CHECK(update.released >= day(2015, 7, 29)); // Windows 10, the oldest build with revisions
    CHECK(std::ranges::any_of(
        policy.platforms, [&](const Platform &row) { return row.build == update.build && row.capability == Capability::floor; }));
  }
}

TEST_CASE("a monthly rollup for every month since the first, as long as a family was served") {
  std::map<std::uint32_t, std::set<std::chrono::year_month>> months;
  for (const Update &update : test::shipped_policy().updates) {
    if (update.kind == UpdateKind::monthly_rollup) {
      const std::chrono::year_month_day date(update.released);
      CHECK(months[update.build].insert(date.year() / date.month()).second);
    }
  }
  const std::map<std::uint32_t, std::size_t> expected{{6003, 52}, {7601, 52}, {9200, 57}, {9600, 57}};
  for (const auto &[build, count] : expected) {
    CAPTURE(build);
    CHECK(months[build].size() == count);
    CHECK(months[build].begin()->year() == std::chrono::year(2021));
    CHECK((*months[build].rbegin() - *months[build].begin()).count() + 1 == static_cast<int>(count));
  }
}

TEST_CASE("KB5022661's floors") {
  struct Row {
    const char *id;
    std::uint32_t build;
    std::uint32_t ubr;
    std::vector<Kb> kb;
  };
  const Row rows[] = {
      {"windows-server-2008-sp2", 6003, 21251, {5006736, 5006715}},
      {"windows-7-sp1", 7601, 25740, {5006743, 5006728}},
      {"windows-server-2012", 9200, 23490, {5006739, 5006732}},
      {"windows-8.1", 9600, 20144, {5006714, 5006729}},
      {"windows-10-1507", 10240, 19086, {5006675}},
      {"windows-10-1607", 14393, 4704, {5006669}},
      {"windows-10-1809", 17763, 2210, {5005625}},
      {"windows-10-1909", 18363, 1830, {5005624}},
      {"windows-10-2004", 19041, 1266, {5005611}},
      {"windows-10-20h2", 19042, 1266, {5005611}},
      {"windows-10-21h1", 19043, 1266, {5005611}},
      {"windows-10-21h2", 19044, 1586, {5011487}},
      {"windows-server-2022", 20348, 261, {5005619}},
  };
  for (const Row &row : rows) {
    CAPTURE(row.id);
    CHECK(platform(row.id).build == row.build);
    CHECK(platform(row.id).min_ubr == row.ubr);
    CHECK(platform(row.id).proof_kb == row.kb);
  }
  for (const char *never : {"windows-10-1511", "windows-10-1703", "windows-10-1709", "windows-10-1803", "windows-10-1903"}) {
    CHECK(platform(never).capability == Capability::never);
  }
  CHECK(platform("windows-10-22h2").capability == Capability::native);
  CHECK(platform("windows-11").and_later);
}

TEST_CASE("the notice's first ACS builds") {
  struct Row {
    const char *product;
    const char *line;
    const char *build;
    Date released;
  };
  const Row rows[] = {
      {"manager", "20.0", "20.0.0-737", day(2023, 2, 23)},   {"manager", "12.0", "12.0.0-544", day(2023, 5, 4)},
      {"manager", "11.0", "11.0.0-465", day(2023, 3, 30)},   {"agent", "20.0", "20.0.0-6690", day(2023, 3, 29)},
      {"agent", "12.0", "12.0.0-2932", day(2023, 5, 4)},     {"agent", "11.0", "11.0.0-2580", day(2023, 3, 30)},
      {"notifier", "20.0", "20.0.0-6690", day(2023, 3, 29)}, {"notifier", "12.0", "12.0.0-2932", day(2023, 5, 4)},
      {"notifier", "11.0", "11.0.0-2580", day(2023, 3, 30)},
  };
  for (const Row &row : rows) {
    CAPTURE(row.product, row.line);
    const Product *product = test::shipped_policy().find_product(row.product);
    REQUIRE(product != nullptr);
    const auto line = std::ranges::find(product->lines, row.line, &Line::id);
    REQUIRE(line != product->lines.end());
    CHECK(to_string(line->first_acs) == row.build);
    CHECK(line->released == row.released);
    CHECK(line->installer_self_check == (std::string(row.line) != "11.0" || std::string(row.product) == "manager"));
  }
}
