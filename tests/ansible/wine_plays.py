#!/usr/bin/env python3
"""The collection end to end: ansible-playbook installs on six Windows hosts in Wine what the gate allows on each, and nothing else.

    wine_plays.py build/windows-x64/acsgate.exe build/release/acsgate
"""

import concurrent.futures
import contextlib
import json
import pathlib
import subprocess
import sys
import tempfile

import versions
import windows_hosts
from windows_hosts import ACS, HERE, HOSTS, LEGACY, NEWER, machine

import report  # noqa: E402  (of tests/windows)


class Plays:
    """Runs playbooks with one version of Ansible and reads what their tasks returned."""

    def __init__(self, version, all_hosts, room, given):
        self.version, self.hosts, self.room, self.given = version, all_hosts, room, given
        self.windows_program = pathlib.Path(given["programs"]["x64"])
        self.results = room / "results"
        self.collections = versions.linked_collection(room)
        self.inventory = room / "inventory.json"
        self.inventory.write_text(json.dumps({"all": {
            "hosts": {name: host.variables() for name, host in all_hosts.items()},
            "vars": {"ansible_connection": "wine_prefix", **given},
        }}), encoding="utf-8")

    def run(self, play, *options, hosts=HOSTS, extra=None):
        """What the task returned, by host."""
        self.results.unlink(missing_ok=True)
        environment = self.version.environment(
            self.collections, self.room, ANSIBLE_CONNECTION_PLUGINS=HERE / "connection", ANSIBLE_CALLBACK_PLUGINS=HERE / "callback",
            ANSIBLE_CALLBACKS_ENABLED="results", RESULTS=self.results, ACSGATE=self.given["controller"],
        )
        book = play if "." in play else HERE / "plays" / f"{play}.yml"
        limit = [] if hosts is HOSTS else ["-l", ",".join(hosts)]
        command = [self.version.tool("ansible-playbook"), "-i", self.inventory, "-f", "3", *limit, book]
        run = subprocess.run([*command, "-e", json.dumps(extra or {}), *options], env=environment, capture_output=True, text=True, timeout=600, check=False)
        lines = self.results.read_text(encoding="ascii").splitlines() if self.results.exists() else []
        answers = {line["host"]: {"how": line["how"], **line["result"]} for line in map(json.loads, lines)}
        for name in hosts:
            answers.setdefault(name, {"how": "nothing", "msg": run.stdout + run.stderr})
        return answers

    def counts(self, hosts=HOSTS):
        return {name: self.hosts[name].counts() for name in hosts}


def column(answers, key):
    return {name: answer.get(key) for name, answer in answers.items()}


def installed(hosts):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return dict(zip(hosts, pool.map(lambda host: host.installed(), hosts.values())))


BEFORE = {**dict.fromkeys(HOSTS, []), "newer": [NEWER]}
AFTER = {**BEFORE, "ready": [ACS], "update": [LEGACY], "root": [LEGACY]}
DECISIONS = {"ready": "acs", "update": "legacy", "root": "legacy", "restart": "hold", "unknown": "unknown", "newer": "acs"}
STATES = {"ready": "installed", "update": "installed", "root": "installed", "restart": "held", "unknown": "held", "newer": "nothing-to-do"}


