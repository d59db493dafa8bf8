#include "gate/build_class.hpp"

#include <algorithm>
#include <span>

namespace acsgate {

namespace {

/// The patch levels that `version` may have: its own, or all of its line. Empty: nobody knows.
std::span<const std::uint32_t> patches_of(const Product &product, const Version &version) {
  if (version.patch) {
    return {&*version.patch, 1};
  }
  const Line *line = line_of(product, version);
  return line == nullptr ? std::span<const std::uint32_t>{} : std::span<const std::uint32_t>(line->patches);
}

/// Unknown as soon as two answers differ, and from then on.
void join(std::optional<Tri> &joined, bool answer) {
  const Tri tri = answer ? Tri::yes : Tri::no;
  joined = joined && *joined != tri ? Tri::unknown : tri;
}

BuildClass by_release(const ReleaseRule &rule, const std::optional<Date> &released) {
  if (released && *released < rule.legacy_before) {
    return {Tri::no, {}};
  }
  if (released && *released >= rule.acs_from) {
    return {Tri::yes, {}};
  }
  return {Tri::unknown, Code::build_date_undecided};
}

} // namespace

const Line *line_of(const Product &product, const Version &version) {
  const auto line = std::ranges::find_if(
      product.lines, [&](const Line &candidate) { return candidate.major == version.major && candidate.minor == version.minor; });
  return line == product.lines.end() ? nullptr : &*line;
}

BuildClass classify(const Policy &policy, const Product &product, const Ask &ask) {
  if (product.release_rule) {
    return by_release(*product.release_rule, ask.released);
  }
  if (!ask.build) {
    return {Tri::unknown, Code::build_date_undecided};
  }
  const Line *line = line_of(product, *ask.build);
  if (line == nullptr) {
    return ask.released && *ask.released < policy.legacy_until ? BuildClass{Tri::no, {}}
                                                               : BuildClass{Tri::unknown, Code::build_line_unknown};
  }
  std::optional<Tri> acs;
  for (const std::uint32_t patch : patches_of(product, *ask.build)) {
    join(acs, compare(*ask.build, line->first_acs, patch) >= 0);
  }
  return acs == Tri::unknown ? BuildClass{Tri::unknown, Code::build_version_ambiguous}
                             : BuildClass{acs.value_or(Tri::unknown), {}};
}

Standing standing_of(const Product &product, const Version &installed, const Version &asked) {
  const auto installed_patches = patches_of(product, installed);
  const auto asked_patches = patches_of(product, asked);
  const bool same_line = installed.major == asked.major && installed.minor == asked.minor;
  if (!same_line) {
    // The patch level does not matter between lines.
    return {compare(installed, asked) > 0 ? Tri::yes : Tri::no, false}; // the patch that stands in decides nothing
  }
  std::optional<Tri> at_or_above;
  std::optional<Tri> same;
  for (const std::uint32_t installed_patch : installed_patches) {
    for (const std::uint32_t asked_patch : asked_patches) {
      Version left = installed;
      left.patch = installed_patch;
      const auto order = compare(left, asked, asked_patch);
      join(at_or_above, order >= 0);
      join(same, order == 0);
    }
  }
  return {at_or_above.value_or(Tri::unknown), same == Tri::yes};
}

} // namespace acsgate
