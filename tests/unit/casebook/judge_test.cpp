#include "casebook/judge.hpp"
#include "casebook_builder.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace acsgate::test;

namespace {

/// `what: expected -> found` of everything that differs, one a line.
std::string differences(const std::string &entry) {
  std::string text;
  for (const Mismatch &mismatch : judge_case(first_case("  - {name: a, " + entry + "}\n"), shipped_policy(), nullptr)) {
    text += (text.empty() ? "" : "\n") + mismatch.what + ": " + mismatch.expected + " -> " + mismatch.found;
  }
  return text;
}

} // namespace

TEST_CASE("each expectation is met or told", "[casebook]") {
  CHECK(differences("build: 17763, ubr: 2210").empty());
  CHECK(differences("build: 17763, ubr: 2209") == "decision: acs -> legacy");
  const std::string legacy = "build: 17763, ubr: 2209, expect: legacy, ";
  CHECK(differences(legacy + "codes: OS.UBR_BELOW_FLOOR").empty());
  CHECK(differences(legacy + "codes: []") == "codes: none -> OS.UBR_BELOW_FLOOR");
  CHECK(differences(legacy + "codes: [OS.UBR_BELOW_FLOOR, CERT.ROOT_ABSENT]") ==
        "codes: OS.UBR_BELOW_FLOOR CERT.ROOT_ABSENT -> OS.UBR_BELOW_FLOOR");
  CHECK(differences(legacy + "ready: false").empty());
  CHECK(differences(legacy + "ready: unknown") == "ready: unknown -> false");
  CHECK(differences(legacy + "platform: windows-10-1809").empty());
  CHECK(differences(legacy + "platform: none") == "platform: none -> windows-10-1809");
  CHECK(differences("build: 1, expect: unknown, platform: windows-8") == "platform: windows-8 -> none");
  CHECK(differences(legacy + "kb: KB5005625").empty());
  CHECK(differences(legacy + "kb: []") == "kb: none -> KB5005625");
  CHECK(differences(legacy + "says: [Install KB5005625 or any, Windows 10 1809, 次の対処]") ==
        "says: 次の対処 -> no text with these words");
}

TEST_CASE("requirements", "[casebook]") {
  const std::string legacy = "build: 17763, ubr: 2209, expect: legacy, ";
  CHECK(differences(legacy + "requirements: {acs-update: [fail, OS.UBR_BELOW_FLOOR], acs-root: pass}").empty());
  CHECK(differences(legacy + "requirements: {acs-update: pass}") == "requirement acs-update: pass -> fail");
  CHECK(differences(legacy + "requirements: {acs-root: [pass, CERT.ROOT_ABSENT]}") ==
        "requirement acs-root codes: CERT.ROOT_ABSENT -> CERT.ROOT_PRESENT");
  CHECK(differences("module: manager, requirements: {acs-root: pass}") ==
        "requirement acs-root: pass -> not judged for this host and module");
  CHECK(differences("build: 19045, pending: cbs, waive: settled, requirements: {settled: waived}").empty());
  CHECK(differences("build: 19045, pending: cbs, waive: acs-root") == "decision: acs -> hold");
}

TEST_CASE("builds", "[casebook]") {
  const std::string legacy = "build: 17763, ubr: 2209, expect: legacy, ";
  CHECK(differences(legacy + "ask: {20.0.0-6690: [refused, acs-build], 20.0.0-6689: [allowed, legacy-build]}, best: 20.0.0-6689, "
                             "outcome: refused")
            .empty());
  CHECK(differences(legacy + "ask: {20.0.0-6690: allowed}") == "build 20.0.0-6690: allowed -> refused");
  CHECK(differences(legacy + "ask: {20.0.0-6690: legacy-build}") == "build 20.0.0-6690 kind: legacy-build -> acs-build");
  CHECK(differences(legacy + "ask: {20.0.0-6690: BUILD.HELD}") ==
        "build 20.0.0-6690 codes: BUILD.HELD -> BUILD.ACS_HELD_BACK MODULE.NOT_READ");
  CHECK(differences(legacy + "ask: 20.0.0-6690, best: 20.0.0-6690") == "best: 20.0.0-6690 -> none");
  CHECK(differences(legacy + "ask: 20.0.0-6690, outcome: held") == "outcome: held -> refused");
  CHECK(differences(legacy + "outcome: held") == "outcome: held -> nothing was asked");
  CHECK(differences(legacy + "module: feature-package, released: 2023-01-31, outcome: unknown") == "outcome: unknown -> allowed");
}

TEST_CASE("kept facts do not borrow", "[casebook]") {
  const Casebook book = casebook(k_cases_head + R"(
cases:
  - {name: a, host: HOST-WITH-A-LONG-NAME-OF-ITS-OWN, facts: {host: {labels: {ring: canary}}, services: {items: {ds_agent: {state: running}}}}}
  - {name: b, host: ANOTHER-HOST-WITH-A-LONG-NAME-OF-ITS-OWN, pending: [windows-update, another-signal]}
)");
  const Facts &first = book.cases[0].facts->get();
  CHECK(first.host.name == "HOST-WITH-A-LONG-NAME-OF-ITS-OWN");
  CHECK(first.host.labels.front().second == "canary");
  CHECK(first.services.items->front().name == "ds_agent");
  CHECK(book.cases[1].facts->get().reboot.pending->back() == "another-signal");
}
