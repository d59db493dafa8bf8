#include "gate/ask.hpp"

#include "gate/build_class.hpp"

#include <algorithm>

namespace acsgate {

namespace {

struct Answered {
  Outcome outcome;
  std::optional<Code> why;
};

/// What the host's decision means for a build that is ACS, legacy, or of unknown kind.
Answered answer(const Policy &policy, Decision decision, const BuildClass &build) {
  switch (decision) {
  case Decision::acs:
    return {Outcome::allowed, {}};
  case Decision::legacy:
    return build.acs == Tri::no    ? Answered{Outcome::allowed, {}}
           : build.acs == Tri::yes ? Answered{Outcome::refused, Code::build_acs_held_back}
                                   : Answered{Outcome::unknown, build.why_unknown};
  case Decision::hold:
    return {Outcome::held, Code::build_held};
  case Decision::unknown:
    return build.acs == Tri::no && policy.on_unknown == OnUnknown::legacy ? Answered{Outcome::allowed, {}}
                                                                          : Answered{Outcome::unknown, Code::build_host_unknown};
  case Decision::not_applicable:
    break;
  }
  return {Outcome::refused, Code::os_not_windows};
}

/// Whether the build is an ACS build, by the policy's table and, where the file was looked at, by its signature. True if they
/// contradict each other and the policy does not say which one leads.
bool settle(const Policy &policy, const Product &product, const Ask &ask, BuildClass &build) {
  build = classify(policy, product, ask);
  if (!ask.acs_signed || product.requires_.empty() || product.artifact_leads == ArtifactLeads::policy) {
    return false;
  }
  const Tri by_signature = *ask.acs_signed ? Tri::yes : Tri::no;
  if (product.artifact_leads == ArtifactLeads::signature) {
    build = {by_signature, {}};
    return false;
  }
  if (build.acs == Tri::unknown || build.acs == by_signature) {
    return false;
  }
  build = {Tri::unknown, Code::artifact_contradicts_policy};
  return true;
}

bool is_supported(const Policy &policy, const Line &line, std::optional<std::size_t> platform) {
  return line.platforms.empty() || !platform ||
         std::ranges::find(line.platforms, policy.platforms[*platform].id) != line.platforms.end();
}

/// Compares with what is installed. Returns true if the build could be installed over it.
bool is_upgrade(const Product &product, const ModuleFacts &modules, const Version &asked, AskVerdict &ask) {
  if (!modules.ok() || !modules.items) {
    ask.codes.add(Code::module_not_read);
    return true;
  }
  bool upgrade = true;
  for (const ModuleFact &module : *modules.items) {
    if (!is_of(product, module)) {
      continue;
    }
    const auto installed = parse_version(module.version);
    const Standing standing = installed ? standing_of(product, *installed, asked) : Standing{Tri::unknown, false};
    if (standing.at_or_above == Tri::no) {
      continue;
    }
    upgrade = false;
    ask.codes.add(standing.at_or_above == Tri::yes ? Code::module_at_or_above : Code::module_version_ambiguous);
    if (ask.outcome == Outcome::allowed && !standing.same) {
      ask.outcome = standing.at_or_above == Tri::yes ? Outcome::refused : Outcome::unknown;
    }
  }
  return upgrade;
}

/// Order of two builds that were asked for; one without a build counts lowest.
bool is_higher(const Product &product, const Ask &left, const Ask &right) {
  if (!left.build || !right.build) {
    return left.build.has_value() && !right.build;
  }
  const auto first_patch = [&](const Version &version) {
    const Line *line = line_of(product, version);
    return line == nullptr ? 0U : line->patches.front();
  };
  Version known = *left.build;
  known.patch = known.patch.value_or(first_patch(known));
  return compare(known, *right.build, first_patch(*right.build)) > 0;
}

} // namespace

bool is_of(const Product &product, const ModuleFact &module) {
  return module.module == product.id || std::ranges::find(product.aliases, module.module) != product.aliases.end();
}

bool has_acs_build(const Policy &policy, const Product &product, const ModuleFacts &modules) {
  return modules.ok() && modules.items && std::ranges::any_of(*modules.items, [&](const ModuleFact &module) {
           const auto version = is_of(product, module) ? parse_version(module.version) : std::nullopt;
           return version && classify(policy, product, {.build = version, .released = {}}).acs == Tri::yes;
         });
}

void judge_asks(const Policy &policy, const Product &product, const ModuleFacts &modules, std::span<const Ask> asks,
                Verdict &verdict) {
  const std::span<const Ask> judgeable = asks.first(std::min(asks.size(), k_max_asked));
  BuildClass build;
  for (const Ask &ask : judgeable) {
    // A person must look before anything is installed: the table or the file is wrong.
    const bool settled = verdict.decision != Decision::acs && verdict.decision != Decision::legacy;
    if (!settled && settle(policy, product, ask, build)) {
      verdict.decision = Decision::unknown;
    }
  }
  for (const Ask &ask : judgeable) {
    const std::size_t index = verdict.asked_count++;
    AskVerdict &judged = verdict.asked[index];
    if (settle(policy, product, ask, build)) {
      judged.codes.add(Code::artifact_contradicts_policy);
    }
    const Line *line = ask.build ? line_of(product, *ask.build) : nullptr;
    judged.acs = build.acs;
    const Answered answered = answer(policy, verdict.decision, build);
    judged.outcome = answered.outcome;
    if (answered.why) {
      judged.codes.add(*answered.why);
    }
    if (line != nullptr && !is_supported(policy, *line, verdict.platform)) {
      judged.outcome = judged.outcome == Outcome::held ? Outcome::held : Outcome::refused;
      judged.codes.add(Code::product_platform_unsupported);
    }
    if (line != nullptr && !line->installer_self_check && build.acs == Tri::yes) {
      judged.codes.add(Code::product_no_self_check);
    }
    const bool upgrade = !ask.build || is_upgrade(product, modules, *ask.build, judged);
    if (!verdict.highest || is_higher(product, ask, asks[*verdict.highest])) {
      verdict.highest = index;
    }
    if (upgrade && judged.outcome == Outcome::allowed && (!verdict.best || is_higher(product, ask, asks[*verdict.best]))) {
      verdict.best = index;
    }
  }
}

} // namespace acsgate
