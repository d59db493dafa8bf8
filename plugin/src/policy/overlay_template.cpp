#include "policy/overlay_template.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_max_name = 64;
constexpr std::string_view k_name_mark = "{0}";

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

} // namespace

std::string overlay_text(std::string_view name, Language language) {
  std::string text(language == Language::ja ? overlay_template_ja() : overlay_template_en());
  text.replace(text.find(k_name_mark), k_name_mark.size(), name);
  return text + '\n';
}

bool is_policy_name(std::string_view name) {
  return !name.empty() && name.size() <= k_max_name && is_letter_or_digit(name.front()) &&
         std::ranges::all_of(name, [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_'; });
}

} // namespace acsgate
