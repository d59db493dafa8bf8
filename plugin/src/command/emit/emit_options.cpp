#include "command/emit/emit_options.hpp"

#include "artifact/identity_root.hpp"
#include "base/file.hpp"
#include "base/held_file.hpp"
#include "base/text.hpp"
#include "base/version_info.hpp"
#include "install/package_name.hpp"
#include "report/json_parts.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace acsgate {

namespace {

constexpr std::size_t k_max_root_bytes = 64U << 10U;
constexpr std::size_t k_max_program_bytes = 64U << 20U;
constexpr std::uint16_t k_machine_x64 = 0x8664; // IMAGE_FILE_MACHINE_AMD64 and _I386 (Microsoft, "PE Format")
constexpr std::uint16_t k_machine_x86 = 0x014C;

/// The installer of a build on offer: named by the rollout, or by what the vendor calls such a file.
Result<std::string> installer_name(const OfferedBuild &offered, const std::string &folder) {
  if (!offered.file.empty()) {
    return std::string(file_name_of(offered.file));
  }
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator(path_of(folder), error);
       !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    std::string name = utf8_of(entry->path().filename());
    const auto parsed = parse_package_name(name);
    if (parsed && parsed->module == offered.module && parsed->build == offered.ask.build && parsed->arch == offered.arch) {
      return name;
    }
  }
  return tl::unexpected(Error{ErrorKind::input, folder,
                              error ? "can't be listed: " + error.message()
                                    : "holds no installer of " + printable(offered.build, 80) + " for " +
                                          (offered.arch.empty() ? "any architecture" : offered.arch),
                              "put the vendor's file there, or give \"file\" and \"sha256\" in the rollout"});
}

Result<OfferedFile> offered_file(const OfferedBuild &offered, const std::string &folder, std::vector<std::string> &sources) {
  if (folder.empty()) {
    if (offered.file.empty()) {
      return tl::unexpected(Error{ErrorKind::policy, "offer " + printable(offered.build, 80), "no file is given for it",
                                  "name the folder of the installers with --installers, or give \"file\" and \"sha256\""});
    }
    return OfferedFile{std::string(file_name_of(offered.file)), lower_ascii(offered.sha256)};
  }
  auto name = installer_name(offered, folder);
  if (!name) {
    return tl::unexpected(std::move(name.error()));
  }
  const std::string path = utf8_of(path_of(folder) / path_of(*name));
  const auto held = HeldFile::open(path, {});
  if (!held) {
    return tl::unexpected(held.error());
  }
  if (!offered.sha256.empty() && lower_ascii(offered.sha256) != held->sha256()) {
    return tl::unexpected(Error{ErrorKind::input, path,
                                "is not the file that the rollout offers: its SHA-256 is " + held->sha256(),
                                "get the right file, or correct the rollout"});
  }
  sources.push_back(path);
  return OfferedFile{std::move(*name), held->sha256()};
}

/// A certificate as DER, from DER or PEM.
Result<std::string> read_root(const std::string &path) {
  if (path.empty()) {
    return std::string();
  }
  auto bytes = read_file(path_of(path), k_max_root_bytes, ErrorKind::input);
  if (!bytes) {
    return bytes;
  }
  if (bytes->find("-----BEGIN") == std::string::npos) {
    return bytes;
  }
  std::string der = der_of_pem(*bytes);
  if (der.empty()) {
    return tl::unexpected(Error{ErrorKind::input, path, "is no certificate in PEM form", "export it again, as DER or PEM"});
  }
  return der;
}

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t number = 0;
  for (std::size_t index = size; index > 0; --index) {
    number = number << 8U | byte_at(bytes, at + index - 1);
  }
  return number;
}

/// True if these are the bytes of a Windows program for this machine.
bool is_program_for(std::string_view bytes, std::uint16_t machine) {
  constexpr std::size_t k_offset_of_header = 0x3C;
  if (bytes.size() < k_offset_of_header + 4 || !bytes.starts_with("MZ")) {
    return false;
  }
  const std::size_t header = number_at(bytes, k_offset_of_header, 4);
  return header <= bytes.size() - 6 && bytes.substr(header, 4) == std::string_view("PE\0\0", 4) &&
         number_at(bytes, header + 4, 2) == machine;
}

Result<void> add_program(const std::string &path, const char *arch, std::uint16_t machine, std::vector<CopiedFile> &copies) {
  if (path.empty()) {
    return {};
  }
  const auto bytes = read_file(path_of(path), k_max_program_bytes, ErrorKind::input);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  if (!is_program_for(*bytes, machine)) {
    return tl::unexpected(Error{ErrorKind::input, path, std::string("is no Windows program for ") + arch,
                                std::string("name the acsgate.exe that was built for ") + arch});
  }
  const auto held = HeldFile::open(path, {});
  if (!held) {
    return tl::unexpected(held.error());
  }
  copies.push_back({path, std::string("gate/") + arch + "/acsgate.exe", held->sha256()});
  return {};
}

