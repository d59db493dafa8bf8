// Any bytes as what runs and waves leave behind: the record of a run, a manifest of installers, and line by line the events of a
// ledger and results for it.
#include "install/offer.hpp"
#include "install/record.hpp"
#include "rollout/result_line.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace acsgate;

namespace {

void read_record(std::string_view text) {
  const auto record = parse_record(text, "fuzz.json");
  if (!record) {
    return;
  }
  // What is written of it says the same.
  const std::string written = render_record(*record);
  const auto again = parse_record(written, "fuzz.json");
  if (!again || render_record(*again) != written) {
    std::abort();
  }
}

void read_manifest(std::string_view text) {
  const auto offer = load_offer_text(text, "fuzz.yaml");
  if (!offer) {
    if (offer.error().empty()) {
      std::abort();
    }
    return;
  }
  for (const Package &package : *offer) {
    if (package.sha256.size() != 64 || package.file.starts_with('/') || package.file.find("..") == 0) {
      std::abort();
    }
  }
}

void take(LedgerState &state, const Event &event, std::uint64_t number) {
  // What is taken in reads back as it is written.
  const std::string body = canonical_text(event, number);
  const auto again = parse_event(body, number);
  if (!again || canonical_text(*again, number) != body) {
    std::abort();
  }
  (void)apply(state, event, number);
}

void read_ledger(std::string_view text) {
  const Timestamp now = *parse_timestamp("2026-11-24T12:00:00Z");
  LedgerState state;
  std::uint64_t number = 1;
  for (std::size_t at = 0; at < text.size() && number < 64;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (const auto event = parse_event(line, number)) {
      take(state, *event, number++);
    } else if (const auto result = parse_result_line(line); result && state.started()) {
      if (auto step = record_result(state, *result, now); step && step->event) {
        take(state, *step->event, number++);
      }
    }
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char *>(data), size);
  read_record(text);
  read_manifest(text);
  read_ledger(text);
  return 0;
}
