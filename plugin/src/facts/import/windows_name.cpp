#include "facts/import/windows_name.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstdint>

namespace acsgate {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_beyond_ascii(char c) { return static_cast<std::uint8_t>(c) >= 0x80; }

/// Client versions by what follows "Windows". A trademark sign may stand before the version, as it is or as what a code page made
/// of it ("(R)", "r"), and behind Vista and XP; French has a blank there that does not break (U+00A0).
bool names_client(std::string_view rest) {
  static constexpr std::string_view k_numbers[] = {"7", "8", "8.1", "10", "11"};
  rest.remove_prefix(rest.starts_with("(R)") ? 3 : rest.starts_with('r') ? 1 : 0);
  const auto is_between = [](char c) { return c == ' ' || is_beyond_ascii(c); };
  rest.remove_prefix(static_cast<std::size_t>(std::ranges::find_if_not(rest, is_between) - rest.begin()));
  const std::string_view word = rest.substr(0, static_cast<std::size_t>(std::ranges::find_if(rest, is_between) - rest.begin()));
  return std::ranges::find(k_numbers, word) != std::end(k_numbers) || word.starts_with("Vista") || word.starts_with("XP");
}

} // namespace

bool is_computer_name(std::string_view text) {
  static constexpr std::size_t k_longest = 63;
  static constexpr std::string_view k_refused = "\\/:*?\"<>|.,;= \t"; // Microsoft, "Naming conventions in Active Directory"
  const auto counts = [](char c) { return is_letter(c) || is_digit(c) || is_beyond_ascii(c); };
  return text.size() <= k_longest && text.find_first_of(k_refused) == std::string_view::npos &&
         std::ranges::any_of(text, counts) && printable(text) == text;
}

bool is_dns_domain(std::string_view text) {
  static constexpr std::size_t k_longest = 253;
  static constexpr std::size_t k_longest_label = 63;
  if (text.size() > k_longest) {
    return false;
  }
  std::size_t labels = 0;
  std::string_view label;
  for (std::string_view rest = text; !rest.empty() || text.ends_with('.'); ++labels) {
    label = rest.substr(0, rest.find('.'));
    const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; };
    if (label.empty() || label.size() > k_longest_label || !std::ranges::all_of(label, allowed)) {
      return false;
    }
    rest.remove_prefix(std::min(label.size() + 1, rest.size()));
  }
  return labels >= 2 && std::ranges::any_of(label, is_letter);
}

bool is_short_text(std::string_view text) {
  static constexpr std::size_t k_longest = 256;
  return !text.empty() && text.size() <= k_longest && printable(text) == text;
}

OsType type_of_windows(std::string_view product_name) {
  static constexpr std::string_view k_windows = "Windows";
  if (product_name.find("Server") != std::string_view::npos) {
    return OsType::server;
  }
  const std::size_t start = product_name.find(k_windows);
  if (start == std::string_view::npos) {
    return OsType::unknown;
  }
  return names_client(product_name.substr(start + k_windows.size())) ? OsType::client : OsType::unknown;
}

} // namespace acsgate
