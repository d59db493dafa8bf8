#include "policy/lint.hpp"

#include "policy_files.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace acsgate;

namespace {

constexpr std::string_view k_now = "2026-11-22T12:00:00Z";

LintResult lint_text(const std::string &text, std::string_view now = k_now) {
  const auto layered = load_layered_policy_text(text, "t.yaml");
  if (!layered) {
    FAIL(to_string(layered.error().front()));
  }
  return lint(*layered, *parse_timestamp(now));
}

/// `code line:column` of each finding on an overlay with these lines, which begin on line 3.
std::vector<std::string> found(const std::string &lines, std::string_view now = k_now) {
  std::vector<std::string> codes;
  for (const Finding &finding : lint_text("extends: builtin\nname: t\n" + lines, now).findings) {
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.file == "t.yaml");
    CHECK_FALSE(finding.fix.empty());
    codes.push_back(std::string(finding.code) + ' ' + std::to_string(finding.line) + ':' + std::to_string(finding.column));
  }
  return codes;
}

using Codes = std::vector<std::string>;

/// What loosens, on one line of an overlay; empty where nothing does.
std::string loosened(const std::string &line) {
  const LintResult result = lint_text("extends: builtin\nname: t\n" + line + "\n");
  std::string text;
  for (const Finding &finding : result.findings) {
    if (finding.code == "lint.loosened") {
      CHECK(finding.line == 3);
      text += (text.empty() ? "" : "|") + finding.what.substr(std::string("looser than the policy below: ").size());
    }
  }
  return text;
}

} // namespace

TEST_CASE("an overlay without doubtful values has no findings; what stands below it is counted") {
  CHECK(found("on_unknown: hold\n").empty());
  const LintResult result = lint_text("extends: builtin\nname: t\n");
  CHECK(result.findings.empty());
  CHECK(result.inherited > 0);
}

TEST_CASE("the policy compiled in is linted by itself") {
  const LintResult result = lint(load_layered_policy("").value(), *parse_timestamp(k_now));
  CHECK(result.inherited == 0);
  CHECK(result.findings.size() == lint_text("extends: builtin\nname: t\n").inherited);
  for (const Finding &finding : result.findings) {
    CHECK(finding.file == "<builtin>");
    CHECK(finding.line == 0);
    CHECK((finding.code == "lint.table-old" || finding.code == "lint.unused-source"));
  }
}

TEST_CASE("terms of review: the day itself is still in time") {
  const std::string line = "products: {pattern: {as_of: 2026-01-01, review_by: 2026-11-21}}\n";
  CHECK(found("issued: 2026-01-01\n" + line, "2026-10-22T23:59:59Z").empty());
  CHECK(found("issued: 2026-01-01\n" + line, "2026-10-23T00:00:00Z") == Codes{"lint.review-soon 4:52"});
  CHECK(found("issued: 2026-01-01\n" + line, "2026-11-21T23:59:59Z") == Codes{"lint.review-soon 4:52"});
  CHECK(found("issued: 2026-01-01\n" + line, "2026-11-22T00:00:00Z") == Codes{"lint.review-due 4:52"});
}

TEST_CASE("tables of updates age") {
  const std::string lines = "sources: {wesng: {known_until: 2026-11-01}, kb5022661: {known_until: 2020-01-01}}\n";
  CHECK(found(lines, "2027-01-30T00:00:00Z").empty());
  CHECK(found(lines, "2027-01-30T00:00:01Z") == Codes{"lint.table-old 3:32"}); // kb5022661 has no update rows
  // The day on which the policy was issued counts where the clock is behind it.
  CHECK(found(lines + "issued: 2027-03-01\n", "2026-11-22T12:00:00Z") ==
        Codes{"lint.table-old 3:32", "lint.issued-in-future 4:9"});
}

TEST_CASE("an update that is newer than its source says") {
  CHECK(found("updates:\n  - 9600,,KB5099999,2026-06-28,monthly-rollup,wesng\n").empty());
  CHECK(found("updates:\n  - 9600,,KB5099999,2026-06-29,monthly-rollup,wesng\n") == Codes{"lint.update-after-known-until 4:5"});
}

TEST_CASE("facts_max_age that nobody means") {
  CHECK(found("facts_max_age: 59m\n") == Codes{"lint.facts-max-age 3:16"});
  CHECK(found("facts_max_age: 1h\n").empty());
  const Codes longest = found("facts_max_age: 180d\n");
  CHECK(std::ranges::find(longest, "lint.facts-max-age 3:16") == longest.end());
  const Codes longer = found("facts_max_age: 181d\n");
  CHECK(std::ranges::find(longer, "lint.facts-max-age 3:16") != longer.end());
}

