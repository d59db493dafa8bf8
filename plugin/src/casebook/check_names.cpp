#include "casebook/casebook.hpp"

#include "policy/decode.hpp"

#include <algorithm>

namespace acsgate {

namespace {

class NameCheck {
public:
  NameCheck(const Policy &policy, Complaints &complaints) : m_policy(policy), m_complaints(complaints) {}

  void check(const Case &tested) {
    check_module(tested);
    for (const CaseName &name : tested.waived) {
      check("requirement", name, m_policy.requirements);
    }
    for (const ExpectedRequirement &requirement : tested.expected.requirements) {
      check("requirement", requirement.id, m_policy.requirements);
    }
    if (tested.expected.platform && !tested.expected.platform->text.empty()) {
      check("platform", *tested.expected.platform, m_policy.platforms);
    }
  }

private:
  template <class Rows> void check(std::string_view kind, const CaseName &name, const Rows &rows) {
    if (std::ranges::find(rows, name.text, &Rows::value_type::id) == rows.end()) {
      complain_unknown(name.mark, kind, name.text, rows, m_complaints);
    }
  }

  void check_module(const Case &tested) {
    const Product *product = m_policy.find_product(tested.module.text);
    if (product == nullptr) {
      complain_unknown(tested.module.mark, "module", tested.module.text, m_policy.products, m_complaints);
    } else if (!tested.asks.empty() && !tested.asks.front().build && !product->release_rule) {
      m_complaints.add(tested.mark, "\"released\" needs \"ask\" for module " + product->id,
                       "name the build that was released then");
    }
  }

  const Policy &m_policy;
  Complaints &m_complaints;
};

} // namespace

Errors check_names(const Casebook &casebook, const Policy &policy) {
  Complaints complaints(casebook.document);
  NameCheck names(policy, complaints);
  std::ranges::for_each(casebook.cases, [&](const Case &tested) { names.check(tested); });
  return complaints.take();
}

} // namespace acsgate