def check_end_to_end(plays, hosts):
    answers = plays.run("check", "--check")
    yield "check mode, with nothing there: unknown", set(column(answers, "decision").values()) == {"unknown"}, answers
    yield "... would change", all(answer.get("changed") and answer["how"] == "ok" for answer in answers.values()), answers
    codes = [[reason["code"] for reason in answer.get("reasons", [])] for answer in answers.values()]
    yield "... and says why", codes == [["GATE.NOT_INSTALLED"]] * 6, codes
    yield "... changes nothing", all(host.files() is None for host in hosts.values()), column(answers, "msg")
    counts = plays.counts()
    yield "... two commands, no transfer", set(counts.values()) == {(2, 0, 0)}, counts

    answers = plays.run("check")
    yield "decisions", column(answers, "decision") == DECISIONS, answers
    yield "real booleans", column(answers, "acs_ready") == {name: what == "acs" for name, what in DECISIONS.items()}, column(answers, "acs_ready")
    yield "builds", column(answers, "build") == {**dict.fromkeys(HOSTS), "ready": ACS, "update": LEGACY, "root": LEGACY}, column(answers, "build")
    yield "the policy of the site counts", {answer.get("ansible_facts", {}).get("acsgate", {}).get("policy", {}).get("name") for answer in answers.values()} == {"made-up-root"}, answers
    counts = plays.counts()
    yield "program and policy, there and back", set(counts.values()) == {(3, 2, 2)}, counts
    yield "nothing half there", all(len(host.files()) == 2 and not any(".part" in name for name in host.files()) for host in hosts.values()), [host.files() for host in hosts.values()]
    answers = plays.run("check")
    counts = plays.counts()
    yield "steady state: one command, no transfer, no change", set(counts.values()) == {(1, 0, 0)} and not any(column(answers, "changed").values()), (counts, answers)
    yield "the same decisions", column(answers, "decision") == DECISIONS, answers

    answers = plays.run("install", "--check", "--diff")
    planned = {name: "planned" if state == "installed" else state for name, state in STATES.items()}
    yield "check mode: what would be", column(answers, "state") == planned, answers
    diffs = {name: answer["diff"]["after"] for name, answer in answers.items() if "diff" in answer}
    yield "... with the builds", diffs == {"ready": f"agent {ACS}\n", "update": f"agent {LEGACY}\n", "root": f"agent {LEGACY}\n"}, diffs
    counts = plays.counts()
    yield "... changes nothing", installed(hosts) == BEFORE and not any(puts for _commands, puts, _fetched in counts.values()), counts

    answers = plays.run("install")
    yield "a refusal is no failure", set(column(answers, "how").values()) == {"ok"}, answers
    yield "states", column(answers, "state") == STATES, answers
    yield "installed are the right ones", installed(hosts) == AFTER, installed(hosts)
    yield "exit codes", column(answers, "rc") == {**dict.fromkeys(HOSTS), "ready": 0, "update": 0, "root": 0}, column(answers, "rc")
    yield "they run", column(answers, "postcheck") == {**dict.fromkeys(HOSTS, ""), "ready": "pass", "update": "pass", "root": "pass"}, column(answers, "postcheck")
    yield "a restart is asked for", column(answers, "reboot_required") == {**dict.fromkeys(HOSTS, False), "restart": True}, column(answers, "reboot_required")
    yield "reasons", answers["restart"].get("codes", [])[:1] == ["REBOOT.PENDING"] and answers["unknown"].get("codes", [])[:1] == ["OS.BUILD_UNLISTED"], answers
    counts = plays.counts()
    packages = {name: count[1] for name, count in counts.items()}
    yield "only what is installed is sent", packages == {name: 2 if AFTER[name] != BEFORE[name] else 1 for name in HOSTS}, counts

    yield "no package stays behind", not any(".msi" in name for host in hosts.values() for name in host.files()), [host.files() for host in hosts.values()]
    answers = plays.run("install")
    states = {name: "nothing-to-do" if state == "installed" else state for name, state in STATES.items()}
    yield "the second time: nothing to do", column(answers, "state") == states, answers
    counts = plays.counts()
    yield "... one command, no transfer, no change", set(counts.values()) == {(1, 0, 0)} and not any(column(answers, "changed").values()), counts
    yield "... and nothing else is installed", installed(hosts) == AFTER, installed(hosts)


ROLLOUT = f"""schema: acsgate.rollout/v1
name: six hosts
policy: site-hold.yaml
zone: UTC
offer:
  - {{module: agent, build: {ACS}}}
  - {{module: agent, build: {LEGACY}}}
waves:
  - {{name: all, match: {{name: "*"}}, max_failures: 3}}
"""
OUTCOMES = {"ready": "installed", "update": "installed", "root": "installed", "restart": "held-back", "unknown": "held-back", "newer": "current"}


