#include "command/wave/wave_commands.hpp"
#include "command/wave/wave_files.hpp"
#include "command/wave/wave_hosts.hpp"

#include "report/json_parts.hpp"
#include "report/wave_lists.hpp"
#include "rollout/wave_plan.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <set>

namespace acsgate {

namespace {

struct PlanOptions : LogOptions {
  std::vector<std::string> files;
  std::string rollout;
  std::string now;
  std::string format = "json";
  std::string output;
};

/// The hosts of a plan, a million of them in little room: parallel columns, and each text of codes once.
struct Plan {
  std::vector<PlannedHost> hosts;
  std::vector<std::string> names;
  std::vector<Readiness> readiness;
  std::vector<std::int8_t> offers; ///< -1: none
  std::vector<const std::string *> codes;
  std::set<std::string> known_codes;

  void add(const Rollout &rollout, LedgerHost host) {
    const auto fits = fitting_waves(rollout, host.identity(), host.place);
    names.push_back(std::move(host.name));
    readiness.push_back(host.ready.readiness);
    offers.push_back(host.ready.offer ? static_cast<std::int8_t>(*host.ready.offer) : std::int8_t(-1));
    codes.push_back(&*known_codes.insert(std::move(host.ready.codes)).first);
    hosts.push_back({.key = std::move(host.key), .place = host.place, .fits = fits});
  }

  [[nodiscard]] const std::string &name(std::size_t index) const {
    return names[index].empty() ? hosts[index].key : names[index];
  }
};

Json wave_summary(const Rollout &rollout, const Plan &plan) {
  std::vector<std::map<std::string, std::size_t>> counts(rollout.waves.size() + 1);
  for (std::size_t index = 0; index < plan.hosts.size(); ++index) {
    const std::int8_t wave = plan.hosts[index].wave;
    ++counts[wave < 0 ? rollout.waves.size() : static_cast<std::size_t>(wave)][std::string(name_of(plan.readiness[index]))];
  }
  Json waves = Json::array();
  for (std::size_t wave = 0; wave <= rollout.waves.size(); ++wave) {
    std::size_t total = 0;
    for (const auto &[name, count] : counts[wave]) {
      total += count;
    }
    waves.push_back(Json{{"wave", wave < rollout.waves.size() ? Json(rollout.waves[wave].name) : Json(nullptr)},
                         {"hosts", total},
                         {"are", counts[wave]}});
  }
  return waves;
}

/// A text of a JSON document. Most names need no escape, and a million of them are written.
void append_member(std::string &line, std::string_view key, const std::string &text) {
  line += key;
  const bool plain =
      std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter <= '~' && letter != '"' && letter != '\\'; });
  plain ? line.append(1, '"').append(text).append(1, '"') : line.append(ascii(Json(text)));
}

/// One host a line, so that a million of them need no room.
void print_json(const BoundRollout &bound, const Plan &plan) {
  const Rollout &rollout = bound.rollout();
  const Policy &policy = bound.policy.policy;
  Json head{{"schema", "acsgate.wave-plan/v1"},
            {"rollout", {{"name", rollout.name}, {"digest", rollout.digest}, {"salt", rollout.salt}}},
            {"policy", {{"name", policy.name}, {"version", policy.version}, {"digest", policy.digest}}},
            {"waves", wave_summary(rollout, plan)}};
  std::string text = ascii(head);
  text.pop_back();
  std::cout << text << ",\"hosts\":[";
  std::string line;
  for (std::size_t index = 0; index < plan.hosts.size(); ++index) {
    const PlannedHost &host = plan.hosts[index];
    line.assign(index == 0 ? "\n" : ",\n");
    append_member(line, "{\"id\":", host.key);
    append_member(line, ",\"name\":", plan.name(index));
    if (host.wave < 0) {
      line += ",\"wave\":null";
    } else {
      append_member(line, ",\"wave\":", rollout.waves[static_cast<std::size_t>(host.wave)].name);
    }
    append_member(line, ",\"why\":", why_there(rollout, host));
    append_member(line, ",\"is\":", std::string(name_of(plan.readiness[index])));
    if (plan.offers[index] >= 0) {
      append_member(line, ",\"build\":", rollout.offer[static_cast<std::size_t>(plan.offers[index])].build);
    }
    if (!plan.codes[index]->empty()) {
      append_member(line, ",\"codes\":", *plan.codes[index]);
    }
    std::cout << (line += '}');
  }
  std::cout << "\n]}\n";
}

