#include "policy/lint_rules.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::string_view k_fix = "make sure that this is meant, and see with \"acsgate policy diff\" which hosts it changes";

template <class Rows> auto find_row(const Rows &rows, const std::string &id) {
  const auto row = std::ranges::find_if(rows, [&](const auto &candidate) { return candidate.id == id; });
  return row == rows.end() ? nullptr : &*row;
}

template <class T> bool holds(const std::vector<T> &values, const T &value) {
  return std::ranges::find(values, value) != values.end();
}

class Loosened {
public:
  Loosened(Linter &linter, const Policy &base) : m_linter(linter), m_policy(linter.policy()), m_base(base) {}

  void look() {
    general();
    for (const Requirement &requirement : m_policy.requirements) {
      if (const Requirement *before = find_row(m_base.requirements, requirement.id)) {
        look(*before, requirement);
      }
    }
    for (const Platform &platform : m_policy.platforms) {
      if (const Platform *before = find_row(m_base.platforms, platform.id)) {
        look(*before, platform);
      }
    }
    for (const Product &product : m_policy.products) {
      if (const Product *before = find_row(m_base.products, product.id)) {
        look(*before, product);
      }
    }
  }

private:
  void warn(Mark mark, const std::string &what) {
    if (!m_linter.is_own(mark)) {
      mark = m_linter.overlay()->own.mark; // the overlay did it, if only by a row elsewhere
    }
    m_linter.warn(mark, "lint.loosened", "looser than the policy below: " + what, std::string(k_fix));
  }

  void general() {
    if (m_policy.facts_max_age > m_base.facts_max_age) {
      warn(m_linter.mark({"facts_max_age"}),
           "facts count for " + to_string(m_policy.facts_max_age) + " instead of " + to_string(m_base.facts_max_age));
    }
    if (m_policy.on_unknown == OnUnknown::legacy && m_base.on_unknown == OnUnknown::hold) {
      warn(m_linter.mark({"on_unknown"}), "hosts of which too little is known may have legacy builds");
    }
    if (m_policy.legacy_until > m_base.legacy_until) {
      warn(m_linter.mark({"legacy_until"}), "builds released before " + to_string(m_policy.legacy_until) + " instead of " +
                                                to_string(m_base.legacy_until) + " count as legacy builds");
    }
  }

  void look(const Requirement &before, const Requirement &now) {
    const std::string name = "requirement \"" + now.id + "\" ";
    const auto at = [&](std::string_view key) { return m_linter.mark({"requirements", now.id, key}); };
    if (now.waivable && !before.waivable) {
      warn(at("waivable"), name + "may be waived");
    }
    if (now.on_pending == Effect::legacy && before.on_pending == Effect::hold) {
      warn(at("on_pending"), name + "no longer holds hosts whose update waits for a restart: they may have legacy builds");
    }
    if (now.on_fail == Effect::legacy && before.on_fail == Effect::hold) {
      warn(at("on_fail"), name + "no longer holds hosts that fail it: they may have legacy builds");
    }
    if (now.evidence != before.evidence) {
      warn(at("evidence"), name + "asks other evidence, or in another order: what failed before may pass");
    }
    if (now.sha1 != before.sha1 || now.sha256 != before.sha256) {
      warn(at("root_certificate"), name + "is met by another certificate");
    }
    for (const std::string &signal : before.signals) {
      if (!holds(now.signals, signal)) {
        warn(at("no_pending_reboot"), std::string(name).append("no longer heeds the restart signal ").append(signal));
      }
    }
  }

  void look(const Platform &before, const Platform &now) {
    const std::string name = "platform \"" + now.id + "\" ";
    const auto at = [&](std::string_view key) { return m_linter.row_mark(now.id, key); };
    if (now.capability == Capability::native && before.capability != Capability::native) {
      warn(at("native"), name + "counts as able at every revision");
    } else if (now.capability == Capability::floor && before.capability == Capability::never) {
      warn(at("min_ubr"), name + "counts as able from revision " + std::to_string(now.min_ubr) + " on instead of never");
    } else if (now.capability == Capability::floor && before.capability == Capability::floor) {
      look_at_floor(before, now, name);
    }
    if (now.and_later && !before.and_later) {
      warn(at("and_later"), name + "holds for later builds too");
    }
    if (now.type == OsType::unknown && before.type != OsType::unknown) {
      warn(at("type"), name + "holds for client and server alike");
    }
  }

