#include "rollout/readiness.hpp"

#include "gate/evaluate.hpp"
#include "gate/name.hpp"

#include <algorithm>
#include <array>

namespace acsgate {

namespace {

constexpr std::array<std::pair<std::string_view, Readiness>, 6> k_names{{{"ready", Readiness::ready},
                                                                         {"current", Readiness::current},
                                                                         {"refused", Readiness::refused},
                                                                         {"held", Readiness::held},
                                                                         {"unknown", Readiness::unknown},
                                                                         {"not-applicable", Readiness::not_applicable}}};

Readiness of_decision(Decision decision) {
  switch (decision) {
  case Decision::hold:
    return Readiness::held;
  case Decision::unknown:
    return Readiness::unknown;
  case Decision::not_applicable:
    return Readiness::not_applicable;
  case Decision::acs:
  case Decision::legacy:
    break;
  }
  return Readiness::refused;
}

/// The builds on offer for the architecture of this host. One whose architecture is not known gets only builds for any.
struct Asks {
  std::array<Ask, k_max_asked> asks;
  std::array<std::size_t, k_max_asked> offers{};
  std::size_t count = 0;
  bool arch_missing = false; ///< builds were left out because the architecture is not known

  Asks(const Rollout &rollout, const OsFacts &os) {
    const std::string_view arch = os.ok() ? os.arch : std::string_view();
    for (std::size_t index = 0; index < rollout.offer.size(); ++index) {
      const OfferedBuild &offer = rollout.offer[index];
      if (offer.arch.empty() || offer.arch == arch) {
        asks.at(count) = offer.ask;
        offers.at(count++) = index;
      } else {
        arch_missing = arch_missing || arch.empty();
      }
    }
  }
};

void append(std::string &text, std::string_view word) { text += (text.empty() ? "" : " ") + std::string(word); }

void append(std::string &text, CodeSet codes) {
  codes.for_each([&](Code code) { append(text, name_of(code)); });
}

std::string reasons_of(const Verdict &verdict) {
  std::string text;
  append(text, verdict.codes);
  for (std::size_t index = 0; index < verdict.requirement_count; ++index) {
    const RequirementVerdict &requirement = verdict.requirements.at(index);
    if (requirement.status == Status::fail || requirement.status == Status::unknown) {
      append(text, requirement.codes);
    }
  }
  for (std::size_t index = 0; text.empty() && index < verdict.asked_count; ++index) {
    append(text, verdict.asked.at(index).codes);
  }
  return text;
}

} // namespace

std::string_view name_of(Readiness readiness) {
  return std::ranges::find(k_names, readiness, &std::pair<std::string_view, Readiness>::second)->first;
}

std::optional<Readiness> parse_readiness(std::string_view name) {
  const auto *const found = std::ranges::find(k_names, name, &std::pair<std::string_view, Readiness>::first);
  return found == k_names.end() ? std::nullopt : std::optional(found->second);
}

ReadyHost judge_readiness(const Policy &policy, const Product &product, const Rollout &rollout, const Facts &facts,
                          const HostIdentity &host, Timestamp now) {
  ReadyHost ready;
  Exceptions exceptions;
  std::optional<Timestamp> waived_until;
  for (const Waiver &waiver : rollout.waivers) {
    if ((!waiver.from || *waiver.from <= now) && now < waiver.until && waiver.match.matches(host)) {
      exceptions.waived |= std::uint32_t(1) << waiver.requirement;
      waived_until = std::min(waived_until.value_or(waiver.until), waiver.until);
    }
  }
  const Asks asks(rollout, facts.os);
  const Verdict verdict = evaluate(policy, product, facts, std::span(asks.asks).first(asks.count), exceptions, now);
  ready.collected = facts.collected_at;
  if (facts.collected_at) {
    ready.good_until = *facts.collected_at + policy.facts_max_age;
  }
  for (std::size_t index = 0; index < verdict.requirement_count; ++index) {
    if (verdict.requirements.at(index).status == Status::waived) {
      append(ready.waived, policy.requirements[product.requires_[index]].id);
      if (waived_until) {
        ready.good_until = std::min(ready.good_until.value_or(*waived_until), *waived_until);
      }
    }
  }
  if (verdict.best) {
    ready.readiness = Readiness::ready;
    ready.offer = asks.offers.at(*verdict.best);
    ready.acs = verdict.asked.at(*verdict.best).acs != Tri::no;
    return ready;
  }
  const auto *const end = verdict.asked.begin() + static_cast<std::ptrdiff_t>(verdict.asked_count);
  const bool is_current =
      std::any_of(verdict.asked.begin(), end, [](const AskVerdict &ask) { return ask.codes.has(Code::module_at_or_above); });
  ready.readiness = is_current && verdict.highest && verdict.asked.at(*verdict.highest).codes.has(Code::module_at_or_above)
                        ? Readiness::current
                        : of_decision(verdict.decision);
  if (ready.readiness == Readiness::refused && asks.arch_missing) {
    ready.readiness = Readiness::unknown;
    append(ready.codes, "OS.ARCH_MISSING");
  }
  append(ready.codes, reasons_of(verdict));
  return ready;
}

} // namespace acsgate
