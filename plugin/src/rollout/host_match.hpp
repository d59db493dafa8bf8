#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acsgate {

/// What a rollout knows a host by. Text is borrowed.
struct HostIdentity {
  std::string_view id;
  std::string_view name;
  std::string_view fqdn;
  const std::vector<std::pair<std::string, std::string>> *labels = nullptr;
};

/// Picks hosts: every condition that is given must hold. Patterns: `*` any characters, `?` one character; names and ids without
/// regard to the case of ASCII letters, as Windows has them; labels exactly. What a host does not say matches nothing.
struct HostMatch {
  std::string id;   ///< empty: any
  std::string name; ///< empty: any
  std::string fqdn; ///< empty: any
  std::vector<std::pair<std::string, std::string>> labels;

  [[nodiscard]] bool matches(const HostIdentity &host) const;
  /// `name "DB*", label ring "canary"`, for people.
  [[nodiscard]] std::string text() const;
};

/// True if `pattern` covers all of `text`. Linear in both but for the stars; `?` takes one code point of UTF-8.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view text, bool ignore_case);

} // namespace acsgate
