#pragma once

#include "gate/explain.hpp"

#include <string>

namespace acsgate::test {

/// A host below the floor that is asked for an ACS build and a legacy build. Tests change what they are about.
inline Explanation sample() {
  const Reason below{Code::os_ubr_below_floor, "Windows build 17763.2114 is below the needed 17763.2210"};
  const Reason held_back{Code::build_acs_held_back, "20.0.0-6690 is an ACS build"};
  Explanation explanation{};
  explanation.host = "WEB01";
  explanation.module = "agent";
  explanation.module_title = "Deep Security Agent";
  explanation.decision = Decision::legacy;
  explanation.acs_ready = Tri::no;
  explanation.allowed = false;
  explanation.highest_outcome = Outcome::refused;
  explanation.build = "20.0.0-4959";
  explanation.asked = {
      {.module = "agent",
       .build = "20.0.0-6690",
       .line = "20.0",
       .acs = Tri::yes,
       .outcome = Outcome::refused,
       .reasons = {held_back}},
      {.module = "agent", .build = "20.0.0-4959", .line = "20.0", .acs = Tri::no, .outcome = Outcome::allowed, .reasons = {}},
  };
  explanation.platform_id = "windows-10-1809";
  explanation.platform_title = "Windows 10 1809 / Windows Server 2019";
  explanation.requirements = {
      {.id = "acs-update",
       .title = "Windows update for ACS signatures",
       .status = Status::fail,
       .reasons = {below},
       .evidence = {{.fact = "os.ubr", .value = std::int64_t{2114}, .needed = ">= 2210", .source = "registry"}},
       .remedy = Remedy{.text = "Install KB5005625 or any later cumulative update", .kb = {5005625}}},
      {.id = "acs-root",
       .title = "Root certificate for ACS signatures",
       .status = Status::pass,
       .reasons = {{Code::cert_root_present, "The root certificate is there"}},
       .evidence = {{.fact = "roots.present", .value = std::string("F400"), .needed = "F400", .source = {}}},
       .remedy = std::nullopt},
  };
  explanation.reasons = {below, held_back};
  explanation.policy_name = "trendmicro-deep-security";
  explanation.policy_version = "2026.11.1";
  explanation.policy_digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  explanation.evaluated_at = *parse_timestamp("2026-11-22T12:30:00Z");
  explanation.collected_at = *parse_timestamp("2026-11-22T10:00:00Z");
  return explanation;
}

/// A host name that no computer should have: markup, a line break, a terminal escape, a bidirectional override.
inline std::string hostile_name() { return "<W&\"'|\n\x1b[31m\xE2\x80\xAE>"; }

} // namespace acsgate::test
