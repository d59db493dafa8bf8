#!/usr/bin/env python3
"""Cases of plugin/DECISION.md, worked out by hand, for the reference that the binary is compared with."""

import copy
import unittest

import reference

ROOT = "F40042E2E5F7E8EF8189FED15519AECE42C3BFA2"
ROOT_SHA256 = "5367F20C7ADE0E2BCA790915056D086B720C33C1FA2A2661ACF787E3292E1270"
OTHER_ROOT = "CDD4EEAE6000AC7F40C3802C171E30148030C072"
NOW = "2026-11-22T12:00:00Z"
READY = {"acs-update": "pass", "acs-root": "pass", "settled": "pass"}

POLICY = {
    "issued": "2026-11-22",
    "facts_max_age": "30d",
    "on_unknown": "legacy",
    "legacy_until": "2023-02-01",
    "platforms": {
        "rows": [
            {"id": "vista", "build": 6000, "never": True},
            {"id": "windows-8", "build": 9200, "type": "client", "never": True},
            {"id": "server-2012", "build": 9200, "type": "server", "min_ubr": 23490, "proof_kb": ["KB5006739", "KB5006732"]},
            {"id": "windows-8.1", "build": 9600, "min_ubr": 20144, "proof_kb": ["KB5006714", "KB5006729"]},
            {"id": "twins-client", "build": 15063, "type": "client", "never": True},
            {"id": "twins-server", "build": 15063, "type": "server", "never": True},
            {"id": "windows-10-1809", "build": 17763, "min_ubr": 2210, "proof_kb": ["KB5005625"]},
            {"id": "windows-11", "build": 22000, "and_later": True, "native": True},
        ]
    },
    "updates": [
        "9200,,KB5006732,2021-10-12,security-only,slow",
        "9200,,KB5006739,2021-10-12,monthly-rollup,slow",
        "9600,,KB5006714,2021-10-12,monthly-rollup,slow",
        "9600,,KB5006729,2021-10-12,security-only,slow",
        "9600,,KB5005613,2021-09-14,monthly-rollup,slow",
        "9600,,KB5007247,2021-11-09,monthly-rollup,slow",
        "9600,,KB5008263,2021-12-14,monthly-rollup,slow",
        "9600,20200,KB5008263,2021-12-14,security-only,slow",
        "17763,2183,KB5005568,2021-09-14,regular,fast",
        "17763,2210,KB5005625,2021-09-21,preview,fast",
        "17763,2237,KB5006672,2021-10-12,regular,fast",
        "17763,2200,KB5009999,2021-10-12,regular,fast",
        "17763,2300,KB5009999,2021-11-12,regular,fast",
        "14393,4704,KB5020000,2021-10-12,regular,fast",
    ],
    "requirements": {
        "acs-update": {"evidence": ["native", "ubr", "rollup_package", "hotfix"], "on_pending": "hold"},
        "acs-root": {"root_certificate": {"sha1": ROOT, "sha256": ROOT_SHA256}, "absent_with_auto_update": "fail"},
        "settled": {"no_pending_reboot": ["cbs", "windows-update"], "on_fail": "hold"},
    },
    "products": {
        "agent": {
            "aliases": ["relay"],
            "requires": ["acs-update", "acs-root", "settled"],
            "lines": {
                "20.0": {"first_acs": "20.0.0-6690", "patches": [0, 1]},
                "12.0": {"first_acs": "12.0.0-2932"},
                "11.0": {"first_acs": "11.0.0-2580", "platforms": ["windows-8.1"]},
            },
        },
        "manager": {"requires": [], "lines": {"20.0": {"first_acs": "20.0.737"}}},
        "package": {"requires": ["acs-root"], "release_rule": {"legacy_before": "2023-02-01", "acs_from": "2023-02-15"}},
    },
}


def ready_host():
    return {
        "host": {"id": "web01.example.jp", "name": "WEB01"},
        "collected_at": "2026-11-22T10:00:00Z",
        "os": {"family": "windows", "build": 17763, "ubr": 2210, "type": "server"},
        "updates": {"hotfixes": ["KB5005625"], "packages": []},
        "reboot": {"pending": []},
        "roots": {"present": [ROOT], "disallowed": []},
        "modules": {"items": []},
    }


