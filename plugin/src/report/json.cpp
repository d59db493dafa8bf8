#include "base/version_info.hpp"
#include "gate/name.hpp"
#include "report/json_parts.hpp"
#include "report/render.hpp"

namespace acsgate {

namespace {

Json tri(Tri value) { return value == Tri::unknown ? Json(nullptr) : Json(value == Tri::yes); }

Json list(const std::vector<std::string> &texts) {
  Json array = Json::array();
  for (const std::string &text : texts) {
    array.push_back(text);
  }
  return array;
}

Json asked_build(const AskExplanation &ask) {
  Json object;
  object["module"] = ask.module;
  object["build"] = text_or_null(ask.build);
  object["line"] = text_or_null(ask.line);
  object["acs"] = tri(ask.acs);
  object["allowed"] = ask.outcome == Outcome::allowed;
  if (!ask.reasons.empty()) {
    object["reasons"] = reason_list(ask.reasons);
  }
  return object;
}

Json platform(const Explanation &explanation) {
  if (explanation.platform_id.empty()) {
    return nullptr;
  }
  Json object;
  object["id"] = explanation.platform_id;
  object["title"] = explanation.platform_title;
  if (!explanation.platform_note.empty()) {
    object["note"] = explanation.platform_note;
  }
  return object;
}

Json requirement(const RequirementExplanation &explained) {
  Json object;
  object["id"] = explained.id;
  if (!explained.title.empty()) {
    object["title"] = explained.title;
  }
  object["status"] = name_of(explained.status);
  object["reasons"] = reason_list(explained.reasons);
  object["evidence"] = evidence_list(explained.evidence);
  if (explained.remedy) {
    Json kb = Json::array();
    for (const Kb number : explained.remedy->kb) {
      kb.push_back("KB" + std::to_string(number));
    }
    object["remedy"] = Json{{"text", explained.remedy->text}, {"kb", std::move(kb)}};
  }
  return object;
}

void add_texts(Json &document, const char *key, const std::vector<std::string> &texts) {
  if (!texts.empty()) {
    document[key] = list(texts);
  }
}

} // namespace

std::string render_json(const Explanation &explanation, bool indent) {
  Json document;
  document["schema"] = "acsgate.decision/v1";
  document["host"] = explanation.host;
  document["decision"] = name_of(explanation.decision);
  document["acs_ready"] = tri(explanation.acs_ready);
  document["allowed"] = explanation.allowed;
  document["build"] = text_or_null(explanation.build);
  Json asked = Json::array();
  for (const AskExplanation &ask : explanation.asked) {
    asked.push_back(asked_build(ask));
  }
  document["asked"] = std::move(asked);
  document["platform"] = platform(explanation);
  Json requirements = Json::array();
  for (const RequirementExplanation &explained : explanation.requirements) {
    requirements.push_back(requirement(explained));
  }
  document["requirements"] = std::move(requirements);
  document["reasons"] = reason_list(explanation.reasons);
  add_texts(document, "notes", explanation.notes);
  add_texts(document, "risks", explanation.risks);
  add_texts(document, "statements", explanation.statements);
  document["policy"] =
      Json{{"name", explanation.policy_name}, {"version", explanation.policy_version}, {"digest", explanation.policy_digest}};
  document["facts_collected_at"] = explanation.collected_at ? Json(to_string(*explanation.collected_at)) : Json(nullptr);
  document["evaluated_at"] = to_string(explanation.evaluated_at);
  document["gate"] = gate_version();
  return ascii(document, indent ? 2 : -1);
}

std::string render_brief(const Explanation &explanation) {
  Json document;
  document["host"] = explanation.host;
  document["decision"] = name_of(explanation.decision);
  Json codes = Json::array();
  for (const Reason &reason : explanation.reasons) {
    codes.push_back(name_of(reason.code));
  }
  document["codes"] = std::move(codes);
  return ascii(document);
}

} // namespace acsgate