TEST_CASE("what nothing refers to") {
  CHECK(found("sources: {mine: {title: t, url: \"https://example.jp\"}}\n") == Codes{"lint.unused-source 3:17"});
  CHECK(found("sources: {mine: {title: t, url: \"https://example.jp\"}}\nproducts: {agent: {source: mine}}\n").empty());
  CHECK(found("platforms: {esu_programmes: {x: {title: t, activation_ids: [], source: wesng}}}\n") ==
        Codes{"lint.unused-esu-programme 3:33"});
  CHECK(found("requirements:\n  x: {title: {en: x, ja: x}, remedy: {en: x, ja: x}, source: wesng, no_pending_reboot: [cbs], "
              "on_fail: hold}\n") == Codes{"lint.unused-requirement 4:6"});
}

TEST_CASE("update rows by which no host is judged, counted by build") {
  CHECK(found("updates:\n  - 19999,1,KB5000001,2026-01-01,regular,wesng\n  - 19999,2,KB5000002,2026-01-02,regular,wesng\n") ==
        Codes{"lint.update-unreached 4:5"});
  CHECK(found("updates: ['17763,2209,KB5000001,2021-09-01,regular,dataforgeeks']\n") == Codes{"lint.update-without-effect 3:11"});
  CHECK(found("updates: ['17763,2210,KB5000001,2021-09-01,regular,dataforgeeks']\n").empty());
  CHECK(found("updates: ['9600,,KB5000001,2026-01-01,security-only,wesng']\n") == Codes{"lint.update-without-effect 3:11"});
  // Below the floor, but it keeps a KB from proving that was published at the floor too.
  CHECK(found("updates: ['17763,2209,KB5005625,2021-09-01,regular,dataforgeeks']\nplatforms:\n  rows: [{id: windows-10-1809, "
              "min_ubr: 2300, proof_kb: [KB5007206]}]\n") == Codes{"lint.update-without-effect 3:11"});
}

TEST_CASE("a floor of zero") {
  const Codes codes = found("platforms:\n  rows: [{id: x, title: x, build: 19999, min_ubr: 0, proof_kb: [KB5000001], source: "
                            "wesng}]\nupdates: ['19999,1,KB5000001,2026-01-01,regular,wesng']\n");
  CHECK(codes == Codes{"lint.floor-zero 4:51"});
}

TEST_CASE("texts and names") {
  CHECK(found("platforms: {rows: [{id: windows-8, note: {en: Only the server can, ja: Only the server can}}]}\n") ==
        Codes{"lint.japanese-missing 3:72"});
  CHECK(found("platforms: {rows: [{id: windows-8, note: {en: Windows 8, ja: Windows 8}}]}\n").empty());
  CHECK(found("products: {agent: {aliases: [Agent]}}\n") == Codes{"lint.names-alike 3:29"});
}

TEST_CASE("an overlay says only what changes") {
  CHECK(found("on_unknown: legacy\n") == Codes{"lint.repeats-base 3:13"});
  CHECK(found("schema: acsgate.policy/v1\n").empty());
  CHECK(found("products: {agent: {requires: [acs-update, acs-root, settled]}}\n") == Codes{"lint.repeats-base 3:30"});
  CHECK(found("platforms: {rows: [{id: windows-8, build: 9200}]}\n") == Codes{"lint.repeats-base 3:43"});
  CHECK(found("platforms: {rows: [{id: windows-8}]}\n") == Codes{"lint.overlay-changes-nothing 3:20"});
  const LintResult nothing = lint_text("extends: builtin\n");
  REQUIRE(nothing.findings.size() == 1);
  CHECK(nothing.findings[0].code == "lint.overlay-changes-nothing");
  const LintResult unnamed = lint_text("extends: builtin\non_unknown: hold\n");
  REQUIRE(unnamed.findings.size() == 1);
  CHECK(unnamed.findings[0].code == "lint.name-of-base");
}

TEST_CASE("an overlay that loosens says so") {
  const auto [line, what] = GENERATE(table<const char *, const char *>({
      {"facts_max_age: 31d", "facts count for 31d instead of 30d"},
      {"legacy_until: 2023-02-02", "builds released before 2023-02-02 instead of 2023-02-01 count as legacy builds"},
      {"requirements: {acs-update: {waivable: true}}", "requirement \"acs-update\" may be waived"},
      {"requirements: {acs-update: {on_pending: legacy}}",
       "requirement \"acs-update\" no longer holds hosts whose update waits for a restart: they may have legacy builds"},
      {"requirements: {acs-update: {evidence: [native, hotfix, ubr, rollup_package]}}",
       "requirement \"acs-update\" asks other evidence, or in another order: what failed before may pass"},
      {"requirements: {acs-root: {root_certificate: {sha1: 0000000000000000000000000000000000000000}}}",
       "requirement \"acs-root\" is met by another certificate"},
      {"requirements: {settled: {on_fail: legacy}}",
       "requirement \"settled\" no longer holds hosts that fail it: they may have legacy builds"},
      {"requirements: {settled: {no_pending_reboot: [cbs]}}",
       "requirement \"settled\" no longer heeds the restart signal windows-update"},
      {"products: {agent: {requires: [acs-update, acs-root]}}", "product \"agent\" no longer requires \"settled\""},
      {"products: {agent: {lines: {\"12.0\": {first_acs: 12.0.0-2933}}}}",
       "line 12.0 of product \"agent\" counts builds from 12.0.0-2932 to below 12.0.0-2933 as legacy builds: they would go to "
       "hosts that can't run them"},
      {"products: {agent: {lines: {\"20.0\": {patches: [0]}}}}",
       "line 20.0 of product \"agent\" no longer has patch level 1: three-part builds of it would be taken for another level"},
      {"products: {agent: {artifact_leads: policy}}",
       "product \"agent\" decides where a file's signature and its build disagree, which is unknown in the policy below"},
      {"products: {feature-package: {release_rule: {acs_from: 2023-02-16}}}",
       "product \"feature-package\" takes builds of later dates for legacy builds, or not for ACS builds"},
      {"platforms: {rows: [{id: windows-10-1809, min_ubr: 2209}]}",
       "platform \"windows-10-1809\" needs revision 2209 instead of 2210"},
      {"platforms: {rows: [{id: windows-8.1, proof_kb: [KB5006714, KB5006729, KB5007255]}]}\n"
       "updates: ['9600,,KB5007255,2021-11-09,security-only,wesng']",
       "platform \"windows-8.1\" takes KB5007255 for a proof, which the policy below does not"},
  }));
  INFO(line);
  CHECK(loosened(line) == what);
}

