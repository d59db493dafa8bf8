#!/usr/bin/env python3
"""Two hundred hosts through the waves of a rollout with the playbooks of the collection, on each version of Ansible.

    waves.py --binary BINARY [--only NAME]

The hosts are folders of this machine behind a test connection (connection/acsgate_bench_host.py); the gate, the ledger and `acsgate run` are the
real ones. What is counted is how often an installer was started on each host.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys

sys.dont_write_bytecode = True

import versions
from fleet import ACS, LEGACY, WAVES, Fleet
from rollout_cases import check_builds, check_refusals, check_restart, check_strangers

NAMES = [f"h{index:03}.example" for index in range(200)]
UNKNOWN = NAMES[130:160]  # none of them is in the first two waves, which go by the hash of a host's id
GROUPS = """
- name: Group
  hosts: windows
  gather_facts: false
  tasks:
    - name: Ask the gate
      ansible.builtin.include_role:
        name: acsgate.rollout.check
- name: Use the groups
  hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - name: Write them down
      ansible.builtin.copy:
        dest: "{{ playbook_dir }}/groups.json"
        content: "{{ dict(groups | dict2items | selectattr('key', 'match', 'acsgate_') | map(attribute='key')
          | zip(groups | dict2items | selectattr('key', 'match', 'acsgate_') | map(attribute='value'))) | to_json }}"
        mode: "0644"
