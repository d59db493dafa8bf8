#include "command/gate.hpp"

#include "base/file_trust.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "command/clock.hpp"
#include "command/fail.hpp"
#include "host/halt.hpp"
#include "host/machine_registry.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace acsgate {

namespace {

Result<std::vector<Ask>> parse_asks(const GateOptions &options, const Product &product) {
  Ask ask;
  if (!options.released.empty()) {
    ask.released = parse_date(options.released);
    if (!ask.released) {
      return tl::unexpected(usage("--released " + options.released + " is not a date that exists", "write it as YYYY-MM-DD"));
    }
  }
  std::vector<Ask> asks;
  for (const std::string &build : options.builds) {
    ask.build = parse_version(build);
    if (!ask.build) {
      return tl::unexpected(usage("--build " + build + " is not a build", "write it as 20.0.0-6690"));
    }
    if (std::ranges::find(asks, ask) == asks.end()) {
      asks.push_back(ask);
    }
  }
  if (asks.empty() && ask.released && product.release_rule) {
    asks.push_back(ask);
  }
  if (asks.empty() && ask.released) {
    return tl::unexpected(usage("--released needs --build for module " + product.id));
  }
  if (asks.size() > k_max_asked) {
    return tl::unexpected(usage("--build is given more than " + std::to_string(k_max_asked) + " times"));
  }
  return asks;
}

Error unknown_module(const std::string &module, const Policy &policy) {
  std::vector<std::string_view> names;
  std::string list;
  for (const Product &product : policy.products) {
    names.push_back(product.id);
    names.insert(names.end(), product.aliases.begin(), product.aliases.end());
    list += (list.empty() ? "" : ", ") + product.id;
  }
  return usage("--module " + module + " is not a module of the policy" + did_you_mean(module, names), "it has " + list);
}

} // namespace

tl::expected<LoadedPolicy, Errors> load_trusted_policy(const std::string &path, bool allow_writable, bool allow_network_paths) {
  if (auto near = refuse_far_path(path, allow_network_paths, ErrorKind::policy); !near) {
    return tl::unexpected(Errors{std::move(near.error())});
  }
  auto loaded = load_policy(path);
  if (!loaded) {
    return loaded;
  }
  for (const std::string &file : loaded->document.files) {
    auto trusted = file == k_builtin_name ? Result<void>() : refuse_writable_by_others(file, ErrorKind::policy);
    if (!trusted && allow_writable) {
      log_warning(to_string(trusted.error()));
    } else if (!trusted) {
      return tl::unexpected(Errors{std::move(trusted.error())});
    }
  }
  return loaded;
}

void PolicyChoice::add_policy_to(CLI::App &app, const std::string &module_help) {
  app.add_option("--policy", policy, "Policy file, YAML or canonical JSON (default: the policy compiled in)")
      ->check(refuse_empty)
      ->type_name("FILE");
  app.add_option("--policy-digest", policy_digest, "Refuse every other policy than the one with this digest")
      ->check(refuse_empty)
      ->type_name("DIGEST");
  app.add_flag("--allow-writable-policy", allow_writable_policy,
               "Use a policy file that others than administrators may change (Windows)");
  app.add_option("--module", module, module_help)->check(refuse_empty)->type_name("NAME");
}

void GateOptions::add_to(CLI::App &app) {
  add_policy_to(app, "Module to decide for (default: agent)");
  app.add_option("--build", builds, "Build to ask for, such as 20.0.0-6690; may be repeated")
      ->type_name("BUILD")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false); // what follows it is a file
  app.add_option("--released", released, "Release date of the builds, YYYY-MM-DD")->check(refuse_empty)->type_name("DATE");
  app.add_option("--now", now, "Decide as of this time, RFC 3339 (default: the system clock)")
      ->check(refuse_empty)
      ->type_name("TIME");
  app.add_option("--lang", language, "Language of texts: en or ja")->check(CLI::IsMember({"en", "ja"}))->type_name("LANG");
  app.add_option("--exit-profile", exit_profile, "Exit codes: default, zero, nagios, remediation or distinct")
      ->check(CLI::IsMember({"default", "zero", "nagios", "remediation", "distinct"}))
      ->type_name("PROFILE");
  app.add_option_function<std::string>(
         "--halt", [this](const std::string &text) { halt = text; }, "Hold every host, for this reason; an empty one holds too")
      ->type_name("TEXT");
  LogOptions::add_to(app);
}

ExitProfile GateOptions::profile() const { return parse_exit_profile(exit_profile).value_or(ExitProfile::standard); }

tl::expected<Gate, Errors> Gate::open(const GateOptions &options) {
  if (auto log = options.open(); !log) {
    return tl::unexpected(Errors{std::move(log.error())});
  }
  return load(options);
}

tl::expected<Gate, Errors> Gate::load(const GateOptions &options) {
  auto loaded = options.policy.empty()
                    ? load_builtin_policy()
                    : load_trusted_policy(options.policy, options.allow_writable_policy, options.allow_network_paths);
  if (!loaded) {
    return tl::unexpected(std::move(loaded.error()));
  }
  Gate gate;
  gate.m_loaded = std::move(*loaded);
  const Policy &policy = gate.m_loaded.policy;
  if (!options.policy_digest.empty() && options.policy_digest != policy.digest) {
    return tl::unexpected(Errors{{ErrorKind::policy, options.policy,
                                  "the policy has the digest " + policy.digest + ", not " + printable(options.policy_digest, 80),
                                  "give the policy that was meant, or leave --policy-digest out"}});
  }
  log_info("policy " + policy.name + ' ' + policy.version + ' ' + policy.digest);
  gate.m_product = policy.find_product(options.module);
  if (gate.m_product == nullptr) {
    return tl::unexpected(Errors{unknown_module(options.module, policy)});
  }
  auto asks = parse_asks(options, *gate.m_product);
  if (!asks) {
    return tl::unexpected(Errors{std::move(asks.error())});
  }
  gate.m_asks = std::move(*asks);
  if (!options.now.empty()) {
    const auto now = parse_now(options.now);
    if (!now) {
      return tl::unexpected(Errors{now.error()});
    }
    gate.m_now = *now;
  }
  gate.m_allow_network_paths = options.allow_network_paths;
  gate.m_halt = options.halt;
  if (const auto registry = machine_registry(); registry && !gate.m_halt) {
    gate.m_halt = read_halt(*registry);
  }
  gate.m_language = options.language == "ja" ? Language::ja : Language::en;
  return gate;
}

Timestamp Gate::now(std::optional<Timestamp> as_of) const {
  const auto clock = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
  return m_now ? *m_now : as_of ? *as_of : clock();
}

Explanation Gate::decide(const Facts &facts, std::optional<Timestamp> as_of, std::span<const Ask> asks) const {
  const Policy &policy = m_loaded.policy;
  const Timestamp at = now(as_of);
  const Verdict verdict = evaluate(policy, *m_product, facts, asks, exceptions(), at);
  return explain(verdict, policy, *m_product, facts, asks, at, m_language, exceptions());
}

} // namespace acsgate
