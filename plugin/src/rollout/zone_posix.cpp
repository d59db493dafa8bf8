// The C library is the reader of time zone data that every system keeps up to date. The usual library for C++20 (date 3.0.1 in
// Debian 12) passes over the rule at the end of a zone's file: it takes New York for Eastern Standard Time in every summer after
// the last change that the file lists, which in files of the slim form (zic's default) is 2007.
#include "rollout/zone.hpp"

#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>

namespace acsgate {

namespace {

constexpr Timestamp k_first{};
constexpr Timestamp k_last = Date(std::chrono::year(2101) / 1 / 1);

/// The C library takes an unknown zone for UTC and says nothing, so its file is looked for first.
bool has_data(const std::string &name) {
  const char *folder = std::getenv("TZDIR"); // NOLINT(concurrency-mt-unsafe): commands that read zones have one thread
  std::ifstream in(std::filesystem::path(folder == nullptr ? "/usr/share/zoneinfo" : folder) / name, std::ios::binary);
  std::array<char, 4> magic{};
  return in.read(magic.data(), magic.size()) && std::string_view(magic.data(), magic.size()) == "TZif";
}

/// The C library keeps one zone for the whole process: it is lent for as long as this lives.
class BorrowedZone {
public:
  explicit BorrowedZone(const std::string &name) {
    if (const char *before = std::getenv("TZ")) { // NOLINT(concurrency-mt-unsafe)
      m_before = before;
    }
    setenv("TZ", (':' + name).c_str(), 1); // NOLINT(concurrency-mt-unsafe)
    tzset();
  }
  ~BorrowedZone() {
    if (m_before) {
      setenv("TZ", m_before->c_str(), 1); // NOLINT(concurrency-mt-unsafe)
    } else {
      unsetenv("TZ"); // NOLINT(concurrency-mt-unsafe)
    }
    tzset();
  }
  BorrowedZone(const BorrowedZone &) = delete;
  BorrowedZone &operator=(const BorrowedZone &) = delete;

  [[nodiscard]] static Duration offset(Timestamp time) {
    const auto seconds = static_cast<std::time_t>(time.time_since_epoch().count());
    std::tm local{};
    return localtime_r(&seconds, &local) == nullptr ? Duration(0) : Duration(local.tm_gmtoff);
  }

private:
  std::optional<std::string> m_before;
};

} // namespace

std::optional<Zone> find_zone(const std::string &name) {
  if (name == "UTC") {
    return Zone();
  }
  if (name.empty() || name.front() == '/' || name.find("..") != std::string::npos || !has_data(name)) {
    return std::nullopt;
  }
  const BorrowedZone borrowed(name);
  std::vector<Zone::Change> changes{{k_first, BorrowedZone::offset(k_first)}};
  // Two changes within a day would cancel each other at most; none is known.
  for (Timestamp day = k_first; day < k_last; day += std::chrono::days(1)) {
    Timestamp high = day + std::chrono::days(1);
    const Duration offset = BorrowedZone::offset(high);
    if (offset == changes.back().offset) {
      continue;
    }
    Timestamp low = day;
    while (high - low > std::chrono::seconds(1)) {
      const Timestamp middle = low + (high - low) / 2;
      (BorrowedZone::offset(middle) == offset ? high : low) = middle;
    }
    changes.push_back({high, offset});
  }
  return Zone(name, std::move(changes));
}

} // namespace acsgate