"""


class Report:
    def __init__(self):
        self.count = self.failed = 0

    def check(self, holds, what):
        self.count += 1
        if not holds:
            self.failed += 1
            print("FAIL", what, flush=True)

    def played(self, run, code, what):
        self.check(run.returncode == code, f"{what}: ended with {run.returncode}, not {code}:\n{run.stdout[-3000:]}\n{run.stderr[-2000:]}")


def in_wave(fleet, number):
    """The inventory names of the hosts of a wave, as the ledger has them."""
    hosts = [host for event in fleet.events() if event["event"] == "hosts" for host in event["hosts"]]
    return [host["labels"]["inventory"] for host in hosts if host.get("wave") == number and host["is"] == "ready"]


def check_failures(report, version, binary):
    """Three installs fail in wave 2, two are borne: the later waves stay untouched, whoever starts the playbook how often."""
    with Fleet(version, binary, [(name, "unknown" if name in UNKNOWN else "") for name in NAMES], WAVES) as fleet:
        fleet.begin()
        first, second = in_wave(fleet, 0), in_wave(fleet, 1)
        report.check((len(first), len(second)) == (1, 5), f"waves of 1 and 5: {first} {second}")
        bad = sorted(second)[:3]
        for name in bad:
            fleet.plan(name, code=67)
        report.played(fleet.play("acsgate.rollout.rollout"), 2, "a rollout that halts")
        installs = fleet.installs()
        report.check(fleet.status()["answer"] == "halted", f"halted: {fleet.status()['answer']}")
        report.check(set(installs) <= set(first + second), f"later waves are untouched: {sorted(set(installs) - set(first + second))}")
        report.check(set(installs.values()) == {1}, f"each host once: {installs}")
        told = fleet.report()
        report.check(told["counts"].get("failed") == 3 and told["counts"].get("held-back") == 30, f"the report counts: {told['counts']}")
        failed = sorted(row["inventory_hostname"] for row in told["hosts"] if row["outcome"] == "failed")
        report.check(failed == bad and all("ended with 67" in row["detail"] for row in told["hosts"] if row["outcome"] == "failed"), f"and names them: {failed} {bad}")
        report.played(fleet.play("acsgate.rollout.rollout"), 2, "started again, it stays halted")
        report.check(fleet.installs() == installs, "and installs nothing")


def check_killed(report, version, binary):
    """30 hosts are unknown, one is unreachable, the play is killed in wave 2 and started again: everybody else gets the build, once."""
    with Fleet(version, binary, [(name, "unknown" if name in UNKNOWN else "") for name in NAMES], WAVES) as fleet:
        fleet.begin()
        second = sorted(in_wave(fleet, 1))
        dead = sorted(in_wave(fleet, 3))[0]
        fleet.plan(dead, unreachable="")
        # In wave 2 two are leased at first: one is quick, one is being installed when the play dies, and goes on.
        for name in second[:-1]:
            fleet.plan(name, seconds=4)
        killed = fleet.play_killed("acsgate.rollout.rollout", lambda: len(set(fleet.installs()) & set(second)) >= 2)
        report.check(killed, "the play was killed in wave 2")
        left = [event for event in fleet.events() if event["event"] == "claimed"][-1]["hosts"]
        report.check(len(left) > 1 and any(lease["key"] for lease in left), f"with open leases: {left}")
        begun_then = fleet.installs()
        run = fleet.play("acsgate.rollout.rollout")
        report.played(run, 0, "started again, it ends well")
        installs = fleet.installs()
        report.check(set(installs.values()) == {1}, f"no host twice: { {name: count for name, count in installs.items() if count != 1} }")
        report.check(set(begun_then) <= set(installs), "what was begun then counts")
        missing = set(NAMES) - set(UNKNOWN) - {dead} - set(installs)
        report.check(not missing, f"everybody else has it: {sorted(missing)}")
        report.check(not set(installs) & set(UNKNOWN), "none whose facts do not suffice")
        told = fleet.report()
        report.check(told["counts"] == {"installed": 169, "not-known": 1, "held-back": 30}, f"the report counts: {told['counts']}")
        report.check([row["inventory_hostname"] for row in told["hosts"] if row["outcome"] == "not-known"] == [dead], "the unreachable one is named")
        top = told["blockers"][0]
        report.check(top["hosts"] == 30 and top["code"] and top["example"], f"the top blocker, with a text: {top}")
        text = (fleet.report_dir / "acsgate-report.txt").read_text(encoding="utf-8")
        report.check("H130" in text and top["code"] in text, "the text names who was held back and why")
        results = [event["attempt"] for event in fleet.events() if event["event"] == "result"]
        report.check(len(results) == len(set(results)) == 170, f"each attempt has one result: {len(results)}")
        report.check(fleet.status()["answer"] in ("finished", "nobody-eligible", "waiting", "inconclusive"), fleet.status()["answer"])
        before = len(fleet.commands(NAMES[1]))
        report.played(fleet.play("acsgate.rollout.rollout"), 0, "a further run")
        report.check(fleet.installs() == installs and len(fleet.commands(NAMES[1])) == before, "a further run does nothing, and asks nobody")


def check_readme(report, version, binary):
    """The examples of the README: its rollout is one, and its playbook installs."""
    blocks = re.findall(r"```yaml\n(.*?)```", (versions.TOP / "ansible/README.md").read_text(encoding="utf-8"), re.S)
    rollout = next(block for block in blocks if block.startswith("schema: acsgate.rollout/v1"))
    play = next(block for block in blocks if "hosts: windows" in block)
    with Fleet(version, binary, [("a.example", ""), ("b.example", "update"), ("c.example", "restart")], WAVES) as fleet:
        (fleet.folder / "readme.yaml").write_text(rollout, encoding="utf-8")
        plan = [fleet.binary, "wave", "plan", fleet.folder / "fleet.ndjson", "--rollout", fleet.folder / "readme.yaml"]
        run = subprocess.run(plan, capture_output=True, text=True, check=False)
        report.check(run.returncode == 0, f"the rollout of the README: {run.stderr}")
        (fleet.folder / "play.yml").write_text(play, encoding="utf-8")
        report.played(fleet.play(str(fleet.folder / "play.yml")), 0, "the playbook of the README")
        report.check(fleet.builds() == {"a.example": [ACS], "b.example": [LEGACY]}, f"it installs what each may have: {fleet.builds()}")
        report.played(fleet.play(str(fleet.folder / "play.yml"), "--check"), 0, "it again, in check mode")
        before = len(fleet.commands("a.example"))
        report.played(fleet.play(str(fleet.folder / "play.yml")), 0, "it again")
        report.check(fleet.builds() == {"a.example": [ACS], "b.example": [LEGACY]}, f"changes nothing: {fleet.builds()}")
        asked = fleet.commands("a.example")[before:]
        report.check(len(asked) == 2 and not any(command.startswith(("put", "fetch")) for command in asked), f"one command for each task, no transfer: {asked}")
        fleet.plan("b.example", unreachable="")
        report.played(fleet.play(str(fleet.folder / "play.yml")), 4, "it again, with a host that can't be reached")


def check_reports(report, version, binary):
    """check.yml groups and reports; remediate.yml brings the root, the update and the restart; each only where it is needed."""
    lacking = [("ready.example", ""), ("update.example", "update"), ("root.example", "root"), ("restart.example", "restart"), ("vague.example", "unknown"), ("other.example", "windows")]
    with Fleet(version, binary, lacking, WAVES) as fleet:
        report.played(fleet.play("acsgate.rollout.check"), 0, "check.yml")
        told = fleet.report()
        report.check(told["counts"] == {"acs": 1, "legacy": 2, "hold": 1, "unknown": 1, "not-applicable": 1}, f"check.yml reports: {told['counts']}")
        report.check(any("KB5005625" in remedy for blocker in told["blockers"] for remedy in blocker["remedies"]), f"with remedies: {told['blockers']}")
        report.check(not fleet.installs(), "check.yml installs nothing")
        fleet._write("groups.yml", GROUPS)
        report.played(fleet.play(str(fleet.folder / "groups.yml")), 0, "a play that uses the groups of the role check")
        # A group has its hosts in the order in which they answered.
        groups = {group: sorted(names) for group, names in json.loads((fleet.folder / "groups.json").read_text(encoding="utf-8")).items()}
        wanted = {"acs": ["ready"], "legacy": ["root", "update"], "hold": ["restart"], "unknown": ["vague"], "not_windows": ["other"]}
        wanted = {f"acsgate_{group}": [f"{name}.example" for name in names] for group, names in wanted.items()}
        report.check(groups == wanted, f"hosts are grouped: {groups}")
        fleet.plan("ready.example", unreachable="")
        report.played(fleet.play("acsgate.rollout.check"), 0, "check.yml with a host that can't be reached")
        report.check(fleet.report()["counts"].get("not-asked") == 1 and "acs" not in fleet.report()["counts"], f"it is not asked: {fleet.report()['counts']}")
        (fleet.room / "ready.example/unreachable").unlink()
        facts = fleet.folder / "facts"
        report.played(fleet.play("acsgate.rollout.check", "-e", f"acsgate_facts_dir={facts}"), 0, "check.yml that collects facts")
        begins = ["wave", "start", *sorted(facts.glob("*.json")), "--rollout", fleet.folder / "rollout.yaml", "--by", "M. Sato", "--ledger", fleet.folder / "other.db"]
        run = subprocess.run([fleet.binary, *begins], capture_output=True, text=True, check=False)
        report.check(run.returncode == 0 and "started with 6 hosts" in run.stdout, f"a rollout starts from them: {run.stdout}{run.stderr}")
        certificate = fleet.folder / "root.crt"
        certificate.write_bytes(b"0\x82stands for a certificate")
        digest = hashlib.sha256(certificate.read_bytes()).hexdigest()
        fleet.plan("update.example", **{"update.sha256": " ".join("ab" for _ in range(32))})
        words = ["-e", f"acsgate_root_certificate={certificate}", "-e", "acsgate_restart=true"]
        words += ["-e", "acsgate_update_by=msu", "-e", "acsgate_msu=C:\\Updates\\kb.msu", "-e", "acsgate_serial=100%"]
        right = ["-e", f"acsgate_root_sha256={digest}", "-e", f"acsgate_msu_sha256={'ab' * 32}"]
        for name, wrong, hint in (
            ("root.example", ["-e", f"acsgate_msu_sha256={'ab' * 32}"], "get the right one"),
            ("update.example", ["-e", f"acsgate_root_sha256={digest}", "-e", f"acsgate_msu_sha256={'cd' * 32}"], "get the right file"),
        ):
            before = len(fleet.commands(name))
            run = fleet.play("acsgate.rollout.remediate", *words, *wrong, "-e", f"acsgate_hosts={name}")
            asked = " ".join(fleet.commands(name)[before:])
            report.check(run.returncode != 0 and hint in run.stdout, f"another SHA-256 is refused: {run.stdout[-800:]}")
            report.check("addstore" not in asked and "wusa" not in asked, f"and nothing is changed: {asked}")
        report.played(fleet.play("acsgate.rollout.remediate", *words, *right), 0, "remediate.yml")
        told = fleet.report()
        report.check(told["counts"] == {"acs": 4, "unknown": 1, "not-applicable": 1}, f"remediate.yml cures what it can: {told['counts']}")
        ready = " ".join(fleet.commands("ready.example"))
        report.check("addstore" not in ready and "wusa" not in ready and "shutdown" not in ready, "and leaves alone who lacks nothing")


CHECKS = {
    "failures": check_failures, "killed": check_killed, "refusals": check_refusals, "strangers": check_strangers, "restart": check_restart, "builds": check_builds,
    "readme": check_readme, "reports": check_reports,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--only", choices=CHECKS)
    parser.add_argument("--version", choices=("2.14", "2.19"))
    options = parser.parse_args()
    report = Report()
    for version in versions.available():
        if options.version in (None, version.name):
            for name, check in CHECKS.items():
                if options.only in (None, name):
                    check(report, version, options.binary)
    print(f"{report.count - report.failed} of {report.count} checks of playbooks with {ACS} as they should be")
    return versions.verdict(report.failed)


if __name__ == "__main__":
    sys.exit(main())
