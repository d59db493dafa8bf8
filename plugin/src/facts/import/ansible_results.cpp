#include "facts/import/ansible_results.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace acsgate {

namespace {

/// `web01 | SUCCESS => {` and its parts.
struct Heading {
  std::string_view host;
  std::string_view status;
  std::size_t object = std::string_view::npos; ///< where the object starts, if there is one
};

std::optional<Heading> heading_of(std::string_view line) {
  static constexpr std::string_view k_bar = " | ";
  static constexpr std::string_view k_arrow = " => ";
  static constexpr std::string_view k_statuses[] = {"SUCCESS",     "CHANGED",      "FAILED", "FAILED!",
                                                    "UNREACHABLE", "UNREACHABLE!", "SKIPPED"};
  const std::size_t bar = line.find(k_bar);
  if (bar == std::string_view::npos || bar == 0) {
    return std::nullopt;
  }
  const std::size_t start = bar + k_bar.size();
  const std::size_t end = std::min(line.find_first_of(" \r", start), line.size());
  Heading heading{line.substr(0, bar), line.substr(start, end - start)};
  if (std::ranges::find(k_statuses, heading.status) == std::end(k_statuses)) {
    return std::nullopt;
  }
  if (line.substr(end).starts_with(k_arrow) && line.substr(end + k_arrow.size()).starts_with('{')) {
    heading.object = end + k_arrow.size();
  }
  return heading;
}

/// As much of the line as a heading or a message can need.
std::string_view line_at(std::string_view text, std::size_t at) {
  static constexpr std::size_t k_enough = 4096;
  const std::string_view line = text.substr(at, k_enough);
  return line.substr(0, line.find('\n'));
}

/// True where another result starts, so that the object before it is cut off. A JSON object over many lines has no such line:
/// its lines are indented, or are brackets.
bool starts_result(std::string_view text, std::size_t at) {
  static constexpr std::string_view k_json = " \t\r\n{}[]\",:-0123456789"; // letters are left to the heading
  if (at >= text.size()) {
    return false;
  }
  return text.substr(at).starts_with("{\"") || (k_json.find(text[at]) == std::string_view::npos && heading_of(line_at(text, at)));
}

/// `[WARNING]: ` and the like, which Ansible writes in many lines.
bool is_notice(std::string_view line) {
  return line.starts_with('[') && line.size() > 1 && line[1] >= 'A' && line[1] <= 'Z' &&
         line.find("]:") != std::string_view::npos;
}

constexpr auto k_matters = [] {
  std::array<bool, 256> matters{};
  for (const char c : {'"', '\\', '{', '}', '[', ']', '\n'}) {
    matters[static_cast<unsigned char>(c)] = true;
  }
  return matters;
}();

} // namespace

void AnsibleResults::move_to(std::size_t at) {
  const std::string_view passed = m_text.substr(m_at, at - m_at);
  for (std::size_t end = passed.find('\n'); end != std::string_view::npos; end = passed.find('\n', end + 1)) {
    ++m_line;
    m_line_start = m_at + end + 1;
  }
  m_at = at;
}

void AnsibleResults::skip_line() { move_to(std::min(m_text.find('\n', m_at), m_text.size() - 1) + 1); }

bool AnsibleResults::skip_blanks() {
  const std::size_t next = m_text.find_first_not_of(" \t\r\n", m_at);
  move_to(std::min(next, m_text.size()));
  return m_at < m_text.size();
}

AnsibleResult AnsibleResults::object(AnsibleResult result) {
  result.line = m_line;
  result.column = m_at - m_line_start + 1;
  const std::size_t start = m_at;
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t at = start; at < m_text.size(); ++at) {
    const char c = m_text[at];
    if (!k_matters[static_cast<unsigned char>(c)]) {
      continue;
    }
    if (c == '\n' && (quoted || starts_result(m_text, at + 1))) {
      result.kind = AnsibleResult::Kind::unfinished;
      move_to(at + 1);
      return result;
    }
    if (quoted) {
      const bool escapes = c == '\\' && at + 1 < m_text.size() && m_text[at + 1] != '\n';
      at += escapes ? 1 : 0;
      quoted = c != '"';
      continue;
    }
    quoted = c == '"';
    depth += c == '{' || c == '[' ? 1 : 0;
    depth -= c == '}' || c == ']' ? 1 : 0;
    if (depth == 0) {
      result.kind = AnsibleResult::Kind::json;
      result.text = m_text.substr(start, at + 1 - start);
      move_to(at + 1);
      return result;
    }
  }
  result.kind = AnsibleResult::Kind::unfinished;
  move_to(m_text.size());
  return result;
}

std::optional<AnsibleResult> AnsibleResults::next() {
  while (skip_blanks()) {
    AnsibleResult result;
    // Behind foreign lines an indented object is a piece of another one.
    if (m_text[m_at] == '{' && (!m_passing_over || m_at == m_line_start)) {
      m_passing_over = false;
      return object(result);
    }
    const std::string_view line = line_at(m_text, m_at);
    if (const auto heading = heading_of(line)) {
      m_passing_over = false;
      result.host = heading->host;
      result.status = heading->status;
      if (heading->object != std::string_view::npos) {
        m_at += heading->object;
        return object(result);
      }
      result.kind = AnsibleResult::Kind::no_json;
      result.line = m_line;
      m_passing_over = true; // output of a command that follows
      skip_line();
      return result;
    }
    result.text = trimmed(line);
    result.line = m_line;
    result.column = m_at - m_line_start + 1;
    const bool foreign = !m_passing_over && !is_notice(line);
    m_passing_over = true;
    skip_line();
    if (foreign) {
      return result;
    }
  }
  return std::nullopt;
}

} // namespace acsgate
