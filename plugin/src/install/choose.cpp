#include "install/choose.hpp"

#include <algorithm>

namespace acsgate {

namespace {

bool has(const std::vector<Reason> &reasons, Code code) {
  return std::ranges::find(reasons, code, &Reason::code) != reasons.end();
}

/// Why a host is held: what a person has to do about it differs.
OwnResult reason_to_hold(const Explanation &explanation) {
  return has(explanation.reasons, Code::gate_halted) ? OwnResult::halted
         : has(explanation.reasons, Code::reboot_pending) || has(explanation.reasons, Code::reboot_would_qualify)
             ? OwnResult::restart_pending
             : OwnResult::held;
}

bool is_of(const Product &product, const Package &package) {
  return package.module == product.id || std::ranges::find(product.aliases, package.module) != product.aliases.end();
}

/// What the decision leaves of a package that the host has already, or has a newer one of.
bool is_there(const AskExplanation &ask) { return has(ask.reasons, Code::module_at_or_above); }
bool decision_permits(const AskExplanation &ask) {
  return !has(ask.reasons, Code::build_acs_held_back) && !has(ask.reasons, Code::build_host_unknown) &&
         !has(ask.reasons, Code::product_platform_unsupported) && !has(ask.reasons, Code::build_line_unknown) &&
         !has(ask.reasons, Code::build_version_ambiguous) && !has(ask.reasons, Code::build_date_undecided);
}

} // namespace

Candidates candidates_of(const Offer &offer, const Product &product, std::span<const Version> asked, std::string_view arch) {
  Candidates candidates;
  for (const Package &package : offer) {
    if (!is_of(product, package) || (!asked.empty() && std::ranges::find(asked, package.build) == asked.end())) {
      continue;
    }
    if (package.arch.empty() || package.arch == arch) {
      candidates.packages.push_back(package);
    } else {
      (arch.empty() ? candidates.unknown_architecture : candidates.other_architecture) = true;
    }
  }
  return candidates;
}

Choice choose(const Candidates &candidates, const Explanation &explanation) {
  if (explanation.decision == Decision::hold) {
    return reason_to_hold(explanation);
  }
  if (candidates.packages.empty() || candidates.packages.size() != explanation.asked.size()) {
    return candidates.unknown_architecture ? OwnResult::unknown
           : candidates.other_architecture ? OwnResult::wrong_architecture
                                           : OwnResult::no_file;
  }
  const auto &asked = explanation.asked;
  const auto any = [&](auto test) { return std::ranges::any_of(asked, test); };
  if (any([](const AskExplanation &ask) { return has(ask.reasons, Code::module_not_read); })) {
    return OwnResult::unknown; // anything could be a downgrade
  }
  if (!explanation.build.empty()) {
    const auto best = std::ranges::find(candidates.packages, explanation.build,
                                        [](const Package &package) { return to_string(package.build); });
    return best == candidates.packages.end() ? Choice(OwnResult::no_file) : Choice(&*best);
  }
  if (any([](const AskExplanation &ask) {
        return ask.outcome == Outcome::unknown && has(ask.reasons, Code::module_version_ambiguous);
      })) {
    return OwnResult::unknown; // what is installed may be older than what the decision permits
  }
  if (std::ranges::all_of(asked, is_there) ||
      any([](const AskExplanation &ask) { return is_there(ask) && decision_permits(ask); })) {
    return NothingToDo();
  }
  return any([](const AskExplanation &ask) { return ask.outcome == Outcome::unknown; }) ? OwnResult::unknown : OwnResult::no_file;
}

const Package *misdeclared(const Candidates &candidates, const Explanation &explanation) {
  for (std::size_t index = 0; index < std::min(candidates.packages.size(), explanation.asked.size()); ++index) {
    const PackageKind kind = candidates.packages[index].kind;
    const Tri acs = explanation.asked[index].acs;
    if ((kind == PackageKind::acs && acs == Tri::no) || (kind == PackageKind::legacy && acs == Tri::yes)) {
      return &candidates.packages[index];
    }
  }
  return nullptr;
}

} // namespace acsgate
