#pragma once

#include "policy/lint.hpp"

#include <initializer_list>

namespace acsgate {

/// What the rules of `lint` look at, and where they put what they find.
class Linter {
public:
  Linter(const LayeredPolicy &layered, Timestamp now) : m_layered(layered), m_now(now) {}

  [[nodiscard]] const Policy &policy() const { return m_layered.merged.policy; }
  [[nodiscard]] const Node &root() const { return m_layered.merged.document.root; }
  [[nodiscard]] const Overlay *overlay() const { return m_layered.overlay ? &*m_layered.overlay : nullptr; }
  /// True for what an overlay says itself; false everywhere in a policy that extends none.
  [[nodiscard]] bool is_own(Mark mark) const { return m_layered.overlay && mark.file < m_layered.overlay->own_files; }
  [[nodiscard]] Timestamp now() const { return m_now; }

  /// Where the value at the end of `path` stands; as much of the path as there is.
  [[nodiscard]] Mark mark(std::initializer_list<std::string_view> path) const;
  /// Where `key` of the platform row `id` stands; without a key, or without this key: where the row does.
  [[nodiscard]] Mark row_mark(std::string_view id, std::string_view key = {}) const;
  /// Where the update row with this index into Policy::updates stands.
  [[nodiscard]] Mark update_mark(std::size_t index) const;

  void warn(Mark mark, std::string_view code, std::string what, std::string fix);
  [[nodiscard]] LintResult take();

private:
  struct Marked {
    Mark mark;
    Finding finding;
  };
  const LayeredPolicy &m_layered;
  Timestamp m_now;
  std::vector<Marked> m_found;
};

void lint_dates(Linter &linter);
void lint_unused(Linter &linter);
void lint_texts(Linter &linter);
/// What an overlay says without need.
void lint_overlay(Linter &linter);
/// Where an overlay lets more happen than the policy that it extends.
void lint_loosened(Linter &linter);

} // namespace acsgate
