#include "rollout/decode_rollout.hpp"
#include "rollout/rollout_values.hpp"

#include <algorithm>

namespace acsgate {

namespace {

/// Sunday first, as C's weekdays are numbered.
const std::vector<std::string_view> k_days{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

void read_days(MappingReader &reader, ChangeWindow &window, Complaints &complaints) {
  const Node *node = reader.optional("days");
  if (node == nullptr) {
    return;
  }
  window.days.fill(false);
  std::vector<std::string> names;
  reader.texts("days", names);
  if (node->kind == Node::Kind::sequence && node->items.empty()) {
    complaints.add(node->mark, "\"days\" must name a day", "leave it out for every day");
  }
  for (const Node &item : node->items) {
    const auto day = std::ranges::find(k_days, item.text);
    if (item.kind == Node::Kind::scalar && day == k_days.end()) {
      complaints.add(item.mark, "\"days\" must hold mon, tue, wed, thu, fri, sat or sun, not \"" + printable(item.text, 80) +
                                    '"' + did_you_mean(item.text, k_days));
    } else if (day != k_days.end()) {
      window.days.at(static_cast<std::size_t>(day - k_days.begin())) = true;
    }
  }
}

HostMatch required_match(MappingReader &reader, Complaints &complaints) {
  const Node *node = reader.required("match");
  return node == nullptr ? HostMatch{} : read_match(*node, complaints);
}

Timestamp required_end(MappingReader &reader, const Zone &zone, Complaints &complaints) {
  std::optional<Timestamp> until;
  if (reader.required("until") != nullptr) {
    read_moment(reader, "until", true, zone, until, complaints);
  }
  return until.value_or(Timestamp());
}

void check_order(MappingReader &reader, std::optional<Timestamp> from, Timestamp until, std::size_t complaints_before,
                 const Complaints &complaints) {
  if (from && until <= *from && complaints.count() == complaints_before) {
    reader.complain("\"until\" must be after \"from\"");
  }
}

} // namespace

void decode_times(MappingReader &reader, Rollout &rollout, Complaints &complaints) {
  const Node *windows = reader.optional("change_windows");
  if (windows != nullptr && windows->kind == Node::Kind::sequence && windows->items.empty()) {
    complaints.add(windows->mark, "\"change_windows\" must hold a window", "leave it out where installers may start at any time");
  }
  for (const Node &item : list_of(reader, "change_windows", false, complaints)) {
    MappingReader inner(item, "change window", complaints);
    ChangeWindow window;
    read_days(inner, window, complaints);
    read_clock(inner, "from", window.from, complaints);
    read_clock(inner, "to", window.to, complaints);
    inner.finish();
    rollout.change_windows.push_back(window);
  }
  for (const Node &item : list_of(reader, "blackouts", false, complaints)) {
    const std::size_t before = complaints.count();
    MappingReader inner(item, "blackout", complaints);
    Blackout blackout;
    read_match(inner, "match", blackout.match, complaints);
    std::optional<Timestamp> from;
    if (inner.required("from") != nullptr) {
      read_moment(inner, "from", false, rollout.zone, from, complaints);
    }
    blackout.from = from.value_or(Timestamp());
    blackout.until = required_end(inner, rollout.zone, complaints);
    inner.text("reason", blackout.reason);
    inner.finish();
    check_order(inner, from, blackout.until, before, complaints);
    rollout.blackouts.push_back(std::move(blackout));
  }
}

void decode_exceptions(MappingReader &reader, Rollout &rollout, Complaints &complaints) {
  for (const Node &item : list_of(reader, "holds", false, complaints)) {
    MappingReader inner(item, "hold", complaints);
    HoldRule hold;
    hold.match = required_match(inner, complaints);
    inner.text("reason", hold.reason);
    inner.text("owner", hold.owner);
    read_moment(inner, "until", true, rollout.zone, hold.until, complaints);
    inner.finish();
    rollout.holds.push_back(std::move(hold));
  }
  for (const Node &item : list_of(reader, "waivers", false, complaints)) {
    const std::size_t before = complaints.count();
    MappingReader inner(item, "waiver", complaints);
    Waiver waiver;
    waiver.match = required_match(inner, complaints);
    inner.text("requirement", waiver.requirement_id);
    inner.text("reason", waiver.reason);
    inner.text("approver", waiver.approver);
    read_moment(inner, "from", false, rollout.zone, waiver.from, complaints);
    waiver.until = required_end(inner, rollout.zone, complaints);
    inner.finish();
    check_order(inner, waiver.from, waiver.until, before, complaints);
    rollout.waivers.push_back(std::move(waiver));
  }
  for (const Node &item : list_of(reader, "accepted_risks", false, complaints)) {
    MappingReader inner(item, "accepted risk", complaints);
    AcceptedRisk risk;
    risk.match = required_match(inner, complaints);
    inner.texts("risks", risk.risks, true);
    inner.text("reason", risk.reason);
    inner.text("owner", risk.owner);
    risk.until = required_end(inner, rollout.zone, complaints);
    inner.finish();
    rollout.accepted_risks.push_back(std::move(risk));
  }
}

} // namespace acsgate
