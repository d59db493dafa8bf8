#include "artifact/inspect.hpp"

#include "artifact/host_trust.hpp"
#include "base/file_trust.hpp"
#include "command/clock.hpp"
#include "command/commands.hpp"
#include "command/fail.hpp"
#include "command/log_options.hpp"
#include "report/inspection.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

constexpr const char *k_inspect_footer =
    R"(Verdicts: needs-acs-support (ACS-signed and linked with /INTEGRITYCHECK, or a package that holds such a file), acs-signed,
other-signed, unsigned, broken (a signature does not hold, or the file can't be read).
ACS-signed is what has a chain to the "Microsoft Identity Verification Root Certificate Authority 2020", known by its SHA-256.

Exit codes:
  0   every file was judged
  22  a file is broken or can't be read
Errors: 21 usage, 22 input or machine)";

struct InspectOptions : LogOptions {
  std::vector<std::string> files;
  std::string format = "text";
  std::string language = "en";
  std::string now;
};

Result<Artifact> inspect_file(const std::string &file, const InspectOptions &options, Timestamp now) {
  if (auto near = refuse_far_path(file, options.allow_network_paths, ErrorKind::input); !near) {
    return tl::unexpected(std::move(near.error()));
  }
  const auto source = FileSource::open(file);
  if (!source) {
    return tl::unexpected(source.error());
  }
  return inspect(**source, file, now);
}

int inspect_files(const InspectOptions &options) {
  if (auto log = options.open(); !log) {
    return fail(log.error(), ExitProfile::standard);
  }
  const auto now = parse_now(options.now);
  if (!now) {
    return fail(now.error(), ExitProfile::standard);
  }
  const Language language = options.language == "ja" ? Language::ja : Language::en;
  Errors errors;
  for (const std::string &file : options.files) {
    const auto artifact = inspect_file(file, options, *now);
    if (!artifact) {
      errors.push_back(artifact.error());
      continue;
    }
    std::cout << (options.format == "json" ? render_inspection_json(*artifact, language, host_trust(file))
                                           : render_inspection_text(*artifact, language));
    if (artifact->verdict == ArtifactVerdict::broken) {
      errors.push_back({ErrorKind::input, file, "is broken: its signature does not hold, or it can't be read",
                        "get the file again from who made it"});
    }
  }
  std::cout.flush();
  return errors.empty() ? 0 : fail(errors, ExitProfile::standard);
}

} // namespace

void add_inspect(CLI::App &app, int &exit_code) {
  CLI::App *command =
      app.add_subcommand("inspect", "Tell who signed programs and packages: ACS or not, integrity-checked or not");
  const auto options = std::make_shared<InspectOptions>();
  command->footer(k_inspect_footer);
  command->add_option("files", options->files, "Programs, libraries, drivers, .msi and .cab files")
      ->required()
      ->check(refuse_empty)
      ->type_name("FILE");
  command->add_option("--format", options->format, "text or json, one object a line (default: text)")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  command->add_option("--lang", options->language, "Language of texts: en or ja")
      ->check(CLI::IsMember({"en", "ja"}))
      ->type_name("LANG");
  command->add_option("--now", options->now, "Judge as of this time, RFC 3339 (default: the system clock)")
      ->check(refuse_empty)
      ->type_name("TIME");
  options->LogOptions::add_to(*command);
  command->callback([options, &exit_code] { exit_code = inspect_files(*options); });
}

} // namespace acsgate
