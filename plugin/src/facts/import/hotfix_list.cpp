#include "facts/import/hotfix_list.hpp"

#include "base/text.hpp"
#include "facts/fact_values.hpp"

#include <algorithm>
#include <string>

namespace acsgate {

namespace {

/// What may follow the number: `-v2`, `_WM8`, ` - Update`, `v2`.
bool is_suffix(std::string_view text) {
  if (text.empty() || text.front() == '-' || text.front() == '_') {
    return true;
  }
  if (text.front() == 'v' || text.front() == 'V') {
    return text.size() == 2 && k_digits.find(text[1]) != std::string_view::npos;
  }
  return text.starts_with(" - ");
}

} // namespace

std::optional<Kb> parse_hotfix_id(std::string_view id) {
  static constexpr std::size_t k_old_digits = 6; // articles were called Q until they reached seven digits
  const std::size_t first = id.find_first_of(k_digits);
  if (first == std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t last = std::min(id.find_first_not_of(k_digits, first), id.size());
  if (!is_suffix(id.substr(last))) {
    return std::nullopt;
  }
  const bool old = first == 1 && (id[0] == 'Q' || id[0] == 'q');
  if (old) {
    return last - first == k_old_digits ? parse_kb("KB" + std::string(id.substr(first, k_old_digits))) : std::nullopt;
  }
  return parse_kb(id.substr(0, last));
}

bool is_lost_hotfix_id(std::string_view id) {
  static constexpr std::string_view k_start = "file ";
  unsigned long number = 0;
  return lower_ascii(id.substr(0, k_start.size())) == k_start && parse_decimal(id.substr(k_start.size()), 99999, number);
}

bool is_damaged_hotfix_id(std::string_view id) {
  return lower_ascii(id.substr(0, 2)) == "kb" && id.find_first_of(k_digits) == 2 && !parse_hotfix_id(id);
}

} // namespace acsgate
