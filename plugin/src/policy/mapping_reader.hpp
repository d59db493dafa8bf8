#pragma once

#include "base/text.hpp"
#include "base/time.hpp"
#include "base/version.hpp"
#include "facts/facts.hpp"
#include "policy/document.hpp"
#include "policy/mistake.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// Collects what is wrong with a document, with positions, so that an author sees everything at once.
class Complaints {
public:
  explicit Complaints(const Document &document) : m_document(document) {}

  /// `code` must be one of those in mistake.hpp.
  void add(Mark mark, std::string what, std::string fix = {}, std::string_view code = mistake::k_bad_value);
  [[nodiscard]] std::size_t count() const { return m_errors.size(); }
  /// In the order of files and lines; at most 100, then a last one that counts the rest.
  [[nodiscard]] Errors take();

private:
  struct Complaint {
    Mark mark;
    Error error;
  };
  const Document &m_document;
  std::vector<Complaint> m_errors;
};

/// `"key"`, as messages name it.
[[nodiscard]] std::string quoted_name(std::string_view key);
/// What stands there instead of what was expected: `a list`, `a mapping` or the quoted text.
[[nodiscard]] std::string found(const Node &node);

/// Strict typed reading of one value. Each returns nullopt after having complained.
/// `what` names the value in messages: `"min_ubr"`.
[[nodiscard]] std::optional<std::string> read_text(const Node &node, const std::string &what, Complaints &complaints);
[[nodiscard]] std::optional<std::uint32_t> read_number(const Node &node, const std::string &what, Complaints &complaints);
[[nodiscard]] std::optional<bool> read_truth(const Node &node, const std::string &what, Complaints &complaints);
[[nodiscard]] std::optional<Kb> read_kb(const Node &node, const std::string &what, Complaints &complaints);
[[nodiscard]] std::optional<Date> read_date(const Node &node, const std::string &what, Complaints &complaints);

/// Reads the members of one mapping by key, complains about missing and wrong ones, and at the end, in `finish`, about every
/// key that nobody asked for.
class MappingReader {
public:
  /// `what` names the mapping in messages: `platform row`. Complains if `node` is no mapping; then every look-up finds nothing.
  MappingReader(const Node &node, std::string what, Complaints &complaints);

  [[nodiscard]] Mark mark() const { return m_node.mark; }
  [[nodiscard]] bool has(std::string_view key);

  const Node *optional(std::string_view key);
  const Node *required(std::string_view key);

  void text(std::string_view key, std::string &out, bool needed = true);
  void local_text(std::string_view key, LocalText &out, bool needed = false);
  void truth(std::string_view key, bool &out);
  void number(std::string_view key, std::uint32_t &out, bool needed = true);
  void date(std::string_view key, Date &out);
  void date(std::string_view key, std::optional<Date> &out);
  void texts(std::string_view key, std::vector<std::string> &out, bool needed = false);

  /// One of a few words; complains with the list of them.
  template <class T>
  void word(std::string_view key, T &out, const std::vector<std::pair<std::string_view, T>> &words, bool needed = false) {
    const Node *node = needed ? required(key) : optional(key);
    if (node != nullptr) {
      if (const T *found = find_word(*node, key, words)) {
        out = *found;
      }
    }
  }

  /// Complains about unknown keys.
  void finish();

  void complain(std::string what, std::string fix = {}, std::string_view code = mistake::k_bad_value) {
    m_complaints.add(m_node.mark, std::move(what), std::move(fix), code);
  }

private:
  template <class T>
  const T *find_word(const Node &node, std::string_view key, const std::vector<std::pair<std::string_view, T>> &words) {
    std::vector<std::string_view> names;
    for (const auto &[name, value] : words) {
      if (node.kind == Node::Kind::scalar && node.text == name) {
        return &value;
      }
      names.push_back(name);
    }
    complain_word(node, key, names);
    return nullptr;
  }
  void complain_word(const Node &node, std::string_view key, const std::vector<std::string_view> &names);

  const Node &m_node;
  std::string m_what;
  Complaints &m_complaints;
  std::set<std::string_view> m_known;
};

} // namespace acsgate