/// What is copied into the folder: the program, and each installer that its commands name.
Result<std::vector<CopiedFile>> copies_for(const EmitOptions &options, const Emission &emission,
                                           const std::vector<std::string> &sources) {
  std::vector<CopiedFile> copies;
  auto added = add_program(options.program_x64, "x64", k_machine_x64, copies);
  added = added ? add_program(options.program_x86, "x86", k_machine_x86, copies) : std::move(added);
  const auto types = deployment_types(emission);
  if (!added || !types) {
    return tl::unexpected(added ? types.error() : added.error());
  }
  for (const DeploymentType &type : *types) {
    for (std::size_t index = 0; index < sources.size(); ++index) {
      const OfferedBuild &offered = emission.rollout.offer[index];
      const std::optional<Version> build = offered.ask.build;
      if (offered.arch == type.arch && build && to_string(*build) == type.build) {
        copies.push_back({sources[index],
                          std::string("content/") + (type.acs ? "acs-" : "legacy-") + type.arch + '/' + type.file.name,
                          type.file.sha256});
      }
    }
  }
  return copies;
}

std::string about(const Emission &emission, std::string_view kind) {
  const Policy &policy = emission.policy.policy;
  return ascii(Json{{"schema", "acsgate.emit/v1"},
                    {"kind", kind},
                    {"gate", gate_version()},
                    {"rollout", {{"name", emission.rollout.name}, {"digest", emission.rollout.digest}}},
                    {"policy", {{"name", policy.name}, {"version", policy.version}, {"digest", policy.digest}}}});
}

Result<Written> emit_bound(const EmitOptions &options, std::string_view kind, MakeFiles make_files, const BoundRollout &bound) {
  auto root = read_root(options.root);
  if (!root) {
    return tl::unexpected(std::move(root.error()));
  }
  Emission emission{
      .rollout = bound.rollout(), .policy = bound.policy, .product = *bound.product, .files = {}, .root_der = *root};
  std::vector<std::string> sources;
  emission.files.reserve(emission.rollout.offer.size());
  for (const OfferedBuild &offered : emission.rollout.offer) {
    auto file = offered_file(offered, options.installers, sources);
    if (!file) {
      return tl::unexpected(std::move(file.error()));
    }
    emission.files.push_back(std::move(*file));
  }
  const auto files = make_files(emission);
  const auto copies = files ? copies_for(options, emission, sources) : tl::unexpected(files.error());
  if (!copies) {
    return tl::unexpected(copies.error());
  }
  return write_output_folder(options.out, about(emission, kind), *files, *copies, options.force);
}

} // namespace

void EmitOptions::add_to(CLI::App &app) {
  app.add_option("--rollout", rollout, "The rollout")->required()->check(refuse_empty)->type_name("FILE");
  app.add_option("--out", out, "Folder to write, whole or not at all")->required()->check(refuse_empty)->type_name("DIR");
  app.add_option("--installers", installers, "Folder of the installers on offer, to be hashed and copied")
      ->check(refuse_empty)
      ->type_name("DIR");
  app.add_option("--program-x64", program_x64, "acsgate.exe for 64-bit Windows, to be copied")
      ->check(refuse_empty)
      ->type_name("FILE");
  app.add_option("--program-x86", program_x86, "acsgate.exe for 32-bit Windows, to be copied")
      ->check(refuse_empty)
      ->type_name("FILE");
  app.add_option("--root", root, "Root certificate that the policy asks for, DER or PEM, for a remediation that imports it")
      ->check(refuse_empty)
      ->type_name("FILE");
  app.add_flag("--force", force, "Replace a folder that was changed since; it is kept with .old behind its name");
  LogOptions::add_to(app);
}

int emit(const EmitOptions &options, std::string_view kind, MakeFiles make_files) {
  if (auto log = options.open(); !log) {
    return fail(log.error(), ExitProfile::standard);
  }
  const auto bound = load_bound_rollout(options.rollout);
  if (!bound) {
    return fail(bound.error(), ExitProfile::standard);
  }
  const auto written = emit_bound(options, kind, make_files, *bound);
  if (!written) {
    return fail(written.error(), ExitProfile::standard);
  }
  std::cout << printable(options.out)
            << (*written == Written::unchanged ? ": is up to date\n" : ": written; begin with README.md\n");
  return 0;
}

} // namespace acsgate
