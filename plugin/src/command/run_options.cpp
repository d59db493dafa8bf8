#include "command/run_options.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "install/own_result.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace acsgate {

namespace {

constexpr const char *k_intro = R"(
What follows -- is the command; {artifact} stands for the chosen file, inside any of its words. It is started without a
shell: a full path, or the bare name of a program of the system, such as msiexec.exe. The build of a file is read from a name
such as Agent-Core-Windows-20.0.0-6690.x86_64.msi, or given with --acs-build and --legacy-build; its architecture from such a
name only. Whether the Agent's self-protection is on can't be read: its vendor documents no way. Say it, or let the installer
find out.

Exit codes: the installer's own, unchanged; 0 also where there is nothing to do. On Linux a signal counts as 128 and its
number. Errors, 20 policy, 21 usage, 22 input or machine, start nothing. Own results (Linux, where an exit code has 8 bits):
)";

std::string footer() {
  std::string text = k_intro;
  for (const OwnResultRow &row : own_results()) {
    text += "  " + std::to_string(row.number) + " (" + std::to_string(row.number - 17010 + 40) + ") " + std::string(row.code) +
            ": " + row.text.en + '\n';
  }
  return text + "Only 17023 to 17026 come after a start.";
}

void add_given(CLI::App &app, const std::string &name, const std::string &what, GivenPackage &package) {
  app.add_option("--" + name, package.file, "Installer of " + what + "; left out: none is given")
      ->check(refuse_empty)
      ->type_name("FILE");
  app.add_option("--" + name + "-build", package.build, "Its build, where the name does not say it")
      ->check(refuse_empty)
      ->type_name("BUILD");
  app.add_option("--" + name + "-sha256", package.sha256, "Its SHA-256: another file is refused")
      ->check(refuse_empty)
      ->type_name("HEX");
}

} // namespace

void RunOptions::add_to(CLI::App &app) {
  add_given(app, "acs", "an ACS build", acs);
  add_given(app, "legacy", "a legacy build", legacy);
  app.add_option("--offer", offer, "Manifest of the installers, YAML or JSON, in place of --acs and --legacy")
      ->check(refuse_empty)
      ->type_name("FILE");
  app.add_option("--write-manifest", write_manifest,
                 "Print such a manifest of the installers in this folder, and do nothing else")
      ->check(refuse_empty)
      ->type_name("DIR");
  app.add_option("--output", output, "Write the manifest to this new file")->check(refuse_empty)->type_name("FILE");
  app.add_option("--facts", facts, "Facts of the host, acsgate.facts/v1 JSON; - reads standard input")
      ->check(refuse_empty)
      ->type_name("FILE");
  app.add_flag("--dry-run", dry_run, "Show the command that would be started");
  app.add_option("--timeout", timeout, "Stop waiting for the command after this time, such as 45m; it goes on")
      ->check(refuse_empty)
      ->type_name("DURATION");
  app.add_flag("--kill-on-timeout", kill_on_timeout,
               "End it then; what Windows Installer does in its service goes on all the same");
  app.add_option("--wait-lock", wait_lock, "Wait this long for another run on this host (default: not at all)")
      ->check(refuse_empty)
      ->type_name("DURATION");
  app.add_flag("--detach", detach, "Run in the background, and come back at once");
  app.add_flag("--result", result, "Print how the last run on this host ended or how far it is, and end with its exit code");
  app.add_flag("--detached-run", detached)->group("");
  app.add_flag("--no-postcheck", no_postcheck, "Do not look whether what was installed runs");
  app.add_option("--settle", settle, "Look twice, this long apart (default: 10s); 0: once")
      ->check(refuse_empty)
      ->type_name("DURATION");
  app.add_option("--restart-code", restart_codes,
                 "Exit code of the installer after which the post-check waits for a restart (default: 1641 and 3010)")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false)
      ->type_name("CODE");
  app.add_option("--min-free", min_free_mib, "Free space that must be there, in MiB (default: twice the file and 100)")
      ->type_name("MIB");
  app.add_option("--self-protection", self_protection, "What is known of the Agent's self-protection: on, off or unknown")
      ->check(CLI::IsMember({"on", "off", "unknown"}))
      ->type_name("STATE");
  app.add_option("--format", format, "text or json (default: text)")->check(CLI::IsMember({"text", "json"}))->type_name("FORMAT");
  probe.add_to(app, "--probe-timeout");
  GateOptions::add_to(app);
  app.footer(footer());
}

std::vector<std::string> take_command(std::vector<std::string> &arguments) {
  if (arguments.empty() || arguments.front() != "run") {
    return {};
  }
  const auto mark = std::ranges::find(arguments, "--");
  if (mark == arguments.end()) {
    return {};
  }
  std::vector<std::string> words(std::next(mark), arguments.end());
  arguments.erase(mark, arguments.end());
  return words;
}

std::vector<std::string> &given_command() {
  static std::vector<std::string> s_words;
  return s_words;
}

Result<std::optional<Duration>> read_duration(const char *option, const std::string &text) {
  if (text.empty()) {
    return std::nullopt;
  }
  const auto duration = text == "0" ? std::optional(Duration(0)) : parse_duration(text);
  if (!duration) {
    return tl::unexpected(Error{ErrorKind::usage, "", std::string(option) + ' ' + printable(text, 80) + " is not a duration",
                                "write it as 20s, 45m or 2h"});
  }
  return duration;
}

} // namespace acsgate
