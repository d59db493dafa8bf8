#include "report/postcheck.hpp"
#include "command/clock.hpp"
#include "command/commands.hpp"
#include "command/fail.hpp"
#include "command/installed_options.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace acsgate {

namespace {

constexpr const char *k_postcheck_footer = R"(Exit codes:
  0   the build or a newer one is installed, and its services run
  10  it is not, or they do not
  12  unknown: the facts do not suffice
Errors: 20 policy, 21 usage, 22 input or machine)";

struct PostcheckOptions : InstalledOptions {
  std::string format = "text";
  std::string now;
};

int exit_code_of(Status status) { return status == Status::pass ? 0 : status == Status::fail ? 10 : 12; }

int run_postcheck(const PostcheckOptions &options) {
  const auto now = parse_now(options.now);
  if (!now) {
    return fail(now.error(), ExitProfile::standard);
  }
  const auto question = InstalledQuestion::open(options);
  if (!question) {
    return fail(question.error(), ExitProfile::standard);
  }
  const Product &product = question->gate.product();
  if (services_of(product).empty()) {
    return fail({ErrorKind::usage, "", "no service of module " + product.id + " is known, so it can't be told whether it runs",
                 "use detect --module " + product.id + " to see whether it is installed"},
                ExitProfile::standard);
  }
  const Facts &facts = question->host.facts();
  const Postcheck result = postcheck(question->gate.policy(), product, facts, question->build, *now);
  const FactText name = facts.host.name.empty() ? facts.host.id : facts.host.name;
  const PostcheckSubject subject{name.empty() ? "unnamed-host" : std::string(name), product.id, to_string(question->build)};
  std::cout << (options.format == "json" ? render_postcheck_json(subject, result) : render_postcheck_text(subject, result));
  return exit_code_of(result.status());
}

} // namespace

void add_postcheck(CLI::App &app, int &exit_code) {
  CLI::App *command = app.add_subcommand("postcheck", "Tell whether an installed build is there and its services run");
  const auto options = std::make_shared<PostcheckOptions>();
  options->add_to(*command, "--expect", "The build that should run, such as 20.0.0-6690; a newer one will do");
  command->add_option("--format", options->format, "text or json (default: text)")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  command->add_option("--now", options->now, "Judge as of this time, RFC 3339 (default: the system clock)")
      ->check(refuse_empty)
      ->type_name("TIME");
  command->footer(k_postcheck_footer);
  command->callback([options, &exit_code] { exit_code = run_postcheck(*options); });
}

} // namespace acsgate