  void look_at_floor(const Platform &before, const Platform &now, const std::string &name) {
    if (now.min_ubr < before.min_ubr) {
      warn(m_linter.row_mark(now.id, "min_ubr"),
           name + "needs revision " + std::to_string(now.min_ubr) + " instead of " + std::to_string(before.min_ubr));
    }
    std::vector<Kb> proofs = now.rollup_proofs;
    proofs.insert(proofs.end(), now.security_only_proofs.begin(), now.security_only_proofs.end());
    std::erase_if(proofs, [&](Kb kb) { return !is_new_proof(before, now, kb); });
    if (!proofs.empty()) {
      const Mark named = m_linter.row_mark(now.id, "proof_kb");
      warn(m_linter.is_own(named) ? named : m_linter.row_mark(now.id, "min_ubr"),
           name + "takes KB" + std::to_string(proofs.front()) +
               (proofs.size() > 1 ? " and " + std::to_string(proofs.size() - 1) + " more KBs" : "") +
               " for a proof, which the policy below does not");
    }
  }

  /// A KB that the base knows and does not take for a proof, or that only the overlay's row names. Updates that are newer than
  /// the base's table are proofs in the ordinary way.
  [[nodiscard]] bool is_new_proof(const Platform &before, const Platform &now, Kb kb) const {
    if (std::ranges::binary_search(before.rollup_proofs, kb) || std::ranges::binary_search(before.security_only_proofs, kb)) {
      return false;
    }
    return holds(now.proof_kb, kb) || std::ranges::any_of(m_base.updates, [&](const Update &update) {
             return update.build == before.build && update.kb == kb;
           });
  }

  void look(const Product &before, const Product &now) {
    const std::string name = "product \"" + now.id + "\" ";
    for (const std::size_t index : before.requires_) {
      const std::string &id = m_base.requirements[index].id;
      const bool kept = std::ranges::any_of(now.requires_, [&](std::size_t own) { return m_policy.requirements[own].id == id; });
      if (!kept) {
        warn(m_linter.mark({"products", now.id, "requires"}),
             std::string(name).append("no longer requires \"").append(id).append("\""));
      }
    }
    if (now.artifact_leads != ArtifactLeads::neither && before.artifact_leads == ArtifactLeads::neither) {
      warn(m_linter.mark({"products", now.id, "artifact_leads"}),
           name + "decides where a file's signature and its build disagree, which is unknown in the policy below");
    }
    for (const Line &line : now.lines) {
      if (const Line *old = find_row(before.lines, line.id)) {
        look_at_line(*old, line, now);
      }
    }
    if (now.release_rule && before.release_rule &&
        (now.release_rule->legacy_before > before.release_rule->legacy_before ||
         now.release_rule->acs_from > before.release_rule->acs_from)) {
      warn(m_linter.mark({"products", now.id, "release_rule"}),
           name + "takes builds of later dates for legacy builds, or not for ACS builds");
    }
  }

  void look_at_line(const Line &before, const Line &now, const Product &product) {
    const std::string name = "line " + now.id + " of product \"" + product.id + "\" ";
    const auto at = [&](std::string_view key) { return m_linter.mark({"products", product.id, "lines", now.id, key}); };
    if (compare(now.first_acs, before.first_acs, 0) > 0) {
      warn(at("first_acs"), name + "counts builds from " + to_string(before.first_acs) + " to below " + to_string(now.first_acs) +
                                " as legacy builds: they would go to hosts that can't run them");
    }
    for (const std::uint32_t patch : before.patches) {
      if (!holds(now.patches, patch)) {
        warn(at("patches"), name + "no longer has patch level " + std::to_string(patch) +
                                ": three-part builds of it would be taken for another level");
      }
    }
    const bool wider = !before.platforms.empty() &&
                       (now.platforms.empty() || std::ranges::any_of(now.platforms, [&](const std::string &platform) {
                          return !holds(before.platforms, platform);
                        }));
    if (wider) {
      warn(at("platforms"), name + "may go to platforms that the vendor did not support");
    }
  }

  Linter &m_linter;
  const Policy &m_policy;
  const Policy &m_base;
};

} // namespace

void lint_loosened(Linter &linter) { Loosened(linter, linter.overlay()->base.policy).look(); }

} // namespace acsgate
