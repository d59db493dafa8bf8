#include "gate/platform.hpp"

#include <algorithm>

namespace acsgate {

namespace {

bool ask_the_same(const Platform &left, const Platform &right) {
  return left.capability == right.capability && left.min_ubr == right.min_ubr && left.rollup_proofs == right.rollup_proofs &&
         left.security_only_proofs == right.security_only_proofs;
}

} // namespace

PlatformMatch match_platform(const Policy &policy, const OsFacts &os) {
  if (!os.ok() || !os.build) {
    return {{}, Code::os_build_missing};
  }
  const auto rows = std::ranges::equal_range(policy.platforms, *os.build, {}, &Platform::build);
  const auto index_of = [&](auto row) { return static_cast<std::size_t>(row - policy.platforms.begin()); };
  if (rows.empty()) {
    // Only the last row may hold for later builds, and only if it is native.
    const bool later =
        !policy.platforms.empty() && policy.platforms.back().and_later && *os.build > policy.platforms.back().build;
    return later ? PlatformMatch{policy.platforms.size() - 1} : PlatformMatch{{}, Code::os_build_unlisted};
  }
  const auto exact = std::ranges::find_if(rows, [&](const Platform &row) {
    return row.type == OsType::unknown || (os.type != OsType::unknown && row.type == os.type);
  });
  if (exact != rows.end()) {
    return {index_of(exact)};
  }
  if (os.type != OsType::unknown) {
    return {{}, Code::os_build_unlisted};
  }
  const bool both_types = rows.size() == 2 && ask_the_same(rows.front(), rows.back());
  return both_types ? PlatformMatch{index_of(rows.begin())} : PlatformMatch{{}, Code::os_type_missing};
}

} // namespace acsgate
