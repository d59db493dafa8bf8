#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace acsgate {

/// One thing in a capture of Ansible.
struct AnsibleResult {
  enum class Kind {
    json,       ///< a whole JSON object
    unfinished, ///< a JSON object that is cut off
    no_json,    ///< `web02 | UNREACHABLE!`: a result without an object
    foreign,    ///< lines that are nothing of this
  };
  Kind kind = Kind::foreign;
  std::string_view host;   ///< the inventory's name, where the capture tells it
  std::string_view status; ///< `SUCCESS`, `FAILED!`, ...
  std::string_view text;   ///< the object, or the foreign line
  std::size_t line = 1;
  std::size_t column = 1; ///< in bytes
};

/// Finds the results in what Ansible wrote: JSON objects, over one line or many, each alone (`--tree`, fact cache, NDJSON) or
/// behind `web01 | SUCCESS => ` (callbacks minimal and oneline). Notices such as `[WARNING]: ...` are passed over. An object that
/// is cut off ends where the next result starts. Takes time proportional to the text.
class AnsibleResults {
public:
  explicit AnsibleResults(std::string_view text) : m_text(text) {}

  /// Nothing at the end.
  [[nodiscard]] std::optional<AnsibleResult> next();

private:
  [[nodiscard]] bool skip_blanks();
  [[nodiscard]] AnsibleResult object(AnsibleResult result);
  void move_to(std::size_t at);
  void skip_line();

  std::string_view m_text;
  std::size_t m_at = 0;
  std::size_t m_line = 1;
  std::size_t m_line_start = 0;
  bool m_passing_over = false; ///< lines of a notice, or foreign ones after the first
};

} // namespace acsgate
