#include "report/tattoo.hpp"

#include "base/text.hpp"
#include "gate/name.hpp"
#include "report/json_parts.hpp"

#include <sstream>

namespace acsgate {

namespace {

Json code_list(const std::string &codes) {
  Json list = Json::array();
  std::istringstream words(codes);
  for (std::string word; words >> word;) {
    list.push_back(word);
  }
  return list;
}

} // namespace

std::string render_tattoo_text(const TattooReading &reading) {
  if (!reading.tattoo) {
    return "unknown: " + reading.why_not;
  }
  const Tattoo &tattoo = *reading.tattoo;
  std::string line = printable(tattoo.host) + ": " + std::string(name_of(tattoo.decision));
  line += tattoo.build.empty() ? "" : ", best build " + printable(tattoo.build);
  line += tattoo.reasons.empty() ? "" : " (" + printable(tattoo.reasons) + ")";
  line += "; decided " + to_string(tattoo.evaluated) + ", holds until " + to_string(tattoo.expires);
  return line + "; policy " + printable(tattoo.policy_name) + ' ' + printable(tattoo.policy_version);
}

std::string render_tattoo_json(const TattooReading &reading) {
  Json document;
  document["schema"] = "acsgate.tattoo/v1";
  document["valid"] = reading.tattoo.has_value();
  document["decision"] = name_of(reading.decision());
  if (!reading.tattoo) {
    document["why_not"] = reading.why_not;
    return ascii(document);
  }
  const Tattoo &tattoo = *reading.tattoo;
  document["host"] = tattoo.host;
  document["machine"] = tattoo.machine;
  document["acs_ready"] = tattoo.acs_ready == Tri::unknown ? Json(nullptr) : Json(tattoo.acs_ready == Tri::yes);
  document["allowed"] = tattoo.allowed;
  document["build"] = text_or_null(tattoo.build);
  document["codes"] = code_list(tattoo.reasons);
  document["policy"] = Json{{"name", tattoo.policy_name}, {"version", tattoo.policy_version}, {"digest", tattoo.policy_digest}};
  document["evaluated_at"] = to_string(tattoo.evaluated);
  document["expires_at"] = to_string(tattoo.expires);
  document["gate"] = tattoo.gate;
  return ascii(document);
}

} // namespace acsgate