def check_rollout(plays, hosts, room):
    """The playbooks of the collection, from the facts of the fleet to the report."""
    (room / "site-hold.yaml").write_text((room / "site.yaml").read_text(encoding="utf-8") + "on_unknown: hold\n", encoding="utf-8")
    (room / "rollout.yaml").write_text(ROLLOUT, encoding="utf-8")
    facts, told = room / f"facts-{plays.version.name}", room / f"report-{plays.version.name}"
    facts.mkdir()
    answers = plays.run("collect", extra={"facts_dir": str(facts)})
    yield "facts of everybody", sorted(path.stem for path in facts.iterdir()) == sorted(HOSTS), answers
    extra = {
        "acsgate_ledger": str(room / f"ledger-{plays.version.name}.db"),
        "acsgate_rollout": str(room / "rollout.yaml"),
        "acsgate_fleet": sorted(map(str, facts.iterdir())),
        "acsgate_by": "M. Sato",
        "acsgate_report_dir": str(told),
        "acsgate_policy": str(room / "site-hold.yaml"),
        "acsgate_windows_program": plays.given["programs"],
        "acsgate_offer": plays.given["offer"],
        "acsgate_poll": 1,
        "acsgate_settle": 0,
    }
    report_of = lambda: json.loads((told / "acsgate-report.json").read_text(encoding="utf-8"))
    outcomes = lambda: {row["inventory_hostname"]: row["outcome"] for row in report_of()["hosts"]}
    builds = lambda: {row["inventory_hostname"]: [row["build"]] for row in report_of()["hosts"] if row["build"]}
    plays.counts()
    plays.run("acsgate.rollout.rollout", "--check", extra=extra)
    counts = plays.counts()
    yield "the rollout in check mode: nothing is leased", not pathlib.Path(extra["acsgate_ledger"]).exists(), None
    yield "... nothing is sent or installed", installed(hosts) == BEFORE and not any(puts for _commands, puts, _fetched in counts.values()), counts
    plays.run("acsgate.rollout.rollout", extra=extra)
    plays.counts()
    yield "the rollout installs the right ones", installed(hosts) == AFTER, installed(hosts)
    yield "the report is right", outcomes() == OUTCOMES, report_of()
    yield "... and names the builds", builds() == {name: AFTER[name] for name in ("ready", "update", "root")}, report_of()
    codes = {row["inventory_hostname"]: row["why"] for row in report_of()["hosts"] if row["outcome"] == "held-back"}
    yield "... and why the others were held back", codes == {"restart": ["REBOOT.PENDING"], "unknown": ["OS.BUILD_UNLISTED"]}, codes
    plays.run("acsgate.rollout.rollout", extra=extra)
    counts = plays.counts()
    yield "the second time nobody is asked", set(counts.values()) == {(0, 0, 0)} and outcomes() == OUTCOMES, counts
    plays.run("acsgate.rollout.check", extra={**extra, "acsgate_build": [ACS, LEGACY]})
    yield "a report without installing", outcomes() == DECISIONS, report_of()


def prepare(hosts, packages):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda host: host.clear(packages), hosts.values()))
    hosts["newer"].msiexec("/i", packages[NEWER])


@contextlib.contextmanager
def stage(windows_program, controller):
    """A folder, the root that the site's policy asks for, packages by build, the variables of the plays, and hosts by name."""
    with tempfile.TemporaryDirectory() as name:
        room = pathlib.Path(name)
        root = machine.made_up_root("Made-up Root")
        (room / "site.yaml").write_text(root.policy, encoding="utf-8")
        packages = {build: windows_hosts.make_package(room, build) for build in (ACS, LEGACY, NEWER)}
        given = {
            "controller": str(controller),
            "builds": [ACS, LEGACY],
            "policy": str(room / "site.yaml"),
            "programs": {"x64": str(windows_program)},
            "offer": [{"build": build, "file": str(packages[build])} for build in (ACS, LEGACY)],
        }
        with windows_hosts.hosts(room, root) as hosts:
            yield room, root, packages, given, hosts


def checks(windows_program, controller):
    with stage(windows_program, controller) as (room, _root, packages, given, hosts):
        for version in versions.available():
            prepare(hosts, packages)
            plays = Plays(version, hosts, room, given)
            for what, passed, seen in check_end_to_end(plays, hosts):
                yield f"{version.name}: {what}", passed, seen
            prepare(hosts, packages)
            for what, passed, seen in check_rollout(plays, hosts, room):
                yield f"{version.name}: {what}", passed, seen


def main():
    failed = report.verdict(checks(*map(windows_hosts.resolved, sys.argv[1:3])))
    return versions.verdict(failed)


if __name__ == "__main__":
    sys.exit(main())
