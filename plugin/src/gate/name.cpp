#include "gate/name.hpp"

#include "gate/code_table.hpp"

namespace acsgate {

std::string_view name_of(Decision decision) {
  switch (decision) {
  case Decision::acs:
    return "acs";
  case Decision::legacy:
    return "legacy";
  case Decision::hold:
    return "hold";
  case Decision::unknown:
    return "unknown";
  case Decision::not_applicable:
    return "not-applicable";
  }
  return "unknown";
}

std::string_view name_of(Status status) {
  switch (status) {
  case Status::pass:
    return "pass";
  case Status::fail:
    return "fail";
  case Status::unknown:
    return "unknown";
  case Status::waived:
    return "waived";
  case Status::not_applicable:
    return "not-applicable";
  }
  return "unknown";
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
  case Outcome::allowed:
    return "allowed";
  case Outcome::refused:
    return "refused";
  case Outcome::held:
    return "held";
  case Outcome::unknown:
    return "unknown";
  }
  return "unknown";
}

std::string_view name_of(Code code) { return row_of(code).name; }

} // namespace acsgate