def package(name, version, state="installed"):
    return {"name": name, "version": version, "state": state}


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.policy = copy.deepcopy(POLICY)
        self.host = ready_host()

    def decide(self, *asked, module="agent", now=NOW, released=None):
        return reference.Reference(self.policy).decide(self.host, module, asked, reference.parse_time(now), released)

    def assert_decision(self, decision, codes=(), **asked):
        answer = self.decide(**asked)
        self.assertEqual((decision, set(codes)), (answer["decision"], answer["codes"]))
        return answer

    def assert_update(self, status, codes=(), decision=None):
        answer = self.decide()
        self.assertEqual((status, set(codes)), (dict(answer["requirements"])["acs-update"], answer["codes"]))
        if decision:
            self.assertEqual(decision, answer["decision"])

    def assert_root(self, status):
        self.assertEqual(status, dict(self.decide()["requirements"])["acs-root"])


class TheDecision(Case):
    def test_whole_answer_of_a_ready_host(self):
        expected = {
            "host": "WEB01",
            "decision": "acs",
            "acs_ready": True,
            "allowed": True,
            "build": "20.0.0-6690",
            "platform": "windows-10-1809",
            "asked": [
                {"build": "20.0.0-6690", "acs": True, "outcome": "allowed"},
                {"build": "20.0.0-5995", "acs": False, "outcome": "allowed"},
            ],
            "requirements": [["acs-update", "pass"], ["acs-root", "pass"], ["settled", "pass"]],
            "codes": set(),
        }
        self.assertEqual(expected, self.decide("20.0.0.6690", "20.0.0-5995"))

    def test_linux_is_not_applicable(self):
        self.host["os"] = {"family": "linux"}
        answer = self.decide("20.0.0-5995")
        self.assertEqual(("not-applicable", None, False), (answer["decision"], answer["acs_ready"], answer["allowed"]))
        self.assertEqual((None, [], set()), (answer["platform"], answer["requirements"], answer["codes"]))

    def test_product_without_requirements_is_acs_even_on_old_facts(self):
        self.host["os"] = {}
        del self.host["collected_at"]
        answer = self.assert_decision("acs", module="manager")
        self.assertEqual((True, True), (answer["acs_ready"], answer["allowed"]))

    def test_hold_is_stronger_than_fail(self):
        self.host["os"]["ubr"] = 2209
        self.host["updates"] = {}
        self.assertEqual("legacy", self.decide()["decision"])
        self.host["reboot"]["pending"] = ["cbs"]
        self.assertEqual("hold", self.decide()["decision"])

    def test_fail_is_stronger_than_unknown(self):
        self.host["os"] = {"family": "windows"}
        self.host["roots"] = {"present": [], "disallowed": []}
        answer = self.assert_decision("legacy", ["OS.BUILD_MISSING"])
        self.assertIs(False, answer["acs_ready"])

    def test_family_not_read_is_unknown(self):
        del self.host["os"]["family"]
        answer = self.assert_decision("unknown")
        self.assertEqual((READY, None, False), (dict(answer["requirements"]), answer["acs_ready"], answer["allowed"]))

    def test_groups_that_are_not_ok_do_not_count(self):
        for name in ("updates", "roots", "reboot"):
            with self.subTest(name):
                self.host = ready_host()
                del self.host["os"]["ubr"]
                self.host[name]["status"] = "denied"
                self.assert_decision("unknown")


class ThePlatform(Case):
    def assert_platform(self, platform, code=None):
        answer = self.decide()
        self.assertEqual((platform, {code} - {None}), (answer["platform"], answer["codes"]))

    def test_type_chooses_the_row(self):
        self.host["os"] |= {"build": 9200, "type": "client"}
        self.assert_platform("windows-8")
        self.host["os"]["type"] = "server"
        self.host["updates"] = {}
        self.assert_platform("server-2012")

    def test_type_is_needed_where_it_tells(self):
        self.host["os"] |= {"build": 9200, "type": "thin"}
        self.assert_platform(None, "OS.TYPE_MISSING")
        self.host["os"] |= {"build": 15063}
        self.assert_platform("twins-client")

    def test_later_builds_fit_the_last_row(self):
        self.host["os"]["build"] = 26100
        self.assert_platform("windows-11")

    def test_build_between_rows_is_unlisted(self):
        self.host["os"]["build"] = 17764
        self.assert_platform(None, "OS.BUILD_UNLISTED")
        self.assert_update("unknown", ["OS.BUILD_UNLISTED"], "unknown")


