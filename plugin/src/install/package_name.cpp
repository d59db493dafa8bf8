#include "install/package_name.hpp"

#include <utility>

namespace acsgate {

namespace {

constexpr std::string_view k_prefix = "Agent-Core-Windows-";
constexpr std::pair<std::string_view, std::string_view> k_ends[] = {{".x86_64.msi", "x64"}, {".i386.msi", "x86"}};

} // namespace

std::optional<PackageName> parse_package_name(std::string_view file_name) {
  if (!file_name.starts_with(k_prefix)) {
    return std::nullopt;
  }
  for (const auto &[end, arch] : k_ends) {
    if (!file_name.ends_with(end)) {
      continue;
    }
    const std::string_view build = file_name.substr(k_prefix.size(), file_name.size() - k_prefix.size() - end.size());
    const auto version = parse_version(build);
    if (version && version->patch) {
      return PackageName{"agent", *version, std::string(arch)};
    }
  }
  return std::nullopt;
}

std::string_view file_name_of(std::string_view path) { return path.substr(path.find_last_of("\\/") + 1); }

} // namespace acsgate
