#include "host/tattoo.hpp"

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "base/version_info.hpp"
#include "gate/name.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace acsgate {

namespace {

constexpr std::string_view k_decision = "Decision";
constexpr std::string_view k_checksum = "Checksum";
/// A clock may be set back a little between writing and reading.
constexpr Duration k_clock_step = std::chrono::minutes(5);

constexpr Decision k_decisions[] = {Decision::acs, Decision::legacy, Decision::hold, Decision::unknown, Decision::not_applicable};

std::string_view name_of_tri(Tri value) { return value == Tri::yes ? "true" : value == Tri::no ? "false" : "unknown"; }

/// Safe to print and short enough: cut between two characters, never within one.
std::string capped(std::string_view text) {
  std::string safe = printable(text, k_most_tattoo_bytes);
  std::size_t size = 0;
  while (size < safe.size()) {
    const std::size_t next = size + std::max<std::size_t>(1, code_point_at(safe, size).size);
    if (next > k_most_tattoo_bytes) {
      break;
    }
    size = next;
  }
  safe.resize(size);
  return safe;
}

std::string codes_of(const std::vector<Reason> &reasons) {
  constexpr std::string_view k_more = " ...";
  std::string codes;
  for (const Reason &reason : reasons) {
    const std::string next = (codes.empty() ? "" : " ") + std::string(name_of(reason.code));
    if (codes.size() + next.size() + k_more.size() > k_most_tattoo_bytes) {
      return codes + std::string(k_more);
    }
    codes += next;
  }
  return codes;
}

/// All but the checksum, in a fixed order.
std::vector<std::pair<std::string_view, std::string>> values_of(const Tattoo &tattoo) {
  return {{"AcsReady", std::string(name_of_tri(tattoo.acs_ready))},
          {"Allowed", tattoo.allowed ? "true" : "false"},
          {"Build", capped(tattoo.build)},
          {"Evaluated", to_string(tattoo.evaluated)},
          {"Expires", to_string(tattoo.expires)},
          {"Gate", capped(tattoo.gate)},
          {"Host", capped(tattoo.host)},
          {"MachineGuid", capped(tattoo.machine)},
          {"PolicyDigest", capped(tattoo.policy_digest)},
          {"PolicyName", capped(tattoo.policy_name)},
          {"PolicyVersion", capped(tattoo.policy_version)},
          {"Reasons", capped(tattoo.reasons)},
          {k_decision, std::string(name_of(tattoo.decision))}};
}

/// Tells a tattoo from a mixture of two: not a protection against an administrator, who may write what he likes.
std::string checksum_of(const std::vector<std::pair<std::string_view, std::string>> &values) {
  std::string all;
  for (const auto &[name, text] : values) {
    all += std::string(name) + '=' + text + '\n';
  }
  return "sha256:" + sha256_hex(all);
}

Result<void> write_values(TattooStore &store, const Tattoo &tattoo) {
  auto values = values_of(tattoo);
  values.insert(values.end() - 1, {k_checksum, checksum_of(values)});
  for (const auto &[name, text] : values) {
    if (auto written = store.write(name, text); !written) {
      return written;
    }
  }
  return {};
}

} // namespace

Tattoo tattoo_of(const Explanation &explanation, std::string_view machine, Duration ttl, Duration facts_max_age) {
  Tattoo tattoo{.decision = explanation.decision,
                .acs_ready = explanation.acs_ready,
                .allowed = explanation.allowed,
                .build = explanation.build,
                .reasons = codes_of(explanation.reasons),
                .machine = std::string(machine),
                .policy_name = explanation.policy_name,
                .policy_version = explanation.policy_version,
                .policy_digest = explanation.policy_digest,
                .gate = std::string(gate_version()),
                .evaluated = explanation.evaluated_at,
                .expires = explanation.evaluated_at + ttl,
                .host = explanation.host};
  if (explanation.collected_at) {
    tattoo.expires = std::min(tattoo.expires, *explanation.collected_at + facts_max_age);
  }
  return tattoo;
}

Result<void> write_tattoo(TattooStore &store, const Tattoo &tattoo) {
  auto written = store.invalidate();
  if (written) {
    written = write_values(store, tattoo);
  }
  if (!written) {
    // Both failures have one cause, and the first says it best.
    (void)store.invalidate();
  }
  return written;
}

tl::expected<Tattoo, std::string> parse_tattoo(const TattooValues &values) {
  std::string missing;
  const auto text = [&](std::string_view name) {
    const auto found = values.find(name);
    if (found == values.end()) {
      missing = missing.empty() ? std::string(name) : missing;
      return std::string();
    }
    return found->second;
  };
  Tattoo tattoo{.build = text("Build"),
                .reasons = text("Reasons"),
                .machine = text("MachineGuid"),
                .policy_name = text("PolicyName"),
                .policy_version = text("PolicyVersion"),
                .policy_digest = text("PolicyDigest"),
                .gate = text("Gate"),
                .evaluated = {},
                .expires = {},
                .host = text("Host")};
  const std::string decision_text = text(k_decision);
  const std::string ready_text = text("AcsReady");
  const auto evaluated = parse_timestamp(text("Evaluated"));
  const auto expires = parse_timestamp(text("Expires"));
  const std::string checksum = text(k_checksum);
  tattoo.allowed = text("Allowed") == "true";
  tattoo.acs_ready = ready_text == "true" ? Tri::yes : ready_text == "false" ? Tri::no : Tri::unknown;
  if (!missing.empty()) {
    return tl::unexpected("the tattoo is not complete: it has no " + missing);
  }
  const auto *decision = std::ranges::find_if(k_decisions, [&](Decision known) { return name_of(known) == decision_text; });
  if (decision == std::end(k_decisions) || !evaluated || !expires) {
    return tl::unexpected(std::string("the tattoo holds what no gate has written"));
  }
  tattoo.decision = *decision;
  tattoo.evaluated = *evaluated;
  tattoo.expires = *expires;
  if (checksum != checksum_of(values_of(tattoo))) {
    return tl::unexpected(std::string("the parts of the tattoo do not belong together"));
  }
  return tattoo;
}

std::string distrust(const Tattoo &tattoo, std::string_view machine, std::string_view policy_digest, Timestamp now) {
  if (machine.empty()) {
    return "this machine's MachineGuid can't be read";
  }
  if (lower_ascii(tattoo.machine) != lower_ascii(machine)) {
    return "the tattoo is of another machine (" + printable(tattoo.machine) + ")";
  }
  if (tattoo.policy_digest != policy_digest) {
    return "the tattoo was decided by another policy (" + printable(tattoo.policy_digest) + ")";
  }
  if (now >= tattoo.expires) {
    return "the tattoo has expired at " + to_string(tattoo.expires);
  }
  if (now + k_clock_step < tattoo.evaluated) {
    return "the tattoo is dated in the future (" + to_string(tattoo.evaluated) + ")";
  }
  return {};
}

} // namespace acsgate
