#include "rollout/host_match.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace acsgate {

namespace {

char folded(char letter, bool ignore_case) {
  return ignore_case && letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::size_t step(std::string_view text, std::size_t at) { return std::max<std::size_t>(code_point_at(text, at).size, 1); }

} // namespace

bool matches_pattern(std::string_view pattern, std::string_view text, bool ignore_case) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos; // the last star, and where the text stood when it took nothing
  std::size_t taken = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      t += step(text, t);
    } else if (p < pattern.size() && folded(pattern[p], ignore_case) == folded(text[t], ignore_case)) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      taken += step(text, taken);
      t = taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool HostMatch::matches(const HostIdentity &host) const {
  const auto fits = [](const std::string &pattern, std::string_view value) {
    return pattern.empty() || (!value.empty() && matches_pattern(pattern, value, true));
  };
  if (!fits(id, host.id) || !fits(name, host.name) || !fits(fqdn, host.fqdn)) {
    return false;
  }
  return std::ranges::all_of(labels, [&](const auto &wanted) {
    return host.labels != nullptr && std::ranges::any_of(*host.labels, [&](const auto &label) {
             return label.first == wanted.first && matches_pattern(wanted.second, label.second, false);
           });
  });
}

std::string HostMatch::text() const {
  std::string text;
  const auto add = [&](const std::string &what, const std::string &value) {
    if (!value.empty()) {
      text += (text.empty() ? "" : ", ") + what + " \"" + printable(value, 80) + '"';
    }
  };
  add("id", id);
  add("name", name);
  add("fqdn", fqdn);
  for (const auto &[label, value] : labels) {
    add("label " + printable(label, 80), value);
  }
  return text;
}

} // namespace acsgate
