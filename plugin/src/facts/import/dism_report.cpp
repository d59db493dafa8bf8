#include "facts/import/dism_report.hpp"

#include "base/text.hpp"
#include "facts/capture_text.hpp"

#include <algorithm>
#include <optional>

namespace acsgate {

namespace {

constexpr std::size_t k_max_rows = 20000; ///< as many packages as a facts document may have
constexpr std::size_t k_table_cells = 4;  ///< identity, state, release type, install time
constexpr std::size_t k_list_lines = 3;   ///< after the line of the identity

using ImageVersion = std::array<std::uint32_t, 4>;

/// `10.0.17763.2114`, four numbers and nothing else.
std::optional<ImageVersion> parse_image_version(std::string_view text) {
  ImageVersion version{};
  for (std::size_t part = 0; part < version.size(); ++part) {
    const std::size_t end = std::min(text.find('.'), text.size());
    unsigned long number = 0;
    if ((part + 1 == version.size()) != (end == text.size()) || !parse_decimal(text.substr(0, end), 0x7FFFFFFFUL, number)) {
      return std::nullopt;
    }
    version[part] = static_cast<std::uint32_t>(number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return version;
}

std::string_view after_last(std::string_view text, std::string_view characters) {
  return text.substr(text.find_last_of(characters) + 1);
}

/// `Image Version: 10.0.17763.2114`, `Version de l'image : 10.0.17763.2114`; some languages have a wide colon.
std::optional<ImageVersion> version_of_line(std::string_view line) {
  const std::string_view value = after_last(line, " \t:");
  const std::string_view label = trimmed(line.substr(0, line.size() - value.size()));
  return label.size() > 1 && (label.ends_with(':') || label.ends_with("\uFF1A")) ? parse_image_version(value) : std::nullopt;
}

class Reader {
public:
  Reader(std::string_view text, const std::string &name) : m_rest(text), m_name(name) {}

  Result<DismReport> read() {
    while (!m_rest.empty()) {
      m_line = trimmed(take_line(m_rest));
      ++m_number;
      if (!take()) {
        return tl::unexpected(m_error);
      }
    }
    if (m_report.rows.empty()) {
      return fail("is not a list of packages", k_capture_again);
    }
    if (m_missing > 0) {
      return fail("ends in the middle of a package", k_capture_again);
    }
    if (!m_ended) {
      return fail("is cut off: the sentence that ends DISM's list is missing", k_capture_again);
    }
    return std::move(m_report);
  }

private:
  bool take() {
    const bool blank = m_line.empty();
    if (m_ended) {
      return take_after_end();
    }
    if (m_missing > 0) {
      return take_detail();
    }
    if (blank) {
      m_blank_before = true;
      return true;
    }
    const bool taken = m_line.find('~') != std::string_view::npos ? take_identity() : take_other();
    m_blank_before = false;
    return taken;
  }

  /// A line of a list: `Package Identity : NAME`; of a table: `NAME | Installed | Update | 10/15/2021 9:12 AM`.
  bool take_identity() {
    if (m_line.find('|') != std::string_view::npos) {
      return take_table_row();
    }
    const auto identity = parse_package_identity(after_last(m_line, " \t:"));
    if (!identity) {
      // Before the list, a prompt may show a short path such as C:\Users\ADMINI~1.
      return m_versions == 0 || refuse("is not a whole package identity");
    }
    if (m_line.find(':') == std::string_view::npos) {
      return refuse("is a package identity without its label");
    }
    if (!m_report.rows.empty() && (m_table || !m_blank_before)) {
      return refuse("does not follow the package before");
    }
    m_label = m_line.substr(0, m_line.find(':'));
    m_missing = k_list_lines;
    return add({*identity, {}});
  }

  bool take_table_row() {
    std::array<std::string_view, k_table_cells> cells;
    std::size_t count = 0;
    for (std::string_view rest = m_line;; ++count) {
      const std::size_t bar = rest.find('|');
      if (count < cells.size()) {
        cells[count] = trimmed(rest.substr(0, bar));
      }
      if (bar == std::string_view::npos) {
        break;
      }
      rest.remove_prefix(bar + 1);
    }
    const auto identity = parse_package_identity(cells[0]);
    if (!identity || count + 1 != k_table_cells || cells[1].empty()) {
      return refuse("is not a whole row of DISM's table");
    }
    if (!m_report.rows.empty() && (!m_table || m_blank_before)) {
      return refuse("does not follow the package before");
    }
    m_table = true;
    return add({*identity, cells[1]});
  }

  bool add(const DismRow &row) {
    if (m_versions < 2) {
      return refuse("is a package, but the versions of DISM and of the image are missing before it");
    }
    if (m_report.rows.size() == k_max_rows) {
      m_error = {ErrorKind::input, m_name, "holds more than " + std::to_string(k_max_rows) + " packages",
                 "check that this is one host's list"};
      return false;
    }
    m_report.rows.push_back(row);
    return true;
  }

  /// State, release type and install time of a list; only the time may be empty.
  bool take_detail() {
    const std::size_t colon = m_line.find(':');
    const std::string_view value = colon == std::string_view::npos ? std::string_view() : trimmed(m_line.substr(colon + 1));
    const bool time = m_missing == 1;
    if (colon == std::string_view::npos || m_line.find('~') != std::string_view::npos || (value.empty() && !time)) {
      return refuse("is not the state, release type or install time of the package before");
    }
    if (m_missing == k_list_lines) {
      m_report.rows.back().state = value;
    }
    --m_missing;
    m_blank_before = false;
    return true;
  }

  bool take_other() {
    if (const auto version = version_of_line(m_line)) {
      ++m_versions;
      if (m_versions > 2 || !m_report.rows.empty()) {
        return refuse_second();
      }
      m_report.image_version = *version; // the second one stays
      return true;
    }
    if (m_report.rows.empty()) {
      return true; // the head of the list
    }
    // Any language may end the list, but it does so after an empty line, and not with what begins another package.
    if (!m_blank_before || m_line.find(':') != std::string_view::npos || m_line.find('|') != std::string_view::npos ||
        (!m_label.empty() && m_label.starts_with(m_line))) {
      return refuse("is not expected in DISM's list of packages");
    }
    m_ended = true;
    return true;
  }

  bool take_after_end() {
    const bool package = parse_package_identity(after_last(m_line, " \t:")) || m_line.find('|') != std::string_view::npos;
    return (!version_of_line(m_line) && !package) || refuse_second();
  }

  bool refuse(const std::string &what) {
    const std::string line = m_line.empty() ? "an empty line" : '"' + printable(m_line, 80) + '"';
    m_error = {ErrorKind::input, m_name + ':' + std::to_string(m_number), line + ' ' + what, k_capture_again};
    return false;
  }

  bool refuse_second() {
    m_error = {ErrorKind::input, m_name + ':' + std::to_string(m_number), "a second capture begins here",
               "put the output of each host and of each run into a file of its own"};
    return false;
  }

  [[nodiscard]] Result<DismReport> fail(std::string what, std::string fix) const {
    return tl::unexpected(Error{ErrorKind::input, m_name, std::move(what), std::move(fix)});
  }

  static constexpr const char *k_capture_again =
      "run dism /english /online /get-packages as administrator and redirect all it prints to a file";

  std::string_view m_rest;
  const std::string &m_name;
  std::string_view m_line;
  std::size_t m_number = 0;
  std::size_t m_versions = 0;
  std::size_t m_missing = 0; ///< lines of the package that are still to come
  std::string_view m_label;  ///< what stands before the identities of a list
  bool m_blank_before = false;
  bool m_table = false;
  bool m_ended = false;
  DismReport m_report;
  Error m_error;
};

} // namespace

Result<DismReport> read_dism_report(std::string_view text, const std::string &name) { return Reader(text, name).read(); }

} // namespace acsgate
