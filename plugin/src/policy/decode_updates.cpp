#include "facts/fact_values.hpp"
#include "policy/decode.hpp"
#include "policy/proof.hpp"

#include <algorithm>
#include <tuple>

namespace acsgate {

namespace {

constexpr std::pair<std::string_view, UpdateKind> k_kinds[] = {
    {"regular", UpdateKind::regular},
    {"preview", UpdateKind::preview},
    {"out-of-band", UpdateKind::out_of_band},
    {"hotpatch", UpdateKind::hotpatch},
    {"unspecified", UpdateKind::unspecified},
    {"monthly-rollup", UpdateKind::monthly_rollup},
    {"security-only", UpdateKind::security_only},
};

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t start = 0; start <= line.size();) {
    const std::size_t end = std::min(line.find(',', start), line.size());
    fields.push_back(line.substr(start, end - start));
    start = end + 1;
  }
  return fields;
}

std::optional<Update> decode_update(const Node &row, const Policy &policy, Complaints &complaints) {
  const auto complain = [&](const std::string &what) {
    complaints.add(row.mark, what);
    return std::nullopt;
  };
  const auto fields = row.kind == Node::Kind::scalar ? split(row.text) : std::vector<std::string_view>{};
  if (fields.size() != 6) {
    return complain("an update row must have the 6 fields build,ubr,kb,released,kind,source, not " +
                    std::to_string(fields.size()));
  }
  Update update;
  unsigned long number = 0;
  if (!parse_decimal(fields[0], 0x7FFFFFFFUL, number)) {
    return complain("\"" + printable(fields[0], 40) + "\" is not a build number");
  }
  update.build = static_cast<std::uint32_t>(number);
  if (!fields[1].empty()) {
    if (!parse_decimal(fields[1], 0x7FFFFFFFUL, number)) {
      return complain("\"" + printable(fields[1], 40) + "\" is not an update build revision");
    }
    update.ubr = static_cast<std::uint32_t>(number);
  }
  const auto kb = parse_kb(fields[2]);
  if (!kb || !fields[2].starts_with("KB")) {
    return complain("\"" + printable(fields[2], 40) + "\" is not a KB number such as KB5005625");
  }
  update.kb = *kb;
  const auto released = parse_date(fields[3]);
  if (!released) {
    return complain("\"" + printable(fields[3], 40) + "\" is not a date that exists, as YYYY-MM-DD");
  }
  update.released = *released;
  const auto *kind = std::ranges::find(k_kinds, fields[4], &std::pair<std::string_view, UpdateKind>::first);
  if (kind == std::end(k_kinds)) {
    std::vector<std::string_view> names;
    for (const auto &[name, value] : k_kinds) {
      names.push_back(name);
    }
    return complain("\"" + printable(fields[4], 40) + "\" is not a kind of update" + did_you_mean(fields[4], names));
  }
  update.kind = kind->second;
  const bool cumulative_build = update.kind != UpdateKind::monthly_rollup && update.kind != UpdateKind::security_only;
  if (cumulative_build && !update.ubr) {
    return complain("this kind of update must say which revision it brings");
  }
  update.source = fields[5];
  const Source *source = policy.find_source(update.source);
  if (source == nullptr) {
    complain_unknown(row.mark, "source", update.source, policy.sources, complaints);
    return std::nullopt;
  }
  if (!source->known_until) {
    return complain("source \"" + update.source + "\" of the update table lacks \"known_until\"");
  }
  return update;
}

auto order_of(const Update &update) { return std::tuple(update.build, update.released, update.ubr.value_or(0), update.kb); }

} // namespace

void decode_updates(const Node &node, Policy &policy, Complaints &complaints) {
  if (node.kind != Node::Kind::sequence) {
    complaints.add(node.mark, "\"updates\" must name a CSV file or be a list of its rows");
    return;
  }
  for (const Node &row : node.items) {
    auto update = decode_update(row, policy, complaints);
    if (!update) {
      continue;
    }
    if (!policy.updates.empty() && order_of(*update) <= order_of(policy.updates.back())) {
      const bool twice = order_of(*update) == order_of(policy.updates.back());
      complaints.add(row.mark,
                     twice ? "this update row stands here twice" : "update rows must be sorted by build, date, revision and KB",
                     {}, twice ? mistake::k_duplicate : mistake::k_order);
    }
    policy.updates.push_back(std::move(*update));
  }
  work_out_proofs(policy);
}

} // namespace acsgate
