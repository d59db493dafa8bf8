#include "report/json_parts.hpp"

#include "gate/name.hpp"

namespace acsgate {

std::string ascii(const Json &document, int indent) { return document.dump(indent, ' ', true, Json::error_handler_t::replace); }

Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json reason_list(const std::vector<Reason> &reasons) {
  Json array = Json::array();
  for (const Reason &reason : reasons) {
    array.push_back(Json{{"code", name_of(reason.code)}, {"text", reason.text}});
  }
  return array;
}

Json evidence_list(const std::vector<Evidence> &evidence) {
  Json array = Json::array();
  for (const Evidence &item : evidence) {
    Json object;
    object["fact"] = item.fact;
    object["value"] = nullptr;
    if (const auto *number = std::get_if<std::int64_t>(&item.value)) {
      object["value"] = *number;
    } else if (const auto *text = std::get_if<std::string>(&item.value)) {
      object["value"] = *text;
    }
    object["needed"] = item.needed;
    if (!item.source.empty()) {
      object["source"] = item.source;
    }
    array.push_back(std::move(object));
  }
  return array;
}

} // namespace acsgate
