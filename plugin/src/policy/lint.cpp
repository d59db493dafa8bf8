#include "policy/lint.hpp"

#include "base/text.hpp"
#include "policy/lint_rules.hpp"
#include "policy/mistake.hpp"

#include <algorithm>
#include <tuple>

namespace acsgate {

namespace {

/// Takes `:NUMBER` off the end of `text`; false where there is none.
bool take_number(std::string_view &text, std::uint32_t &number) {
  const std::size_t colon = text.rfind(':');
  unsigned long value = 0;
  if (colon == std::string_view::npos || !parse_decimal(text.substr(colon + 1), 0x7FFFFFFFUL, value)) {
    return false;
  }
  number = static_cast<std::uint32_t>(value);
  text.remove_suffix(text.size() - colon);
  return true;
}

} // namespace

Finding finding_of(const Error &error) {
  Finding finding{.severity = Severity::error,
                  .code = error.code.empty() ? mistake::k_unreadable : error.code,
                  .file = error.where,
                  .line = 0,
                  .column = 0,
                  .what = error.what,
                  .fix = error.fix};
  std::string_view rest = error.where;
  if (take_number(rest, finding.column) && take_number(rest, finding.line)) {
    finding.file = rest;
  } else {
    finding.column = 0;
  }
  return finding;
}

Mark Linter::mark(std::initializer_list<std::string_view> path) const {
  const Node *node = &root();
  for (const std::string_view key : path) {
    const Node *next = node->find(key);
    if (next == nullptr) {
      break;
    }
    node = next;
  }
  return node->mark;
}

Mark Linter::row_mark(std::string_view id, std::string_view key) const {
  for (const Node &row : root().find("platforms")->find("rows")->items) {
    if (row.find("id")->text == id) {
      const Node *value = key.empty() ? nullptr : row.find(key);
      return value == nullptr ? row.mark : value->mark;
    }
  }
  return {};
}

Mark Linter::update_mark(std::size_t index) const { return root().find("updates")->items[index].mark; }

void Linter::warn(Mark mark, std::string_view code, std::string what, std::string fix) {
  const auto &files = m_layered.merged.document.files;
  m_found.push_back({mark,
                     {.severity = Severity::warning,
                      .code = code,
                      .file = mark.file < files.size() ? files[mark.file] : std::string(),
                      .line = mark.line,
                      .column = mark.column,
                      .what = std::move(what),
                      .fix = std::move(fix)}});
}

LintResult Linter::take() {
  std::ranges::stable_sort(m_found, {}, [](const Marked &m) { return std::tuple(m.mark.file, m.mark.line, m.mark.column); });
  LintResult result;
  for (Marked &marked : m_found) {
    if (overlay() != nullptr && !is_own(marked.mark)) {
      ++result.inherited;
    } else {
      result.findings.push_back(std::move(marked.finding));
    }
  }
  m_found.clear();
  return result;
}

LintResult lint(const LayeredPolicy &policy, Timestamp now) {
  Linter linter(policy, now);
  lint_dates(linter);
  lint_unused(linter);
  lint_texts(linter);
  if (policy.overlay) {
    lint_overlay(linter);
    lint_loosened(linter);
  }
  return linter.take();
}

} // namespace acsgate