TEST_CASE("what is stricter, or only more, does not loosen") {
  const char *line = GENERATE("facts_max_age: 29d", "on_unknown: hold", "legacy_until: 2023-01-31",
                              "requirements: {settled: {waivable: false, no_pending_reboot: [cbs, windows-update, x]}}",
                              "requirements: {acs-root: {absent_with_auto_update: unknown}}",
                              "products: {agent: {lines: {\"12.0\": {first_acs: 12.0.0-2931, platforms: [windows-8.1]}}}}",
                              "products: {pattern: {requires: [acs-root]}}", "products: {agent: {artifact_leads: neither}}",
                              "platforms: {rows: [{id: windows-10-1809, min_ubr: 2300, proof_kb: [KB5007206]}]}",
                              "platforms: {rows: [{id: x, title: x, build: 19999, native: true, source: wesng}]}",
                              "updates: ['9600,,KB5099999,2026-06-28,monthly-rollup,wesng']");
  INFO(line);
  CHECK(loosened(line).empty());
}

TEST_CASE("an overlay is compared with the overlay that it extends, not with what is below that") {
  const test::TemporaryFolder folder;
  folder.write("base.yaml", "extends: builtin\nname: base\nrequirements: {settled: {on_fail: legacy}}\non_unknown: hold\n");
  const auto codes = [&](const std::string &text) {
    const auto layered = load_layered_policy(folder.write("top.yaml", "extends: base.yaml\nname: top\n" + text));
    Codes list;
    for (const Finding &finding : lint(layered.value(), *parse_timestamp(k_now)).findings) {
      list.emplace_back(finding.code);
    }
    return list;
  };
  CHECK(codes("facts_max_age: 7d\n").empty());
  CHECK(codes("on_unknown: legacy\n") == Codes{"lint.loosened"});
  CHECK(codes("requirements: {settled: {on_fail: legacy}}\n") == Codes{"lint.repeats-base"});
  CHECK(codes("requirements: {settled: {on_fail: hold}}\n").empty());
}

TEST_CASE("an error of the loader becomes a finding with its position") {
  const Finding positioned = finding_of({ErrorKind::policy, "C:/a:b/p.yaml:12:5", "what", "fix", "policy.unknown-key"});
  CHECK(positioned.severity == Severity::error);
  CHECK(positioned.code == "policy.unknown-key");
  CHECK(positioned.file == "C:/a:b/p.yaml");
  CHECK(positioned.line == 12);
  CHECK(positioned.column == 5);
  const Finding bare = finding_of({ErrorKind::policy, "a/p.yaml", "can't be opened", ""});
  CHECK(bare.file == "a/p.yaml");
  CHECK(bare.line == 0);
  CHECK(bare.column == 0);
  CHECK(bare.code == "policy.unreadable");
  CHECK(finding_of({ErrorKind::policy, "p.yaml:7", "what", ""}).file == "p.yaml:7");
}

TEST_CASE("every kind of mistake has its code") {
  const auto [line, code] = GENERATE(table<const char *, const char *>({
      {"on_unknwon: hold", "policy.unknown-key"},
      {"products: {x: {requires: [acs-root], source: wesng}}", "policy.missing-key"},
      {"products: {agent: {requires: [acs-rot]}}", "policy.unknown-name"},
      {"products: {agent: {aliases: [relay, relay]}}", "policy.duplicate"},
      {"products: {agent: {lines: {\"20.0\": {patches: [1, 0]}}}}", "policy.order"},
      {"facts_max_age: 30", "policy.bad-value"},
      {"facts_max_age: [", "policy.syntax"},
      {"updates: nowhere.csv", "policy.file-reference"},
  }));
  INFO(line);
  const auto layered = load_layered_policy_text(std::string("extends: builtin\nname: t\n") + line + '\n', "t.yaml");
  REQUIRE_FALSE(layered);
  CHECK(layered.error().front().code == code);
}
