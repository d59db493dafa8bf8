#include "gate/name.hpp"
#include "report/json_parts.hpp"
#include "report/policy_diff.hpp"

namespace acsgate {

namespace {

std::string_view name_of(Transition::Danger danger) {
  switch (danger) {
  case Transition::Danger::acs:
    return "acs";
  case Transition::Danger::build:
    return "build";
  case Transition::Danger::wider:
    return "wider";
  case Transition::Danger::other:
    return "other";
  case Transition::Danger::narrower:
    return "narrower";
  }
  return "other";
}

Json policy(const Policy &policy) { return Json{{"name", policy.name}, {"version", policy.version}, {"digest", policy.digest}}; }

Json summary(const Policy &old, const Policy &now) {
  return Json{{"kind", "summary"}, {"schema", "acsgate.policy-diff/v1"}, {"old", policy(old)}, {"new", policy(now)}};
}

Json value(const std::optional<std::string> &text, const Document &document, Mark mark) {
  return text ? Json{{"value", *text}, {"at", document.where(mark)}} : Json(nullptr);
}

Json permit(const Permit &permit) {
  Json object{{"decision", name_of(permit.decision)}};
  if (permit.decision == Decision::unknown) {
    object["on_unknown"] = permit.on_unknown == OnUnknown::legacy ? "legacy" : "hold";
  }
  return object;
}

Json permit(const Permit &permitted, const std::string &platform) {
  Json object = permit(permitted);
  object["platform"] = text_or_null(platform);
  return object;
}

Json judgement(const Judgement &judgement) {
  Json object{{"status", text_or_null(judgement.status)}, {"reasons", reason_list(judgement.reasons)}};
  if (!judgement.effect.empty()) {
    object["effect"] = judgement.effect;
  }
  if (judgement.acs) {
    object["acs"] = *judgement.acs == Tri::unknown ? Json(nullptr) : Json(*judgement.acs == Tri::yes);
  }
  if (!judgement.evidence.empty()) {
    object["evidence"] = evidence_list(judgement.evidence);
  }
  return object;
}

Json change_list(const char *key, const std::vector<ReasonChange> &changes) {
  Json array = Json::array();
  for (const ReasonChange &change : changes) {
    array.push_back(Json{{key, text_or_null(change.subject)}, {"old", judgement(change.old)}, {"new", judgement(change.now)}});
  }
  return array;
}

Json host(const HostChange &change) {
  const Transition &transition = change.transition;
  Json object{{"kind", "host"}, {"host", change.host}, {"danger", name_of(transition.danger)}};
  object["old"] = permit(transition.old, change.old_platform);
  object["new"] = permit(transition.now, change.now_platform);
  object["requirements"] = change_list("requirement", change.reasons);
  object["builds"] = change_list("build", change.builds);
  return object;
}

} // namespace

std::string render_values_json(const LoadedPolicy &old, const LoadedPolicy &now, const std::vector<ValueChange> &changes) {
  std::string text;
  for (const ValueChange &change : changes) {
    const bool updates = change.section == "updates";
    std::string path = change.section == "general" ? "" : change.section;
    path += (path.empty() || change.path.empty() || change.path.front() == '[' ? "" : ".") + change.path;
    Json object{{"kind", "value"}, {"path", updates ? "updates" : path}};
    object["old"] = value(change.old, old.document, change.old_mark);
    object["new"] = value(change.now, now.document, change.now_mark);
    text += ascii(object) + '\n';
  }
  Json last = summary(old.policy, now.policy);
  last["values"] = changes.size();
  return text + ascii(last) + '\n';
}

std::string render_hosts_json(const DiffSide &old, const DiffSide &now, const PolicyDiff &diff) {
  std::string text;
  diff.for_each([&](const HostChange &change) { text += ascii(host(change)) + '\n'; });
  Json last = summary(old.policy, now.policy);
  last["hosts"] = diff.hosts();
  last["changed"] = diff.changed();
  last["left_out"] = diff.left_out();
  Json transitions = Json::array();
  for (const auto &[transition, hosts] : diff.transitions()) {
    transitions.push_back(Json{{"danger", name_of(transition.danger)},
                               {"old", permit(transition.old)},
                               {"new", permit(transition.now)},
                               {"hosts", hosts}});
  }
  last["transitions"] = std::move(transitions);
  Json builds = Json::array();
  for (const auto &[build, hosts] : diff.builds()) {
    const auto &version = now.asks[build.ask].build;
    builds.push_back(Json{{"build", version ? Json(to_string(*version)) : Json(nullptr)},
                          {"old", name_of(build.old)},
                          {"new", name_of(build.now)},
                          {"hosts", hosts}});
  }
  last["builds"] = std::move(builds);
  return text + ascii(last) + '\n';
}

} // namespace acsgate
