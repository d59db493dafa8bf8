#include "casebook/coverage.hpp"

#include "gate/build_class.hpp"
#include "gate/name.hpp"
#include "gate/update_evidence.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Coverage::Part::count)> k_names = {
    "platform rows", "statuses of requirements", "products", "sides of lines", "sides of release rules", "proving updates",
};
constexpr std::array<Status, 3> k_covered_statuses = {Status::pass, Status::fail, Status::unknown};
constexpr std::array<std::string_view, 3> k_releases = {"before legacy_before", "between the dates", "from acs_from on"};

std::size_t index_of(Tri acs) { return static_cast<std::size_t>(acs); }

} // namespace

Coverage::Coverage(const Policy &policy) : m_policy(policy) {
  for (std::size_t row = 0; row < policy.platforms.size(); ++row) {
    const Platform &platform = policy.platforms[row];
    add(Part::platform, row, 0, "platform " + platform.id);
    for (const auto *proofs : {&platform.rollup_proofs, &platform.security_only_proofs}) {
      for (const Kb kb : *proofs) {
        add(Part::proof, row, kb, "proof " + platform.id + " KB" + std::to_string(kb));
      }
    }
  }
  for (std::size_t row = 0; row < policy.requirements.size(); ++row) {
    for (const Status status : k_covered_statuses) {
      add(Part::requirement, row, static_cast<std::size_t>(status),
          "requirement " + policy.requirements[row].id + ' ' + std::string(name_of(status)));
    }
  }
  for (std::size_t row = 0; row < policy.products.size(); ++row) {
    const Product &product = policy.products[row];
    add(Part::product, row, 0, "product " + product.id);
    for (std::size_t line = 0; line < product.lines.size(); ++line) {
      const std::string name = "line " + product.id + ' ' + product.lines[line].id;
      add(Part::line, row, 2 * line + index_of(Tri::no), name + " below first_acs");
      add(Part::line, row, 2 * line + index_of(Tri::yes), name + " at or above first_acs");
    }
    for (std::size_t side = 0; product.release_rule && side < k_releases.size(); ++side) {
      add(Part::release_rule, row, side, "release rule of " + product.id + ' ' + std::string(k_releases.at(side)));
    }
  }
}

void Coverage::touch_item(Part part, std::size_t row, std::size_t detail) {
  if (const auto item = m_items.find({part, row, detail}); item != m_items.end()) {
    item->second.touched = true;
  }
}

/// A KB counts where it decided: in a list of several only one is known to.
void Coverage::touch_proof(const Case &tested, const Verdict &verdict, std::size_t platform) {
  const auto decided = [&](const RequirementVerdict &requirement) {
    return requirement.decided_by && requirement.status == Status::pass && requirement.codes.has(Code::update_kb_proves);
  };
  if (std::any_of(verdict.requirements.begin(),
                  verdict.requirements.begin() + static_cast<std::ptrdiff_t>(verdict.requirement_count), decided)) {
    const UpdateFindings findings = find_updates(m_policy.platforms[platform], tested.facts->get().updates);
    touch_item(Part::proof, platform, findings.list_proof != 0 ? findings.list_proof : findings.installed_proof_package);
  }
}

void Coverage::touch_asks(const Case &tested, std::size_t product, const Verdict &verdict) {
  const Product &asked = m_policy.products[product];
  for (std::size_t index = 0; index < verdict.asked_count; ++index) {
    const Ask &ask = tested.asks[index];
    const Tri acs = verdict.asked.at(index).acs;
    if (asked.release_rule) {
      touch_item(Part::release_rule, product, acs == Tri::no ? 0 : acs == Tri::yes ? 2 : 1);
    } else if (const Line *line = ask.build ? line_of(asked, *ask.build) : nullptr; line != nullptr && acs != Tri::unknown) {
      touch_item(Part::line, product, 2 * static_cast<std::size_t>(line - asked.lines.data()) + index_of(acs));
    }
  }
}

void Coverage::touch(const Case &tested, const Product &product, const Verdict &verdict) {
  const auto index = static_cast<std::size_t>(&product - m_policy.products.data());
  touch_item(Part::product, index, 0);
  touch_asks(tested, index, verdict);
  for (std::size_t at = 0; at < verdict.requirement_count; ++at) {
    touch_item(Part::requirement, product.requires_[at], static_cast<std::size_t>(verdict.requirements.at(at).status));
  }
  // A product that requires nothing is not judged by the platform, so such a case tests nothing about the row.
  if (verdict.platform && verdict.requirement_count > 0) {
    touch_item(Part::platform, *verdict.platform, 0);
    touch_proof(tested, verdict, *verdict.platform);
  }
}

std::vector<Coverage::Count> Coverage::counts() const {
  std::vector<Count> counts;
  counts.reserve(k_names.size());
  for (const std::string_view name : k_names) {
    counts.push_back({.name = name});
  }
  for (const auto &[key, item] : m_items) {
    Count &count = counts.at(static_cast<std::size_t>(std::get<Part>(key)));
    ++count.total;
    count.touched += item.touched ? 1 : 0;
  }
  return counts;
}

std::vector<std::string> Coverage::untouched() const {
  std::vector<std::string> names;
  for (const auto &[key, item] : m_items) {
    if (!item.touched) {
      names.push_back(item.name);
    }
  }
  return names;
}

} // namespace acsgate
