#include "rollout/rollout_values.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_decimals = 6;
constexpr unsigned long k_millionth = 1'000'000;

/// `HH:MM`
std::optional<Duration> parse_clock(std::string_view text) {
  const auto time = parse_timestamp("1970-01-01T" + std::string(text) + ":00Z");
  return time && text.size() == 5 ? std::optional(time->time_since_epoch()) : std::nullopt;
}

} // namespace

std::optional<Share> parse_percent(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  unsigned long whole = 0;
  if (!parse_decimal(text.substr(0, point), 100, whole)) {
    return std::nullopt;
  }
  Share share = whole * k_millionth;
  if (point < text.size()) {
    const std::string_view decimals = text.substr(point + 1);
    if (decimals.empty() || decimals.size() > k_decimals || decimals.find_first_not_of("0123456789") != std::string_view::npos) {
      return std::nullopt;
    }
    Share unit = k_millionth;
    for (const char digit : decimals) {
      unit /= 10;
      share += static_cast<Share>(digit - '0') * unit;
    }
  }
  return share <= k_whole ? std::optional(share) : std::nullopt;
}

std::string percent_text(Share share) {
  std::string text = std::to_string(share / k_millionth);
  if (Share rest = share % k_millionth; rest > 0) {
    std::string decimals = std::to_string(rest);
    decimals.insert(0, k_decimals - decimals.size(), '0');
    decimals.erase(decimals.find_last_not_of('0') + 1);
    text += '.' + decimals;
  }
  return text;
}

std::optional<LocalSeconds> parse_local_moment(std::string_view text, bool is_end) {
  if (const auto date = parse_date(text)) {
    return LocalSeconds(date->time_since_epoch() + std::chrono::days(is_end ? 1 : 0));
  }
  static constexpr std::size_t k_minutes_end = 16; // of YYYY-MM-DDTHH:MM
  if (text.size() != k_minutes_end && text.size() != k_minutes_end + 3) {
    return std::nullopt;
  }
  const std::string seconds = text.size() == k_minutes_end ? ":00" : "";
  const auto time = text[10] == 'T' ? parse_timestamp(std::string(text) + seconds + 'Z') : std::nullopt;
  return time ? std::optional(LocalSeconds(time->time_since_epoch())) : std::nullopt;
}

void read_percent(MappingReader &reader, std::string_view key, std::optional<Share> &out, Complaints &complaints) {
  if (const Node *node = reader.optional(key)) {
    // Canonical JSON, which has no lines, writes fractions as text.
    const bool is_number = node->kind == Node::Kind::scalar && (node->plain || node->mark.line == 0);
    out = is_number ? parse_percent(node->text) : std::nullopt;
    if (!out) {
      complaints.add(node->mark, quoted_name(key) + " must be a number from 0 to 100, not " + found(*node),
                     "write it without quotes and with at most six decimals");
    }
  }
}

void read_count(MappingReader &reader, std::string_view key, std::optional<std::uint32_t> &out) {
  if (reader.has(key)) {
    reader.number(key, out.emplace());
  }
}

void read_duration(MappingReader &reader, std::string_view key, Duration &out, Complaints &complaints) {
  if (const Node *node = reader.optional(key)) {
    if (const auto duration = node->kind == Node::Kind::scalar ? parse_duration(node->text) : std::nullopt) {
      out = *duration;
    } else {
      complaints.add(node->mark,
                     quoted_name(key) + " must be a whole number with s, m, h or d, such as 24h, not " + found(*node));
    }
  }
}

void read_clock(MappingReader &reader, std::string_view key, Duration &out, Complaints &complaints) {
  if (const Node *node = reader.required(key)) {
    const auto clock = node->kind == Node::Kind::scalar && !node->plain ? parse_clock(node->text) : std::nullopt;
    if (clock) {
      out = *clock;
    } else {
      complaints.add(node->mark, quoted_name(key) + " must be a time of day as \"HH:MM\", in quotes, not " + found(*node));
    }
  }
}

void read_moment(MappingReader &reader, std::string_view key, bool is_end, const Zone &zone, std::optional<Timestamp> &out,
                 Complaints &complaints) {
  if (const Node *node = reader.optional(key)) {
    const auto moment = node->kind == Node::Kind::scalar ? parse_local_moment(node->text, is_end) : std::nullopt;
    if (moment) {
      out = zone.first_moment(*moment);
    } else {
      complaints.add(node->mark, quoted_name(key) + " must be a date, or a date and a time without zone, not " + found(*node),
                     "write it as 2026-12-31 or 2026-12-31T18:00");
      out = Timestamp();
    }
  }
}

HostMatch read_match(const Node &node, Complaints &complaints) {
  HostMatch match;
  MappingReader reader(node, "\"match\"", complaints);
  reader.text("id", match.id, false);
  reader.text("name", match.name, false);
  reader.text("fqdn", match.fqdn, false);
  if (const Node *labels = reader.optional("labels")) {
    const MappingReader check(*labels, "\"labels\"", complaints);
    if (labels->kind == Node::Kind::mapping && labels->members.empty()) {
      complaints.add(labels->mark, "\"labels\" must name a label", "write it as {ring: canary}");
    }
    for (const Node::Member &label : labels->members) {
      match.labels.emplace_back(label.key, read_text(label.value, "label " + quoted_name(label.key), complaints).value_or(""));
    }
  }
  reader.finish();
  if (node.kind == Node::Kind::mapping && node.members.empty()) {
    reader.complain("\"match\" must hold a condition", "give id, name, fqdn or labels");
  }
  return match;
}

void read_match(MappingReader &reader, std::string_view key, std::optional<HostMatch> &out, Complaints &complaints) {
  if (const Node *node = reader.optional(key)) {
    out = read_match(*node, complaints);
  }
}

const std::vector<Node> &list_of(MappingReader &reader, std::string_view key, bool needed, Complaints &complaints) {
  static const std::vector<Node> k_none;
  const Node *node = needed ? reader.required(key) : reader.optional(key);
  if (node == nullptr) {
    return k_none;
  }
  if (node->kind != Node::Kind::sequence) {
    complaints.add(node->mark, quoted_name(key) + " must be a list", "begin each entry with -");
  } else if (needed && node->items.empty()) {
    complaints.add(node->mark, quoted_name(key) + " must not be empty");
  }
  return node->items;
}

} // namespace acsgate
