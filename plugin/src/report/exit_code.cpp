#include "report/exit_code.hpp"

namespace acsgate {

namespace {

int standard_code(Decision decision) {
  switch (decision) {
  case Decision::acs:
  case Decision::not_applicable:
    return 0;
  case Decision::legacy:
    return 10;
  case Decision::hold:
    return 11;
  case Decision::unknown:
    break;
  }
  return 12;
}

int standard_code(Outcome outcome) {
  switch (outcome) {
  case Outcome::allowed:
    return 0;
  case Outcome::refused:
    return 10;
  case Outcome::held:
    return 11;
  case Outcome::unknown:
    break;
  }
  return 12;
}

/// States of monitoring plugins: OK, WARNING, CRITICAL, UNKNOWN.
int nagios_code(Decision decision) {
  switch (decision) {
  case Decision::acs:
  case Decision::not_applicable:
    return 0;
  case Decision::legacy:
    return 1;
  case Decision::hold:
    return 2;
  case Decision::unknown:
    break;
  }
  return 3;
}

int distinct_code(Decision decision) {
  switch (decision) {
  case Decision::acs:
    return 100;
  case Decision::legacy:
    return 101;
  case Decision::hold:
    return 102;
  case Decision::not_applicable:
    return 104;
  case Decision::unknown:
    break;
  }
  return 103;
}

int standard_code(ErrorKind kind) {
  switch (kind) {
  case ErrorKind::policy:
    return 20;
  case ErrorKind::usage:
    return 21;
  case ErrorKind::timeout:
    return 23;
  case ErrorKind::input:
    break;
  }
  return 22;
}

} // namespace

std::optional<ExitProfile> parse_exit_profile(std::string_view name) {
  if (name == "default") {
    return ExitProfile::standard;
  }
  if (name == "zero") {
    return ExitProfile::zero;
  }
  if (name == "nagios") {
    return ExitProfile::nagios;
  }
  if (name == "remediation") {
    return ExitProfile::remediation;
  }
  if (name == "distinct") {
    return ExitProfile::distinct;
  }
  return std::nullopt;
}

int exit_code(const Explanation &explanation, ExitProfile profile) {
  return profile == ExitProfile::standard && explanation.highest_outcome ? standard_code(*explanation.highest_outcome)
                                                                         : exit_code(explanation.decision, profile);
}

int exit_code(Decision decision, ExitProfile profile) {
  switch (profile) {
  case ExitProfile::zero:
    return 0;
  case ExitProfile::nagios:
    return nagios_code(decision);
  case ExitProfile::remediation:
    return decision == Decision::acs || decision == Decision::not_applicable ? 0 : 1;
  case ExitProfile::distinct:
    return distinct_code(decision);
  case ExitProfile::standard:
    break;
  }
  return standard_code(decision);
}

int exit_code(ErrorKind kind, ExitProfile profile) {
  switch (profile) {
  case ExitProfile::nagios:
    return 3;
  case ExitProfile::remediation:
    return 2;
  case ExitProfile::standard:
  case ExitProfile::zero:
  case ExitProfile::distinct:
    break;
  }
  return standard_code(kind);
}

} // namespace acsgate
