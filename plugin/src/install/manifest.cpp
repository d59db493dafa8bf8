#include "base/file.hpp"
#include "base/held_file.hpp"
#include "base/text.hpp"
#include "install/offer.hpp"
#include "install/package_name.hpp"

#include <algorithm>
#include <set>

namespace acsgate {

namespace {

constexpr std::size_t k_max_files = 10'000; ///< of one folder

} // namespace

Result<WrittenManifest> write_manifest(const std::string &folder, const SignatureWord &signature) {
  std::error_code error;
  std::set<std::filesystem::path> files; // in an order that does not depend on the disk
  for (auto entry = std::filesystem::directory_iterator(path_of(folder), error);
       !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    files.insert(entry->path());
    if (files.size() > k_max_files) {
      return tl::unexpected(Error{ErrorKind::input, folder, "holds more than " + std::to_string(k_max_files) + " files",
                                  "name the folder that holds the installers"});
    }
  }
  if (error) {
    return tl::unexpected(
        Error{ErrorKind::input, folder, "can't be listed: " + error.message(), "check the path and the permissions"});
  }
  WrittenManifest manifest;
  manifest.yaml = "schema: acsgate.offer/v1\noffer:\n";
  for (const auto &path : files) {
    const std::string name = utf8_of(path.filename());
    const auto parsed = parse_package_name(name);
    if (!parsed) {
      manifest.skipped.push_back(printable(name) + ": its name does not say module, build and architecture as "
                                                   "Agent-Core-Windows-20.0.0-6690.x86_64.msi does");
      continue;
    }
    const auto held = HeldFile::open(utf8_of(path), {});
    if (!held) {
      manifest.skipped.push_back(to_string(held.error()));
      continue;
    }
    const auto word = signature ? signature(utf8_of(path)) : Result<std::string>();
    if (!word) {
      manifest.skipped.push_back(to_string(word.error()));
      continue;
    }
    if (++manifest.packages > k_max_packages) {
      return tl::unexpected(Error{ErrorKind::input, folder, "holds more than " + std::to_string(k_max_packages) + " installers",
                                  "make a folder of those that are offered"});
    }
    // A name that could be read has no character that YAML would make something else of.
    manifest.yaml += "  - {module: " + parsed->module + ", build: " + to_string(parsed->build) + ", arch: " + parsed->arch +
                     ", file: " + name + ", sha256: " + held->sha256() + (word->empty() ? "" : ", signature: " + *word) + "}\n";
  }
  return manifest;
}

} // namespace acsgate
