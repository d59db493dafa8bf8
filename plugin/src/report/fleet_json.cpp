#include "gate/name.hpp"
#include "gate/words.hpp"
#include "report/fleet_report.hpp"

namespace acsgate {

namespace {

Json counts_json(const DecisionCounts &counts) {
  Json object;
  for (const Decision decision : k_decisions) {
    object[std::string(name_of(decision))] = counts.of(decision);
  }
  return object;
}

Json named_json(const char *key, const std::vector<NamedCounts> &rows) {
  Json array = Json::array();
  for (const NamedCounts &row : rows) {
    array.push_back(Json{{key, text_or_null(row.name)}, {"hosts", row.counts.total()}, {"decisions", counts_json(row.counts)}});
  }
  return array;
}

Json kb_json(const std::vector<Kb> &kbs) {
  Json array = Json::array();
  for (const Kb kb : kbs) {
    array.push_back(kb_text(kb));
  }
  return array;
}

Json blockers_json(const FleetReport &report) {
  Json array = Json::array();
  for (const Blocker &blocker : report.summary.blockers().ranking(report.language)) {
    Json object;
    object["requirement"] = text_or_null(blocker.requirement);
    object["status"] = name_of(blocker.status);
    if (!blocker.code.empty()) {
      object["code"] = blocker.code;
    }
    object["remedy"] = blocker_text(blocker, report.language);
    object["kb"] = kb_json(blocker.remedy.kb);
    object["hosts"] = blocker.hosts;
    object["esu_missing"] = blocker.esu_missing;
    object["esu_unread"] = blocker.esu_unread;
    array.push_back(std::move(object));
  }
  return array;
}

std::string_view remedy_word(Remedies remedy) {
  return remedy == Remedies::root ? "root" : remedy == Remedies::restart ? "restart" : "update";
}

Json steps_json(const std::vector<Step> &steps) {
  Json array = Json::array();
  for (const Step &step : steps) {
    Json object{{"remedy", remedy_word(step.remedy)}};
    if (!step.kb.empty()) {
      object["kb"] = kb_json(step.kb);
    }
    array.push_back(std::move(object));
  }
  return array;
}

Json what_if_json(const FleetReport &report) {
  const WhatIf &what_if = *report.what_if;
  Json object{{"blocked", what_if.blocked()}, {"beyond", what_if.beyond()}};
  Json ranking = Json::array();
  for (const Unblocked &row : what_if.ranking(report.remedies, report.kb)) {
    ranking.push_back(
        Json{{"steps", steps_json(row.steps)}, {"text", steps_text(row.steps, report.language)}, {"hosts", row.hosts}});
  }
  object["ranking"] = std::move(ranking);
  Json way = Json::array();
  for (const WayStep &step : what_if.way(report.remedies, report.kb)) {
    way.push_back(Json{{"steps", steps_json(step.steps)},
                       {"text", steps_text(step.steps, report.language)},
                       {"gain", step.gain},
                       {"total", step.total}});
  }
  object["way"] = std::move(way);
  return object;
}

Json rollout_json(const FleetReport &report) {
  const FleetRollout &rollout = *report.rollout;
  Json object{{"name", rollout.name()}, {"waves", named_json("wave", rollout.waves())}};
  Json commitments = Json::array();
  for (const Commitment &item : rollout.commitments()) {
    commitments.push_back(Json{{"kind", item.kind == Commitment::Kind::waiver ? "waiver" : "accepted-risk"},
                               {"covers", item.covers},
                               {"what", item.what},
                               {"reason", item.reason},
                               {"who", item.who},
                               {"until", to_string(item.until)},
                               {"ended", item.until <= report.now},
                               {"ends_soon", item.until > report.now && item.until <= report.now + k_ends_soon},
                               {"hosts", item.hosts}});
  }
  object["commitments"] = std::move(commitments);
  object["unaccepted"] = rollout.unaccepted();
  return object;
}

Json baseline_json(const FleetReport &report) {
  const Baseline &baseline = *report.baseline;
  Json object{{"name", report.baseline_name},
              {"same", baseline.same()},
              {"new", baseline.added()},
              {"gone", baseline.gone()},
              {"not_compared", baseline.namesakes()}};
  Json transitions = Json::array();
  for (const auto &[transition, hosts] : baseline.transitions()) {
    transitions.push_back(Json{{"old", name_of(transition.first)}, {"now", name_of(transition.second)}, {"hosts", hosts}});
  }
  object["transitions"] = std::move(transitions);
  Json changed = Json::array();
  for (const Baseline::Change &change : baseline.changed()) {
    changed.push_back(Json{{"host", change.host}, {"old", name_of(change.old)}, {"now", name_of(change.now)}});
  }
  object["changed"] = std::move(changed);
  return object;
}

} // namespace

Json fleet_json(const FleetReport &report) {
  const FleetSummary &summary = report.summary;
  const Policy &policy = report.policy;
  Json document;
  document["schema"] = "acsgate.fleet-summary/v1";
  document["hosts"] = summary.decisions().total();
  document["bad_lines"] = report.bad_lines;
  document["decisions"] = counts_json(summary.decisions());
  Json unready = Json::array();
  for (const UnreadyHost &host : summary.unready()) {
    unready.push_back(Json{{"host", host.host}, {"version", text_or_null(host.version)}});
  }
  document["acs_on_unready"] = Json{{"hosts", summary.unready_hosts()}, {"named", std::move(unready)}};
  document["platforms"] = named_json("platform", summary.platforms());
  Json labels = Json::array();
  for (const LabelCounts &label : summary.labels()) {
    labels.push_back(
        Json{{"label", label.label()}, {"values", named_json("value", label.values())}, {"others", counts_json(label.others())}});
  }
  document["labels"] = std::move(labels);
  document["blockers"] = blockers_json(report);
  if (report.what_if != nullptr) {
    document["what_if"] = what_if_json(report);
  }
  if (report.rollout != nullptr) {
    document["rollout"] = rollout_json(report);
  }
  Json oldest = Json::array();
  for (const DatedHost &host : summary.oldest()) {
    oldest.push_back(Json{{"host", host.host}, {"collected_at", to_string(host.collected)}});
  }
  document["facts"] = Json{{"oldest", std::move(oldest)}, {"stale", summary.stale()}, {"undated", summary.undated()}};
  if (report.baseline != nullptr) {
    document["baseline"] = baseline_json(report);
  }
  document["policy"] = Json{{"name", policy.name}, {"version", policy.version}, {"digest", policy.digest}};
  document["evaluated_at"] = to_string(report.now);
  return document;
}

} // namespace acsgate
