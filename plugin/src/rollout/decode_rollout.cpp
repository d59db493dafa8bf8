#include "rollout/decode_rollout.hpp"

#include "rollout/rollout_values.hpp"

#include <algorithm>

namespace acsgate {

namespace {

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

void decode_offer(const Node &item, Rollout &rollout, Complaints &complaints) {
  MappingReader reader(item, "offer", complaints);
  OfferedBuild offer;
  reader.text("module", offer.module);
  reader.text("build", offer.build);
  reader.word<std::string>("arch", offer.arch, {{"x64", "x64"}, {"x86", "x86"}, {"arm64", "arm64"}});
  reader.text("file", offer.file, false);
  reader.text("sha256", offer.sha256, false);
  reader.finish();
  if (const Node *build = item.find("build"); build != nullptr && !offer.build.empty()) {
    offer.ask.build = parse_version(offer.build);
    if (!offer.ask.build) {
      complaints.add(build->mark, "\"build\" must be a build such as 20.0.0-6690, not \"" + printable(offer.build, 80) + '"');
    }
  }
  if (const Node *digest = item.find("sha256"); digest != nullptr && !offer.sha256.empty() && !is_sha256(offer.sha256)) {
    complaints.add(digest->mark, "\"sha256\" must be 64 hex digits");
  }
  if (offer.file.empty() != offer.sha256.empty()) {
    reader.complain("\"file\" and \"sha256\" belong together", "give both, or neither");
  }
  if (rollout.module.empty()) {
    rollout.module = offer.module;
  } else if (!offer.module.empty() && offer.module != rollout.module) {
    reader.complain("all builds of a rollout must be of one module, and the first is of \"" + printable(rollout.module, 80) + '"',
                    "make a rollout for each module");
  }
  if (std::ranges::any_of(rollout.offer, [&](const OfferedBuild &other) {
        return other.ask == offer.ask && (other.arch == offer.arch || other.arch.empty() || offer.arch.empty());
      })) {
    reader.complain("build \"" + printable(offer.build, 80) + "\" is on offer twice for the same architecture",
                    "remove one of the two", mistake::k_duplicate);
  }
  rollout.offer.push_back(std::move(offer));
}

void decode_wave(const Node &item, Rollout &rollout, Complaints &complaints) {
  MappingReader reader(item, "wave", complaints);
  Wave wave;
  reader.text("name", wave.name);
  read_match(reader, "match", wave.match, complaints);
  read_percent(reader, "up_to_percent", wave.up_to, complaints);
  read_count(reader, "max_hosts", wave.max_hosts);
  reader.number("min_sample", wave.min_sample, false);
  read_count(reader, "max_failures", wave.max_failures);
  read_percent(reader, "max_failure_percent", wave.max_failure_share, complaints);
  read_percent(reader, "min_success_percent", wave.min_success_share, complaints);
  read_duration(reader, "soak", wave.soak, complaints);
  reader.word<bool>("approve", wave.manual, {{"auto", false}, {"manual", true}});
  reader.finish();
  if (item.kind == Node::Kind::mapping && item.find("match") == nullptr && item.find("up_to_percent") == nullptr) {
    reader.complain("wave lacks \"match\" or \"up_to_percent\"", "say which hosts it takes", mistake::k_missing_key);
  }
  if (!wave.name.empty() && std::ranges::find(rollout.waves, wave.name, &Wave::name) != rollout.waves.end()) {
    reader.complain("wave \"" + printable(wave.name, 80) + "\" stands here twice", "give it another name", mistake::k_duplicate);
  }
  rollout.waves.push_back(std::move(wave));
}

void decode_limits(MappingReader &reader, Rollout &rollout, Complaints &complaints) {
  if (const Node *budget = reader.optional("budget")) {
    MappingReader inner(*budget, "\"budget\"", complaints);
    if (inner.required("max_failures") != nullptr) {
      read_count(inner, "max_failures", rollout.max_failures);
    }
    inner.finish();
  }
  for (const Node &item : list_of(reader, "max_in_flight", false, complaints)) {
    MappingReader inner(item, "limit", complaints);
    InFlightLimit limit;
    inner.text("label", limit.label);
    inner.number("hosts", limit.hosts);
    inner.finish();
    if (const Node *hosts = item.find("hosts"); hosts != nullptr && limit.hosts == 0) {
      complaints.add(hosts->mark, "\"hosts\" must be at least 1", "hold the hosts if none may go");
    }
    if (std::ranges::find(rollout.max_in_flight, limit.label, &InFlightLimit::label) != rollout.max_in_flight.end()) {
      inner.complain("label \"" + printable(limit.label, 80) + "\" is limited twice", {}, mistake::k_duplicate);
    }
    rollout.max_in_flight.push_back(std::move(limit));
  }
}

void decode_zone(MappingReader &reader, Rollout &rollout, Complaints &complaints) {
  const Node *node = reader.required("zone");
  if (node == nullptr) {
    return;
  }
  const auto name = read_text(*node, "\"zone\"", complaints);
  if (const auto zone = name ? find_zone(*name) : std::nullopt) {
    rollout.zone = *zone;
  } else if (name) {
    complaints.add(node->mark, "this system knows no time zone \"" + printable(*name, 80) + '"',
                   "write an IANA name such as Asia/Tokyo, or install the system's time zone data (tzdata)",
                   mistake::k_unknown_name);
  }
}

} // namespace

Rollout decode_rollout(const Document &document, Complaints &complaints) {
  Rollout rollout;
  MappingReader reader(document.root, "rollout", complaints);
  if (const Node *schema = reader.required("schema"); schema != nullptr && schema->text != "acsgate.rollout/v1") {
    complaints.add(schema->mark, "\"schema\" must be acsgate.rollout/v1, the only version that this program reads");
  }
  reader.text("name", rollout.name);
  reader.text("policy", rollout.policy);
  decode_zone(reader, rollout, complaints);
  for (const Node &item : list_of(reader, "offer", true, complaints)) {
    if (rollout.offer.size() == k_max_asked) {
      complaints.add(item.mark, "a rollout offers at most " + std::to_string(k_max_asked) + " builds");
      break;
    }
    decode_offer(item, rollout, complaints);
  }
  for (const Node &item : list_of(reader, "waves", true, complaints)) {
    if (rollout.waves.size() == k_max_waves) {
      complaints.add(item.mark, "a rollout has at most " + std::to_string(k_max_waves) + " waves");
      break;
    }
    decode_wave(item, rollout, complaints);
  }
  decode_limits(reader, rollout, complaints);
  decode_times(reader, rollout, complaints);
  read_match(reader, "first", rollout.first, complaints);
  reader.text("salt", rollout.salt, false);
  if (rollout.salt.empty()) {
    rollout.salt = rollout.name;
  }
  decode_exceptions(reader, rollout, complaints);
  reader.finish();
  return rollout;
}

} // namespace acsgate
