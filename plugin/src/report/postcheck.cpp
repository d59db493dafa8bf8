#include "report/postcheck.hpp"

#include "base/text.hpp"
#include "gate/name.hpp"
#include "report/json_parts.hpp"

namespace acsgate {

namespace {

std::string_view sentence_of(Status status) {
  switch (status) {
  case Status::pass:
    return "runs";
  case Status::fail:
    return "does not run";
  default:
    return "it is not known whether it runs";
  }
}

} // namespace

std::string render_postcheck_text(const PostcheckSubject &subject, const Postcheck &result) {
  std::string text = printable(subject.host) + ": " + printable(subject.module) + ' ' + subject.expected +
                     " or newer: " + std::string(sentence_of(result.status())) + '\n';
  for (const PostcheckItem &item : result.items) {
    text += "  [" + std::string(name_of(item.status)) + "] " + item.id + ": " +
            (item.found.empty() ? "not read" : printable(item.found)) + " (needed: " + item.needed + ")\n";
  }
  return text;
}

std::string render_postcheck_json(const PostcheckSubject &subject, const Postcheck &result) {
  Json document;
  document["schema"] = "acsgate.postcheck/v1";
  document["host"] = subject.host;
  document["module"] = subject.module;
  document["expected"] = subject.expected;
  document["status"] = name_of(result.status());
  Json items = Json::array();
  for (const PostcheckItem &item : result.items) {
    items.push_back(
        Json{{"id", item.id}, {"status", name_of(item.status)}, {"found", text_or_null(item.found)}, {"needed", item.needed}});
  }
  document["items"] = std::move(items);
  return ascii(document) + '\n';
}

} // namespace acsgate
