#include "rollout/rollout_values.hpp"
#include "rollouts.hpp"

#include "policy/loader.hpp"

using namespace rollouts;

TEST_CASE("the sample rollout loads, fits the policy, and its canonical form says the same") {
  auto loaded = load_rollout(POLICIES_DIR "/rollouts/sample.yaml");
  REQUIRE(loaded);
  const Rollout &rollout = loaded->rollout;
  CHECK(rollout.waves.size() == 3);
  CHECK(rollout.waves[0].manual);
  CHECK(rollout.waves[0].soak == std::chrono::hours(24));
  CHECK(rollout.waves[1].up_to == Share(10'000'000));
  CHECK(to_string(*rollout.holds[0].until) == "2026-12-31T15:00:00Z"); // the whole day in Tokyo
  CHECK(to_string(*rollout.waivers[0].from) == "2026-11-23T15:00:00Z");
  CHECK(policy_path_of(rollout, "a/b/r.yaml") == "a/trendmicro-deep-security.yaml");
  const auto policy = load_builtin_policy();
  CHECK(bind_rollout(*loaded, policy->policy).empty());
  const auto again = load_rollout_text(loaded->canonical, "again");
  REQUIRE(again);
  CHECK(again->canonical == loaded->canonical);
  CHECK(again->rollout.digest == rollout.digest);
}

TEST_CASE("fractions of a percent survive the canonical form") {
  const auto loaded = load_rollout_text(std::string(k_head) + "waves: [{name: a, up_to_percent: 0.5}]\n", "r");
  REQUIRE(loaded);
  CHECK(load_rollout_text(loaded->canonical, "again")->rollout.waves[0].up_to == Share(500'000));
  CHECK(percent_text(500'000) == "0.5");
  CHECK_FALSE(parse_percent("100.1"));
  CHECK_FALSE(parse_percent("1."));
}

TEST_CASE("everything that is wrong with a rollout is named with its place") {
  const auto found = errors("schema: acsgate.rollout/v1\n"                               // 1
                            "name: r\n"                                                  // 2
                            "policy: builtin\n"                                          // 3
                            "zone: Asia/Tokio\n"                                         // 4
                            "offer:\n"                                                   // 5
                            "  - {module: agent, build: 20.0}\n"                         // 6
                            "  - {module: notifier, build: 20.0.0-1, file: x}\n"         // 7
                            "waves:\n"                                                   // 8
                            "  - {name: a, up_to_percnt: 10}\n"                          // 9
                            "  - {name: a, up_to_percent: \"10\", soak: 1 day}\n"        // 10
                            "change_windows: [{days: [mond], from: 22:00, to: \"4\"}]\n" // 11
                            "holds: [{match: {}, reason: x, owner: y}]\n"                // 12
                            "blackouts: [{from: 2026-12-02, until: 2026-12-01, reason: x}]\n");
  const std::vector<std::string> expected{
      "r.yaml:4:7: this system knows no time zone \"Asia/Tokio\"",
      "r.yaml:6:28: \"build\" must be a build such as 20.0.0-6690, not \"20.0\"",
      "r.yaml:7:5: \"file\" and \"sha256\" belong together",
      "r.yaml:7:5: all builds of a rollout must be of one module, and the first is of \"agent\"",
      "r.yaml:9:5: wave lacks \"match\" or \"up_to_percent\"",
      "r.yaml:9:15: wave has no key \"up_to_percnt\"; did you mean \"up_to_percent\"",
      "r.yaml:10:5: wave \"a\" stands here twice",
      "r.yaml:10:30: \"up_to_percent\" must be a number from 0 to 100, not \"10\"",
      "r.yaml:10:42: \"soak\" must be a whole number with s, m, h or d, such as 24h, not \"1 day\"",
      "r.yaml:11:26: \"days\" must hold mon, tue, wed, thu, fri, sat or sun, not \"mond\"; did you mean \"mon\"",
      "r.yaml:11:39: \"from\" must be a time of day as \"HH:MM\", in quotes, not \"22:00\"",
      "r.yaml:11:50: \"to\" must be a time of day as \"HH:MM\", in quotes, not \"4\"",
      "r.yaml:12:17: \"match\" must hold a condition",
      "r.yaml:13:13: \"until\" must be after \"from\""};
  REQUIRE(found.size() == expected.size());
  for (std::size_t index = 0; index < expected.size(); ++index) {
    INFO(found[index]);
    CHECK(found[index].starts_with(expected[index]));
  }
}

TEST_CASE("names that the policy lacks, and requirements that can't be waived") {
  auto loaded = load_rollout_text(
      "schema: acsgate.rollout/v1\nname: r\npolicy: builtin\nzone: UTC\noffer: [{module: agnt, build: 20.0.0-1}]\n"
      "waves: [{name: a, up_to_percent: 100}]\n"
      "waivers: [{match: {name: x}, requirement: acs-update, reason: x, approver: y, until: 2027-01-01}]\n"
      "accepted_risks: [{match: {name: x}, risks: [no-bug-fix], reason: x, owner: y, until: 2027-01-01}]\n",
      "r.yaml");
  REQUIRE(loaded);
  const auto found = bind_rollout(*loaded, load_builtin_policy()->policy);
  REQUIRE(found.size() == 3);
  CHECK(to_string(found[0]) == "r.yaml:5:18: there is no module \"agnt\"; did you mean \"agent\"");
  CHECK(found[1].what == "requirement \"acs-update\" can't be waived: the policy does not mark it waivable");
  CHECK(to_string(found[2]) == "r.yaml:8:45: there is no risk \"no-bug-fix\"; did you mean \"no-bug-fixes\"");
}
