#include "policy/mapping_reader.hpp"

#include "facts/fact_values.hpp"

#include <algorithm>
#include <tuple>

namespace acsgate {

namespace {

constexpr std::size_t k_max_errors = 100;

} // namespace

std::string found(const Node &node) {
  switch (node.kind) {
  case Node::Kind::sequence:
    return "a list";
  case Node::Kind::mapping:
    return "a mapping";
  case Node::Kind::scalar:
    break;
  }
  return quoted_name(node.text);
}

std::string quoted_name(std::string_view key) { return '"' + printable(key, 80) + '"'; }

void Complaints::add(Mark mark, std::string what, std::string fix, std::string_view code) {
  m_errors.push_back({mark, {ErrorKind::policy, m_document.where(mark), std::move(what), std::move(fix), code}});
}

Errors Complaints::take() {
  std::ranges::stable_sort(m_errors, {}, [](const Complaint &c) { return std::tuple(c.mark.file, c.mark.line, c.mark.column); });
  Errors errors;
  for (Complaint &complaint : m_errors) {
    if (errors.size() == k_max_errors) {
      errors.push_back(
          {ErrorKind::policy, "", "and " + std::to_string(m_errors.size() - k_max_errors) + " more", "", mistake::k_more});
      break;
    }
    errors.push_back(std::move(complaint.error));
  }
  m_errors.clear();
  return errors;
}

std::optional<std::string> read_text(const Node &node, const std::string &what, Complaints &complaints) {
  if (node.kind != Node::Kind::scalar) {
    complaints.add(node.mark, what + " must be text, not " + found(node));
    return std::nullopt;
  }
  if (node.text.empty()) {
    complaints.add(node.mark, what + " must not be empty");
    return std::nullopt;
  }
  return node.text;
}

std::optional<std::uint32_t> read_number(const Node &node, const std::string &what, Complaints &complaints) {
  unsigned long value = 0;
  if (node.kind == Node::Kind::scalar && node.plain && parse_decimal(node.text, 0x7FFFFFFFUL, value)) {
    return static_cast<std::uint32_t>(value);
  }
  complaints.add(node.mark, what + " must be a whole number from 0 to 2147483647, not " + found(node),
                 "write decimal digits without quotes, sign or leading zeros");
  return std::nullopt;
}

std::optional<bool> read_truth(const Node &node, const std::string &what, Complaints &complaints) {
  if (node.kind == Node::Kind::scalar && node.plain && (node.text == "true" || node.text == "false")) {
    return node.text == "true";
  }
  complaints.add(node.mark, what + " must be true or false, not " + found(node));
  return std::nullopt;
}

std::optional<Kb> read_kb(const Node &node, const std::string &what, Complaints &complaints) {
  if (node.kind == Node::Kind::scalar) {
    // Facts may come in any case; a policy is written one way.
    if (const auto kb = parse_kb(node.text); kb && node.text.starts_with("KB")) {
      return kb;
    }
  }
  complaints.add(node.mark, what + " must hold KB numbers such as KB5005625, not " + found(node));
  return std::nullopt;
}

std::optional<Date> read_date(const Node &node, const std::string &what, Complaints &complaints) {
  if (node.kind == Node::Kind::scalar) {
    if (const auto date = parse_date(node.text)) {
      return date;
    }
  }
  complaints.add(node.mark, what + " must be a date that exists, as YYYY-MM-DD, not " + found(node));
  return std::nullopt;
}

MappingReader::MappingReader(const Node &node, std::string what, Complaints &complaints)
    : m_node(node), m_what(std::move(what)), m_complaints(complaints) {
  if (node.kind != Node::Kind::mapping) {
    complain(m_what + " must be a mapping (key: value), not " + found(node));
  }
}

bool MappingReader::has(std::string_view key) { return optional(key) != nullptr; }

const Node *MappingReader::optional(std::string_view key) {
  m_known.insert(key);
  return m_node.find(key);
}

const Node *MappingReader::required(std::string_view key) {
  const Node *node = optional(key);
  if (node == nullptr && m_node.kind == Node::Kind::mapping) {
    complain(m_what + " lacks " + quoted_name(key), "add it", mistake::k_missing_key);
  }
  return node;
}

void MappingReader::text(std::string_view key, std::string &out, bool needed) {
  if (const Node *node = needed ? required(key) : optional(key)) {
    out = read_text(*node, quoted_name(key), m_complaints).value_or("");
  }
}

void MappingReader::local_text(std::string_view key, LocalText &out, bool needed) {
  if (const Node *node = needed ? required(key) : optional(key)) {
    MappingReader reader(*node, quoted_name(key), m_complaints);
    reader.text("en", out.en);
    reader.text("ja", out.ja);
    reader.finish();
  }
}

void MappingReader::truth(std::string_view key, bool &out) {
  if (const Node *node = optional(key)) {
    out = read_truth(*node, quoted_name(key), m_complaints).value_or(out);
  }
}

void MappingReader::number(std::string_view key, std::uint32_t &out, bool needed) {
  if (const Node *node = needed ? required(key) : optional(key)) {
    out = read_number(*node, quoted_name(key), m_complaints).value_or(0);
  }
}

void MappingReader::date(std::string_view key, Date &out) {
  if (const Node *node = required(key)) {
    out = read_date(*node, quoted_name(key), m_complaints).value_or(Date{});
  }
}

void MappingReader::date(std::string_view key, std::optional<Date> &out) {
  if (const Node *node = optional(key)) {
    out = read_date(*node, quoted_name(key), m_complaints).value_or(Date{});
  }
}

void MappingReader::texts(std::string_view key, std::vector<std::string> &out, bool needed) {
  const Node *node = needed ? required(key) : optional(key);
  if (node == nullptr) {
    return;
  }
  if (node->kind != Node::Kind::sequence) {
    m_complaints.add(node->mark, quoted_name(key) + " must be a list, not " + found(*node), "write it as [a, b]");
    return;
  }
  for (const Node &item : node->items) {
    auto text = read_text(item, "an entry of " + quoted_name(key), m_complaints);
    if (!text) {
      continue;
    }
    if (std::ranges::find(out, *text) != out.end()) {
      m_complaints.add(item.mark, quoted_name(key) + " names " + quoted_name(*text) + " twice", "remove one of the two",
                       mistake::k_duplicate);
    }
    out.push_back(std::move(*text));
  }
}

void MappingReader::complain_word(const Node &node, std::string_view key, const std::vector<std::string_view> &names) {
  std::string list;
  for (const std::string_view name : names) {
    list += (list.empty() ? "" : ", ") + std::string(name);
  }
  m_complaints.add(node.mark, quoted_name(key) + " must be one of " + list + ", not " + found(node) +
                                  (node.kind == Node::Kind::scalar ? did_you_mean(node.text, names) : ""));
}

void MappingReader::finish() {
  const std::vector<std::string_view> names(m_known.begin(), m_known.end());
  for (const Node::Member &member : m_node.members) {
    if (!m_known.contains(member.key)) {
      m_complaints.add(member.mark, m_what + " has no key " + quoted_name(member.key) + did_you_mean(member.key, names), {},
                       mistake::k_unknown_key);
    }
  }
}

} // namespace acsgate
