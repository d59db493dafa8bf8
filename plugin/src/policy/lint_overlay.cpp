#include "base/text.hpp"
#include "policy/lint_rules.hpp"

#include <algorithm>

namespace acsgate {

namespace {

/// Compares what an overlay says with what stood there before.
class Repetitions {
public:
  explicit Repetitions(Linter &linter) : m_linter(linter) {}

  void mapping(const Node &own, const Node &base, const std::string &path) { // NOLINT(misc-no-recursion)
    for (const Node::Member &member : own.members) {
      const Node *before = base.find(member.key);
      if (before == nullptr || (path.empty() && (member.key == "extends" || member.key == "schema"))) {
        continue;
      }
      const std::string here = path.empty() ? member.key : path + '.' + member.key;
      if (here == "platforms.rows") {
        rows(member.value, *before);
      } else if (here == "updates") {
        continue; // rows are added; one that was there is an error
      } else if (member.value.kind == Node::Kind::mapping && before->kind == Node::Kind::mapping) {
        mapping(member.value, *before, here);
      } else if (to_canonical_json(member.value) == to_canonical_json(*before)) {
        repeated(member.value.mark, here);
      }
    }
  }

private:
  void rows(const Node &own, const Node &base) { // NOLINT(misc-no-recursion)
    for (const Node &row : own.items) {
      const Node *id = row.find("id");
      const auto before = std::ranges::find_if(base.items, [&](const Node &candidate) {
        const Node *other = candidate.find("id");
        return id != nullptr && other != nullptr && other->text == id->text;
      });
      if (before == base.items.end()) {
        continue;
      }
      const std::string name = "platform row \"" + printable(id->text, 80) + '"';
      if (row.members.size() == 1) {
        m_linter.warn(row.mark, "lint.overlay-changes-nothing", name + " names no key to change",
                      "write the key that changes, or remove the row");
      }
      for (const Node::Member &member : row.members) {
        const Node *old = before->find(member.key);
        if (member.key != "id" && old != nullptr && to_canonical_json(*old) == to_canonical_json(member.value)) {
          repeated(member.value.mark, name + ", " + member.key);
        }
      }
    }
  }

  void repeated(Mark mark, const std::string &what) {
    m_linter.warn(mark, "lint.repeats-base", printable(what, 200) + " repeats what the policy below says already",
                  "remove it, or a later change below will not come through");
  }

  Linter &m_linter;
};

} // namespace

void lint_overlay(Linter &linter) {
  const Overlay &overlay = *linter.overlay();
  const Policy &policy = linter.policy();
  if (policy.digest == overlay.base.policy.digest) {
    linter.warn(overlay.own.mark, "lint.overlay-changes-nothing",
                "the overlay changes nothing: it has the digest of what it extends",
                "use the policy that it extends, or write what shall change");
  } else if (policy.name == overlay.base.policy.name) {
    linter.warn(overlay.own.mark, "lint.name-of-base",
                "the overlay changes the policy but keeps its name, \"" + printable(policy.name, 80) +
                    "\": reports can't tell the two apart",
                "give it a \"name\" of its own");
  }
  Repetitions(linter).mapping(overlay.own, overlay.base.document.root, "");
}

} // namespace acsgate
