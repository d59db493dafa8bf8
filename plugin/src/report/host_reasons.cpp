#include "report/host_reasons.hpp"

#include <algorithm>
#include <iterator>

namespace acsgate {

std::vector<Reason> host_reasons(const Explanation &explanation) {
  CodeSet told;
  const auto note = [&](const auto &explained) {
    for (const Reason &reason : explained.reasons) {
      told.add(reason.code);
    }
  };
  std::ranges::for_each(explanation.requirements, note);
  std::ranges::for_each(explanation.asked, note);
  std::vector<Reason> rest;
  std::ranges::copy_if(explanation.reasons, std::back_inserter(rest),
                       [&](const Reason &reason) { return !told.has(reason.code); });
  return rest;
}

} // namespace acsgate