class TheUpdate(Case):
    def test_floor(self):
        self.assert_update("pass")
        self.host["updates"] = {}
        self.assert_update("pass")
        self.host["os"]["ubr"] = 2209
        self.assert_update("fail", (), "legacy")

    def test_no_source_answers(self):
        del self.host["os"]["ubr"]
        self.host["updates"]["hotfixes"] = []
        self.assert_update("unknown")

    def test_native_and_never_ask_nothing_else(self):
        self.host["os"] = {"family": "windows", "build": 22000, "ubr": 0}
        self.assert_update("pass")
        self.host["os"]["build"] = 6000
        self.assert_update("fail")

    def test_low_revision_and_proof_in_the_hotfix_list_conflict(self):
        self.host["os"]["ubr"] = 2209
        self.assert_update("unknown", ["EVIDENCE.CONFLICT"], "unknown")

    def test_missing_kb_contradicts_nothing(self):
        self.host["updates"]["hotfixes"] = ["KB5005568"]
        self.assert_update("pass")
        del self.host["os"]["ubr"]
        self.assert_update("fail")

    def test_a_revision_that_passes_contradicts_a_hotfix_fail_that_decides(self):
        self.policy["requirements"]["acs-update"]["evidence"] = ["hotfix", "ubr"]
        self.host["updates"]["hotfixes"] = ["KB5005568"]
        self.assert_update("unknown", ["EVIDENCE.CONFLICT"], "unknown")

    def test_kb_above_the_lowest_horizon_says_nothing(self):
        del self.host["os"]["ubr"]
        for kb, status in (("KB5020000", "fail"), ("KB5020001", "unknown")):
            self.host["updates"]["hotfixes"] = [kb]
            self.assert_update(status)
        self.host["updates"]["hotfixes"] = ["KB5020001", "KB5006672"]
        self.assert_update("pass")

    def test_kb_with_one_row_below_the_floor_is_no_proof(self):
        del self.host["os"]["ubr"]
        self.host["updates"]["hotfixes"] = ["KB5009999"]
        self.assert_update("fail")

    def test_kb_that_is_also_a_security_only_update_is_no_rollup_proof(self):
        self.host["os"] = {"family": "windows", "build": 9600}
        self.host["updates"]["hotfixes"] = ["KB5008263"]
        self.assert_update("fail")

    def test_rollup_without_revision_counts_by_its_release(self):
        self.host["os"] = {"family": "windows", "build": 9600}
        for kb, status in (("KB5005613", "fail"), ("KB5006714", "pass"), ("KB5007247", "pass"), ("KB5006729", "pass")):
            self.host["updates"]["hotfixes"] = [kb]
            self.assert_update(status)

    def test_security_only_update_need_not_move_the_revision(self):
        self.host["os"] |= {"build": 9600, "ubr": 20143}
        for hotfixes, status in ((None, "unknown"), ([], "unknown"), (["KB5005613"], "fail"), (["KB5006729"], "pass")):
            self.host["updates"] = {} if hotfixes is None else {"hotfixes": hotfixes}
            self.assert_update(status)
        self.host["updates"] = {"hotfixes": ["KB5005613"], "packages": [package("Package_for_KB5006729", "6.3.1.2")]}
        self.assert_update("pass")

    def test_rollup_package(self):
        del self.host["os"]["ubr"]
        versions = {"17763.2210.1.9": "pass", "17763.2209.1.9": "fail", "14393.9999.1.9": "unknown", "17763": "unknown"}
        for version, status in versions.items():
            with self.subTest(version):
                self.host["updates"] = {"packages": [package("Package_for_RollupFix", version)]}
                self.assert_update(status)

    def test_superseded_package_is_not_installed(self):
        del self.host["os"]["ubr"]
        self.host["updates"] = {"packages": [package("Package_for_KB5005625", "1.0", "superseded")]}
        self.assert_update("unknown")

    def test_update_that_waits_for_a_restart(self):
        self.host["os"]["ubr"] = 2209
        self.host["updates"] = {"packages": [package("Package_for_RollupFix", "17763.2210.1.9", "install-pending")]}
        self.assert_update("fail", ["REBOOT.WOULD_QUALIFY"], "hold")
        self.policy["requirements"]["acs-update"]["on_pending"] = "legacy"
        self.assert_update("fail", ["REBOOT.WOULD_QUALIFY"], "legacy")
        self.host["os"]["ubr"] = 2210
        self.assert_update("pass")

    def test_pending_where_nothing_else_answers(self):
        del self.host["os"]["ubr"]
        self.host["updates"] = {"packages": [package("Package_for_KB5006672", "1.0", "install-pending")]}
        self.assert_update("fail", ["REBOOT.WOULD_QUALIFY"], "hold")


