#pragma once

#include "report/fleet_report.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace acsgate {

/// What a page says of one host beside its explanation.
struct PageHost {
  std::string_view label;                         ///< the value of the label that the page shows; empty: none
  std::optional<std::size_t> wave = std::nullopt; ///< index into the rollout's waves
};

/// The page of a fleet: one HTML file that needs nothing else. Collects the hosts of its table first. The table has room for
/// k_max_rows hosts; those that are not ready come first, and how many found no room is said.
class FleetPage {
public:
  static constexpr std::size_t k_max_rows = 100'000;

  /// `label`: the name of the label that the table shows; empty: none.
  explicit FleetPage(std::string label, std::size_t max_rows = k_max_rows) : m_label(std::move(label)), m_max_rows(max_rows) {}

  void add(const Explanation &explanation, const PageHost &host, Language language);

  /// The page, UTF-8. Nothing of facts is markup in it: they stand in a block of JSON, in ASCII without `<`, `>` and `&`.
  [[nodiscard]] std::string render(const FleetReport &report) const;

private:
  /// The place of a text among those that the rows share.
  [[nodiscard]] std::size_t text(const std::string &text);

  std::string m_label;
  std::size_t m_max_rows;
  std::unordered_map<std::string, std::size_t> m_places;
  std::string m_texts; ///< JSON, each text once, with commas between
  std::string m_blocked;
  std::string m_ready;
  std::size_t m_blocked_rows = 0;
  std::size_t m_ready_rows = 0;
  std::uint64_t m_hosts = 0;
};

// The files of the page, compiled in.
[[nodiscard]] std::string_view fleet_page_html();
[[nodiscard]] std::string_view fleet_page_css();
[[nodiscard]] std::string_view fleet_page_js();
[[nodiscard]] std::string_view fleet_page_words();

} // namespace acsgate
