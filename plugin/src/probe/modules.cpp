#include "probe/sources.hpp"

#include "base/text.hpp"
#include "base/version.hpp"
#include "facts/registry/registry_value.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::string_view k_services_key = R"(SYSTEM\CurrentControlSet\Services)";
constexpr FactText k_no_version = "unknown"; ///< reads as a version that can't be compared

/// The program of a service's ImagePath, which may be quoted and have arguments. Only a path on a drive: what lies on a network
/// is not opened, and no service of this vendor runs from there.
std::string program_of(std::string_view image_path) {
  std::string_view path = trimmed(image_path);
  if (path.starts_with('"')) {
    path.remove_prefix(1);
    path = path.substr(0, path.find('"'));
  } else if (const auto end = lower_ascii(path).find(".exe"); end != std::string::npos) {
    path = path.substr(0, end + 4);
  }
  path.remove_prefix(path.starts_with(R"(\??\)") ? 4 : 0);
  const bool drive = path.size() > 3 && ((path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z') && path[1] == ':' && path[2] == '\\';
  return drive || path.starts_with('%') ? std::string(path) : std::string();
}

std::string text_of(const FileVersion &version) {
  return std::to_string(version[0]) + '.' + std::to_string(version[1]) + '.' + std::to_string(version[2]) + '-' +
         std::to_string(version[3]);
}

/// Whether the list of installed programs says the same with a part less.
bool says_the_same(std::string_view listed, const FileVersion &version) {
  const auto parsed = parse_version(listed);
  return parsed && parsed->major == version[0] && parsed->minor == version[1] && parsed->build == version[3] &&
         (!parsed->patch || *parsed->patch == version[2]);
}

} // namespace

std::vector<ServiceProgram> service_programs(RegistryView &registry, std::vector<std::string> &notes) {
  std::vector<ServiceProgram> programs;
  for (const VendorService &service : vendor_services()) {
    if (service.module.empty()) {
      continue;
    }
    const auto path = read_text(registry, std::string(k_services_key) + '\\' + std::string(service.name), "ImagePath");
    const std::string program = path.ok() ? program_of(path.value) : std::string();
    if (!program.empty()) {
      programs.push_back({service.module, program});
    } else if (path.status != ReadStatus::absent) {
      notes.push_back("the program of service " + std::string(service.name) + " can't be told from its ImagePath");
    }
  }
  return programs;
}

std::vector<ProgramVersion> program_versions(FileVersions &files, const std::vector<ServiceProgram> &programs) {
  std::vector<ProgramVersion> versions;
  versions.reserve(programs.size());
  for (const ServiceProgram &program : programs) {
    versions.push_back({program.module, program.path, files.version(program.path)});
  }
  return versions;
}

void add_program_versions(const std::vector<ProgramVersion> &versions, OwnedFacts &host, std::vector<std::string> &notes) {
  ModuleFacts &modules = host.facts.modules;
  if (!modules.ok() || !modules.items) {
    return; // there may be others: a list without them would be wrong
  }
  for (const ProgramVersion &program : versions) {
    auto &items = *modules.items;
    if (program.version.ok()) {
      std::erase_if(items, [&](const ModuleFact &item) {
        return item.module == program.module && says_the_same(item.version, program.version.value);
      });
      items.push_back({program.module, host.keep(text_of(program.version.value)), {}});
      modules.source = "file version, registry";
      continue;
    }
    notes.push_back("the version of " + program.path + " can't be read (" +
                    failed_source(k_file_version, program.version.status) + ')');
    const bool listed = std::ranges::any_of(items, [&](const ModuleFact &item) { return item.module == program.module; });
    if (program.version.status != ReadStatus::absent && !listed) {
      items.push_back({program.module, k_no_version, {}}); // it is there
    }
  }
}

} // namespace acsgate