std::vector<std::vector<std::size_t>> members(const Rollout &rollout, const Plan &plan) {
  std::vector<std::vector<std::size_t>> members(rollout.waves.size());
  for (std::size_t index = 0; index < plan.hosts.size(); ++index) {
    if (plan.hosts[index].wave >= 0) {
      members[static_cast<std::size_t>(plan.hosts[index].wave)].push_back(index);
    }
  }
  return members;
}

void print_ansible(const Rollout &rollout, const Plan &plan) {
  std::cout << R"({"all":{"children":{)";
  const auto by_wave = members(rollout, plan);
  for (std::size_t wave = 0; wave < by_wave.size(); ++wave) {
    std::cout << (wave == 0 ? "\n" : ",\n") << ascii(Json("acsgate_plan_" + ansible_word(rollout.waves[wave].name)))
              << ":{\"hosts\":{";
    std::string_view separator = "\n";
    for (const std::size_t index : by_wave[wave]) {
      std::cout << separator << ascii(Json(plan.name(index))) << ":{\"acsgate_wave\":" << ascii(Json(rollout.waves[wave].name))
                << ",\"acsgate_is\":\"" << name_of(plan.readiness[index]) << "\"}";
      separator = ",\n";
    }
    std::cout << "}}";
  }
  std::cout << "}}}\n";
}

/// One file a wave, one computer name a line: members of a ConfigMgr collection, or hosts of a group in Deep Security Manager.
Result<void> write_lists(const PlanOptions &options, const Rollout &rollout, const Plan &plan) {
  const auto by_wave = members(rollout, plan);
  for (std::size_t wave = 0; wave < by_wave.size(); ++wave) {
    std::string list;
    for (const std::size_t index : by_wave[wave]) {
      list += printable(plan.name(index)) + "\r\n";
    }
    if (auto put = put_file(options.output, wave_file_word(wave, rollout.waves[wave].name) + '.' + options.format + ".txt", list);
        !put) {
      return put;
    }
  }
  return {};
}

int run(const PlanOptions &options) {
  if (auto log = options.open(); !log) {
    return fail(log.error(), ExitProfile::standard);
  }
  const bool lists = options.format == "configmgr" || options.format == "manager";
  const auto now = parse_now(options.now);
  if (!now || lists != !options.output.empty()) {
    return fail(!now ? now.error()
                : lists
                    ? Error{ErrorKind::usage, "", "--format " + options.format + " needs --output", "name a folder for the lists"}
                    : Error{ErrorKind::usage, "", "--output is for the lists of configmgr and manager",
                            "take the result from standard output"},
                ExitProfile::standard);
  }
  const auto bound = load_bound_rollout(options.rollout);
  if (!bound) {
    return fail(bound.error(), ExitProfile::standard);
  }
  Plan plan;
  bool good = WaveHosts(*bound, *now).read(options.files, [&](LedgerHost host) { plan.add(bound->rollout(), std::move(host)); });
  std::vector<std::string_view> keys;
  keys.reserve(plan.hosts.size());
  for (const PlannedHost &host : plan.hosts) {
    keys.push_back(host.key);
  }
  good = !report_duplicates(keys, {plan.names.begin(), plan.names.end()}) && good;
  assign_waves(bound->rollout(), plan.hosts);
  if (options.format == "json") {
    print_json(*bound, plan);
  } else if (options.format == "ansible") {
    print_ansible(bound->rollout(), plan);
  } else if (const auto written = write_lists(options, bound->rollout(), plan); !written) {
    return fail(written.error(), ExitProfile::standard);
  }
  return good ? 0 : exit_code(ErrorKind::input, ExitProfile::standard);
}

} // namespace

void add_wave_plan(CLI::App &wave, int &exit_code) {
  CLI::App *command = wave.add_subcommand("plan", "Which host is in which wave, and why; nothing is kept");
  const auto options = std::make_shared<PlanOptions>();
  command->add_option("FLEET", options->files, "Facts of the hosts, one document a line; - reads standard input")->required();
  command->add_option("--rollout", options->rollout, "The rollout")->required()->check(refuse_empty)->type_name("FILE");
  add_now(*command, options->now);
  command
      ->add_option("--format", options->format,
                   "json, ansible (an inventory with a group for each wave), configmgr or manager\n"
                   "(lists of computer names, a file for each wave) (default: json)")
      ->check(CLI::IsMember({"json", "ansible", "configmgr", "manager"}))
      ->type_name("FORMAT");
  command->add_option("--output", options->output, "Folder for the lists")->check(refuse_empty)->type_name("FOLDER");
  options->add_to(*command);
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

} // namespace acsgate
