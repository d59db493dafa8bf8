#pragma once

#include "casebook/casebook.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// What of a policy the cases touch, whatever they expect of it.
class Coverage {
public:
  /// `policy` must outlive this.
  explicit Coverage(const Policy &policy);

  void touch(const Case &tested, const Product &product, const Verdict &verdict);

  enum class Part : std::uint8_t {
    platform,     ///< a row was chosen for a host
    requirement,  ///< it passed; it failed; it was unknown
    product,      ///< it was asked about
    line,         ///< a build below `first_acs` was asked for; one at or above it
    release_rule, ///< a release on each side of its dates
    proof,        ///< a KB that proves a row's floor decided, in the hotfix list or as a package
    count,        ///< how many there are; not a part
  };
  struct Count {
    std::string_view name; ///< `platform rows`
    std::size_t touched = 0;
    std::size_t total = 0;
  };
  /// One for each part, in their order.
  [[nodiscard]] std::vector<Count> counts() const;
  /// `platform windows-8`, `requirement acs-root unknown`, `proof windows-7-sp1 KB5006743`
  [[nodiscard]] std::vector<std::string> untouched() const;

private:
  using Key = std::tuple<Part, std::size_t, std::size_t>;
  struct Item {
    std::string name;
    bool touched = false;
  };
  void add(Part part, std::size_t row, std::size_t detail, std::string name) {
    m_items[{part, row, detail}].name = std::move(name);
  }
  void touch_item(Part part, std::size_t row, std::size_t detail);
  void touch_proof(const Case &tested, const Verdict &verdict, std::size_t platform);
  void touch_asks(const Case &tested, std::size_t product, const Verdict &verdict);

  const Policy &m_policy;
  std::map<Key, Item> m_items;
};

} // namespace acsgate
