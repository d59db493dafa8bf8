#include "rollout/event_fields.hpp"
#include "rollout/wave_plan.hpp"

namespace acsgate {

LedgerHost event_fields::host_of(const json &record, const Rollout &rollout) {
  LedgerHost host;
  host.key = text(record, "key");
  host.name = text_or_empty(record, "name");
  host.fqdn = text_or_empty(record, "fqdn");
  if (record.contains("labels")) {
    for (const auto &[label, value] : record["labels"].items()) {
      host.labels.emplace_back(label, value.is_string() ? value.get<std::string>() : "");
    }
  }
  host.place = place_of(rollout.salt, host.key);
  if (record.contains("wave")) {
    host.wave = static_cast<std::int8_t>(number_below(record, "wave", rollout.waves.size()));
  }
  const auto readiness = parse_readiness(text(record, "is"));
  if (!readiness) {
    throw Misfit{"has a host of unknown readiness"};
  }
  host.ready.readiness = *readiness;
  if (record.contains("offer")) {
    host.ready.offer = number_below(record, "offer", rollout.offer.size());
  }
  host.ready.acs = !record.contains("legacy");
  host.ready.collected = time_if_there(record, "collected");
  host.ready.good_until = time_if_there(record, "good_until");
  host.ready.codes = text_or_empty(record, "codes");
  host.ready.waived = text_or_empty(record, "waived");
  if (host.ready.readiness == Readiness::ready && !host.ready.offer) {
    throw Misfit{"has a host that is ready for nothing"};
  }
  return host;
}

nlohmann::json host_record(const LedgerHost &host) {
  nlohmann::json record{{"key", host.key}, {"is", name_of(host.ready.readiness)}};
  const auto add = [&](const char *key, const std::string &value) {
    if (!value.empty()) {
      record[key] = value;
    }
  };
  add("name", host.name);
  add("fqdn", host.fqdn);
  for (const auto &[label, value] : host.labels) {
    record["labels"][label] = value;
  }
  if (host.wave >= 0) {
    record["wave"] = static_cast<unsigned>(host.wave);
  }
  if (host.ready.offer) {
    record["offer"] = *host.ready.offer;
  }
  if (!host.ready.acs) {
    record["legacy"] = true;
  }
  add("collected", host.ready.collected ? to_string(*host.ready.collected) : "");
  add("good_until", host.ready.good_until ? to_string(*host.ready.good_until) : "");
  add("codes", host.ready.codes);
  add("waived", host.ready.waived);
  return record;
}

bool same_record(const LedgerHost &left, const LedgerHost &right) { return host_record(left) == host_record(right); }

} // namespace acsgate
