#include "command/fleet_options.hpp"

#include "base/file_trust.hpp"
#include "command/fail.hpp"
#include "facts/fact_values.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_max_label_options = 8;

constexpr std::pair<std::string_view, Remedies> k_remedy_words[] = {
    {"update", Remedies::update}, {"root", Remedies::root}, {"restart", Remedies::restart}, {"all", Remedies::all}};

bool names_update(const Policy &policy, Kb kb) {
  return std::ranges::any_of(policy.platforms, [&](const Platform &platform) {
    return std::ranges::find(platform.proof_kb, kb) != platform.proof_kb.end();
  });
}

} // namespace

void FleetOptions::add_to(CLI::App &app) {
  app.add_option("FILE", files, "Facts of many hosts, one acsgate.facts/v1 document a line; - reads standard input")->required();
  app.add_option("--format", format,
                 "ndjson (a decision a line), csv (a host a row), summary (for people), json (the same for\n"
                 "programs) or html (one page) (default: ndjson)")
      ->check(CLI::IsMember({"ndjson", "csv", "summary", "json", "html"}))
      ->type_name("FORMAT");
  app.add_flag("--brief", brief, "ndjson: host, decision and reason codes only");
  app.add_flag("--bom", bom, "csv: begin with a byte order mark, by which Excel knows UTF-8");
  app.add_flag("--strict", strict, "End at the first line that can't be read");
  app.add_option("--rollout", rollout, "Say which wave of this rollout each host is in, and what it waives and accepts")
      ->check(refuse_empty)
      ->type_name("FILE");
  app.add_option("--by", labels, "Count by the values of this label too; may be repeated (default: site)")
      ->type_name("LABEL")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  app.add_option("--what-if", what_if,
                 "How many hosts it would unblock: update, root, restart, all, or a KB that the policy names;\n"
                 "may be repeated, or several with commas between")
      ->delimiter(',')
      ->type_name("REMEDY")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  app.add_option("--baseline", baseline, "What changed since: an earlier result of fleet (ndjson), or earlier facts")
      ->check(refuse_empty)
      ->type_name("FILE");
  GateOptions::add_to(app);
}

Result<void> FleetOptions::check() const {
  if (!sums_up() && (!what_if.empty() || !baseline.empty())) {
    return tl::unexpected(usage(std::string(what_if.empty() ? "--baseline" : "--what-if") + " is nothing for --format " + format,
                                "take --format summary, json or html"));
  }
  if (bom && format != "csv") {
    return tl::unexpected(usage("--bom is for --format csv"));
  }
  if (brief && format != "ndjson") {
    return tl::unexpected(usage("--brief is for --format ndjson"));
  }
  if (labels.size() > k_max_label_options) {
    return tl::unexpected(usage("--by is given more than " + std::to_string(k_max_label_options) + " times"));
  }
  std::vector<std::string> paths = files;
  paths.push_back(baseline);
  for (const std::string &path : paths) {
    if (auto near = path.empty() || path == "-" ? Result<void>() : refuse_far_path(path, allow_network_paths, ErrorKind::input);
        !near) {
      return near;
    }
  }
  return {};
}

Result<WhatIfQuestion> parse_what_if(const std::vector<std::string> &words, const Policy &policy) {
  WhatIfQuestion question;
  for (const std::string &word : words) {
    const auto *const known = std::ranges::find(k_remedy_words, word, &std::pair<std::string_view, Remedies>::first);
    if (known != std::end(k_remedy_words)) {
      question.remedies = question.remedies | known->second;
      continue;
    }
    const auto kb = parse_kb(word);
    if (!kb) {
      return tl::unexpected(
          usage("--what-if " + word + " is no remedy" + did_you_mean(word, {"update", "root", "restart", "all"}),
                "take update, root, restart, all, or a KB"));
    }
    if (!names_update(policy, *kb)) {
      return tl::unexpected(
          usage("--what-if " + word + ": the policy names this KB for no platform", "see proof_kb in acsgate policy show"));
    }
    question.remedies = question.remedies | Remedies::update;
    question.kb.push_back(*kb);
  }
  return question;
}

} // namespace acsgate
