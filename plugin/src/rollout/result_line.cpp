#include "rollout/result_line.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace acsgate {

namespace {

using nlohmann::json;

constexpr std::size_t k_max_detail = 500;
constexpr std::array<std::string_view, 5> k_results{"success", "failure", "refused", "unknown", "installed"};

tl::unexpected<Error> wrong(std::string what, std::string fix = {}) {
  return tl::unexpected(Error{ErrorKind::input, "", std::move(what), std::move(fix)});
}

std::string text_of(const json &line, std::initializer_list<const char *> keys) {
  for (const char *key : keys) {
    if (const auto found = line.find(key); found != line.end() && found->is_string()) {
      return found->get<std::string>();
    }
  }
  return {};
}

/// ConfigMgr's AppStatusType. Success says that the build was detected: whether it runs, the post-check tells.
std::string of_configmgr(const json &line) {
  static constexpr std::array<std::string_view, 6> k_status{"", "installed", "", "refused", "", "failure"};
  for (const char *key : {"AppStatusType", "StatusType"}) {
    const auto found = line.find(key);
    if (found == line.end()) {
      continue;
    }
    unsigned long number = 0;
    const std::string text = found->is_string() ? found->get<std::string>() : found->dump();
    return std::string(parse_decimal(text, k_status.size() - 1, number) ? k_status.at(number) : "");
  }
  return {};
}

std::string of_status(const std::string &status) {
  return status == "pass" ? "success" : status == "fail" ? "failure" : status == "unknown" ? "unknown" : "";
}

/// May the result follow the one that an attempt has? A later failure overrules a success, because it may come while the host
/// soaks; what nobody knew may become known.
bool may_follow(const Attempt &attempt, std::string_view result) {
  switch (attempt.progress) {
  case Progress::open:
  case Progress::inconclusive:
    return true;
  case Progress::success:
    return result == "failure";
  case Progress::failure:
  case Progress::idle:
    break;
  }
  return false;
}

std::string_view result_of(const Attempt &attempt) {
  switch (attempt.progress) {
  case Progress::success:
    return "success";
  case Progress::failure:
    return "failure";
  case Progress::inconclusive:
    return "unknown";
  case Progress::idle:
    return "refused";
  case Progress::open:
    break;
  }
  return attempt.installed ? "installed" : "";
}

/// The latest attempt at a host by its name; nothing where it has none.
Result<std::optional<std::size_t>> attempt_at(const LedgerState &state, const std::string &host) {
  if (const auto key = state.by_key.find(host); key != state.by_key.end()) {
    return state.hosts[key->second].attempt;
  }
  const auto named = state.by_name.find(lower_ascii(host));
  if (named == state.by_name.end()) {
    return std::optional<std::size_t>();
  }
  if (named->second.size() > 1) {
    return wrong("host \"" + printable(host, 80) + "\" could be either of several", "name the attempt, or the id of the host");
  }
  return state.hosts[named->second.front()].attempt;
}

} // namespace

Result<ResultLine> parse_result_line(std::string_view text) {
  const json line = json::parse(text, nullptr, false);
  if (!line.is_object()) {
    return wrong("is no JSON object", "give one result a line");
  }
  ResultLine read{.attempt = text_of(line, {"attempt"}),
                  .host = text_of(line, {"host", "id", "MachineName", "DeviceName", "displayName"}),
                  .result = {},
                  .detail = text_of(line, {"detail", "description", "alert"})};
  read.detail.resize(std::min(read.detail.size(), k_max_detail));
  const std::string schema = text_of(line, {"schema"});
  const std::string source = text_of(line, {"source"});
  if (schema == "acsgate.postcheck/v1") {
    read.result = of_status(text_of(line, {"status"}));
  } else if (schema == "acsgate.decision/v1") {
    const auto allowed = line.find("allowed");
    read.result = allowed != line.end() && allowed->is_boolean() && !allowed->get<bool>() ? "refused" : "";
  } else if (source == "configmgr") {
    read.result = of_configmgr(line);
  } else if (source == "deep-security-manager") {
    read.result = "failure";
  } else {
    read.result = text_of(line, {"result"});
    if (std::ranges::find(k_results, read.result) == k_results.end()) {
      return wrong("\"result\" must be one of success, failure, refused, unknown, installed, not \"" +
                   printable(read.result, 80) + '"' + did_you_mean(read.result, {k_results.begin(), k_results.end()}));
    }
  }
  if (read.attempt.empty() && read.host.empty()) {
    return wrong("names neither an attempt nor a host", "give the attempt id that acsgate wave next printed");
  }
  return read;
}

Result<RecordStep> record_result(const LedgerState &state, const ResultLine &line, Timestamp now) {
  std::optional<std::size_t> index;
  if (line.attempt.empty()) {
    auto found = attempt_at(state, line.host);
    if (!found) {
      return tl::unexpected(std::move(found.error()));
    }
    index = *found;
  } else if (const auto known = state.by_attempt.find(line.attempt); known != state.by_attempt.end()) {
    index = known->second;
  } else {
    return wrong("attempt \"" + printable(line.attempt, 80) + "\" was never made", "check that this is the right ledger");
  }
  if (!index || line.result.empty()) {
    return RecordStep{};
  }
  const Attempt &attempt = state.attempts[*index];
  const std::string_view has = result_of(attempt);
  if (has == line.result || (line.result == "installed" && (attempt.installed || attempt.progress == Progress::success ||
                                                            attempt.progress == Progress::failure))) {
    return RecordStep{.outcome = RecordOutcome::repeated, .event = {}};
  }
  if (!may_follow(attempt, line.result)) {
    // What is exported by host goes on repeating old news; what names an attempt should know better.
    return line.attempt.empty() ? Result<RecordStep>(RecordStep{})
                                : wrong("attempt \"" + printable(line.attempt, 80) + "\" has the result " + std::string(has) +
                                            " already, which " + line.result + " contradicts",
                                        "find out which of the two is true");
  }
  Event event{.kind = "result", .at = std::max(now, state.clock), .data = {{"attempt", attempt.id}, {"result", line.result}}};
  if (!line.detail.empty()) {
    event.data["detail"] = line.detail;
  }
  return RecordStep{.outcome = RecordOutcome::recorded, .event = std::move(event)};
}

} // namespace acsgate
