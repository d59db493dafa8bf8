// Loads any bytes as a policy, YAML or canonical JSON, and where that succeeds decides for a host with it, in both languages,
// lints it and compares it with the policy compiled in. Any bytes are also a line that a caret is put under.
#include "base/caret.hpp"
#include "facts/facts_json.hpp"
#include "gate/explain.hpp"
#include "policy/document.hpp"
#include "policy/lint.hpp"
#include "policy/loader.hpp"
#include "policy/outline.hpp"
#include "report/findings.hpp"
#include "report/policy_diff.hpp"
#include "report/render.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace acsgate;

namespace {

constexpr std::string_view k_host = R"({"schema":"acsgate.facts/v1","collected_at":"2026-11-22T10:00:00Z",
"os":{"family":"windows","build":9600,"ubr":19913,"type":"server"},"updates":{"hotfixes":["KB5006714"],
"packages":[{"name":"Package_for_RollupFix","version":"9600.20144.1.1","state":"installed"}]},
"reboot":{"pending":["cbs"]},"roots":{"present":[],"disallowed":[]},
"modules":{"items":[{"module":"agent","version":"20.0.6690"}]}})";

void decide(const LoadedPolicy &loaded) {
  static FactsDecoder decoder;
  const auto facts = decoder.decode(k_host, "host");
  const Timestamp now = *parse_timestamp("2026-11-22T12:00:00Z");
  const Ask asks[] = {{parse_version("20.0.0-6690"), {}}, {parse_version("20.0.6690"), parse_date("2023-01-01")}};
  for (const Product &product : loaded.policy.products) {
    const Verdict verdict = evaluate(loaded.policy, product, **facts, asks, {}, now);
    for (const Language language : {Language::en, Language::ja}) {
      const Explanation explanation = explain(verdict, loaded.policy, product, **facts, asks, now, language);
      (void)render_json(explanation);
      (void)render_text(explanation, language);
      (void)render_junit(explanation);
    }
  }
}

void look_at(const LayeredPolicy &layered) {
  const LineSource line = [](const std::string &, std::uint32_t) { return std::optional<std::string>("line"); };
  for (const Finding &finding : lint(layered, *parse_timestamp("2026-11-22T12:00:00Z")).findings) {
    (void)render_finding_text(finding, line);
    (void)render_finding_json(finding);
  }
  static const LoadedPolicy k_builtin = load_builtin_policy().value();
  const auto changes = differences(k_builtin.document, layered.merged.document);
  // Policies that say the same have the same digest.
  if (changes.empty() != (k_builtin.policy.digest == layered.merged.policy.digest)) {
    std::abort();
  }
  (void)render_values_text(k_builtin, layered.merged, changes);
  (void)render_values_json(k_builtin, layered.merged, changes);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char *>(data), size);
  (void)caret_below(text, 1, static_cast<std::uint32_t>(size == 0 ? 0 : size * data[0] / 255));
  if (const auto layered = load_layered_policy_text(text, "fuzz.yaml")) {
    look_at(*layered);
  }
  const auto loaded = load_policy_text(text, "fuzz.yaml");
  if (loaded) {
    decide(*loaded);
    (void)outline_of(loaded->document);
    // What was accepted once is accepted again in canonical form, with the same digest.
    const auto again = load_policy_text(loaded->canonical, "fuzz.json");
    if (!again || again->policy.digest != loaded->policy.digest) {
      std::abort();
    }
  } else if (loaded.error().empty()) {
    std::abort();
  }
  return 0;
}