class TheRoot(Case):
    def test_absent(self):
        self.host["roots"]["present"] = [OTHER_ROOT]
        self.assert_root("fail")
        self.policy["requirements"]["acs-root"]["absent_with_auto_update"] = "unknown"
        self.assert_root("unknown")
        self.host["roots"]["auto_update"] = "disabled"
        self.assert_root("fail")

    def test_either_thumbprint_in_either_case(self):
        self.host["roots"]["present"] = [ROOT_SHA256.lower()]
        self.assert_root("pass")

    def test_disallowed(self):
        self.host["roots"] = {"present": [ROOT]}
        self.assert_root("unknown")
        self.host["roots"] = {"disallowed": [ROOT]}
        self.assert_root("fail")
        self.host["roots"] = {"disallowed": []}
        self.assert_root("unknown")


class TheRestart(Case):
    def test_signals_of_the_policy_only(self):
        self.host["reboot"]["pending"] = ["file-rename"]
        self.assert_decision("acs")
        self.host["reboot"]["pending"] = ["file-rename", "windows-update"]
        self.assert_decision("hold")
        self.host["reboot"] = {}
        self.assert_decision("unknown")


class TheAge(Case):
    def test_age(self):
        cases = {
            "2026-10-23T12:00:00Z": ("acs", []),
            "2026-10-23T11:59:59Z": ("unknown", ["FACTS.STALE"]),
            "2026-11-23T12:00:00Z": ("acs", []),
            "2026-11-23T21:00:01+09:00": ("unknown", ["FACTS.FROM_FUTURE"]),
        }
        for collected_at, (decision, codes) in cases.items():
            with self.subTest(collected_at):
                self.host["collected_at"] = collected_at
                self.assert_decision(decision, codes)

    def test_undated(self):
        del self.host["collected_at"]
        self.assert_decision("unknown", ["FACTS.STALE"])

    def test_clock_before_the_policy(self):
        now = "2026-11-21T23:59:59Z"
        self.assert_decision("unknown", ["CLOCK.IMPLAUSIBLE"], now=now)
        self.host["collected_at"] = now
        self.assert_decision("acs", ["CLOCK.IMPLAUSIBLE"], now=now)


class TheBuilds(Case):
    def assert_asked(self, build, acs, outcome, **asked):
        answer = self.decide(build, **asked)
        self.assertEqual({"build": build, "acs": acs, "outcome": outcome}, answer["asked"][0])
        self.assertEqual(outcome == "allowed", answer["allowed"])
        return answer

    def make_legacy(self):
        self.host["roots"]["present"] = []

    def make_unknown(self):
        del self.host["roots"]["present"]

    def test_first_acs_build(self):
        self.make_legacy()
        self.assert_asked("20.0.0-6689", False, "allowed")
        self.assert_asked("20.0.0-6690", True, "refused")
        self.assert_asked("20.0.1-690", True, "refused")

    def test_three_parts(self):
        self.make_legacy()
        self.assert_asked("20.0.6690", True, "refused")
        self.assert_asked("20.0.6689", None, "unknown")
        self.assert_asked("12.0.2931", False, "allowed")

    def test_unknown_line(self):
        self.assert_asked("21.0.0-5", None, "allowed")
        self.make_legacy()
        self.assert_asked("21.0.0-5", None, "unknown")
        self.assert_asked("21.0.0-5", False, "allowed", released="2023-01-31")
        self.assert_asked("21.0.0-5", None, "unknown", released="2023-02-01")

    def test_release_rule(self):
        self.make_legacy()
        for released, acs, outcome in (
            (None, None, "unknown"),
            ("2023-01-31", False, "allowed"),
            ("2023-02-14", None, "unknown"),
            ("2023-02-15", True, "refused"),
        ):
            self.assert_asked("20.0.0-1", acs, outcome, module="package", released=released)

    def test_unknown_host(self):
        self.make_unknown()
        self.assert_asked("20.0.0-6690", True, "unknown")
        self.assert_asked("20.0.0-6689", False, "allowed")
        self.policy["on_unknown"] = "hold"
        self.assert_asked("20.0.0-6689", False, "unknown")

    def test_held(self):
        self.host["reboot"]["pending"] = ["cbs"]
        self.assert_asked("20.0.0-6689", False, "held")
        self.assert_asked("11.0.0-1", False, "held")

    def test_line_of_other_platforms(self):
        self.assert_asked("11.0.0-2580", True, "refused")
        self.host["os"] |= {"build": 9600, "ubr": 20144}
        self.assert_asked("11.0.0-2580", True, "allowed")
        del self.host["os"]["build"]
        self.assert_asked("11.0.0-1", False, "allowed")

    def test_highest_build_speaks(self):
        self.make_legacy()
        answer = self.decide("20.0.0-5995", "20.0.0-6690", "12.0.0-9999")
        self.assertEqual((False, "20.0.0-5995"), (answer["allowed"], answer["build"]))


class TheModules(Case):
    def assert_module(self, version, build, outcome, code, name="agent", offered=None):
        self.host["modules"]["items"] = [{"module": name, "version": version}]
        answer = self.decide(build)
        got = (answer["asked"][0]["outcome"], answer["build"], answer["codes"] - {"MODULE.ACS_ON_UNREADY_HOST"})
        self.assertEqual((outcome, offered, {code} - {None}), got)

    def test_order(self):
        self.assert_module("20.0.0-6691", "20.0.0-6690", "refused", "MODULE.AT_OR_ABOVE")
        self.assert_module("20.0.0.6690", "20.0.0-6690", "allowed", "MODULE.AT_OR_ABOVE")
        self.assert_module("20.0.0-6689", "20.0.0-6690", "allowed", None, offered="20.0.0-6690")
        self.assert_module("21.0.7", "20.0.0-6690", "refused", "MODULE.AT_OR_ABOVE")
        self.assert_module("12.0.9999", "20.0.0-6690", "allowed", None, offered="20.0.0-6690")

    def test_alias_and_other_products(self):
        self.assert_module("20.0.0-6691", "20.0.0-6690", "refused", "MODULE.AT_OR_ABOVE", name="relay")
        self.assert_module("20.0.0-6691", "20.0.0-6690", "allowed", None, name="manager", offered="20.0.0-6690")

    def test_open(self):
        same = "20.0.6690"  # may be of either patch level
        for installed, asked in (("20.0.7000", "20.0.1-690"), ("n/a", "20.0.0-6690"), (same, same), ("21.0.7", "21.0.0-9")):
            with self.subTest(installed):
                self.assert_module(installed, asked, "unknown", "MODULE.VERSION_AMBIGUOUS")

    def test_three_parts_of_a_line_with_one_patch(self):
        self.assert_module("12.0.2932", "12.0.0-2932", "allowed", "MODULE.AT_OR_ABOVE")

    def test_not_read(self):
        del self.host["modules"]
        answer = self.decide("20.0.0-6690")
        self.assertEqual((True, "20.0.0-6690", {"MODULE.NOT_READ"}), (answer["allowed"], answer["build"], answer["codes"]))
        self.assertEqual(set(), self.decide()["codes"])

    def test_acs_build_on_unready_host(self):
        self.host["roots"]["present"] = []
        for version, codes in (("20.0.6690", {"MODULE.ACS_ON_UNREADY_HOST"}), ("20.0.6689", set()), ("22.0.0-1", set())):
            with self.subTest(version):
                self.host["modules"]["items"] = [{"module": "relay", "version": version}]
                self.assertEqual(codes, self.decide()["codes"])

    def test_acs_build_on_host_that_only_waits(self):
        self.host["reboot"]["pending"] = ["cbs"]
        self.host["modules"]["items"] = [{"module": "agent", "version": "20.0.0-6690"}]
        self.assert_decision("hold")


if __name__ == "__main__":
    unittest.main()
