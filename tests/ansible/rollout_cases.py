"""The playbook rollout where something is out of the ordinary: checks of waves.py with few hosts."""

import json

from fleet import ACS, LEGACY, ROOT, WAVES, Fleet


def check_refusals(report, version, binary):
    """What the playbook refuses before it leases anything, and check mode."""
    with Fleet(version, binary, [("a.example", ""), ("b.example", "update")], WAVES) as fleet:
        run = fleet.play("acsgate.rollout.rollout", "--limit", "a.example,localhost")
        report.check(run.returncode != 0 and "A limit would leave hosts leased" in run.stdout, f"a limit is refused: {run.stdout[-800:]}")
        run = fleet.play("acsgate.rollout.rollout", "-e", "acsgate_ledger=")
        report.check(run.returncode != 0 and "Say acsgate_ledger" in run.stdout, f"a ledger has to be said: {run.stdout[-800:]}")
        run = fleet.play("acsgate.rollout.rollout", "--check")
        report.check(run.returncode == 0 and not fleet.ledger.exists() and not fleet.installs(), f"check mode starts nothing: {run.stdout[-800:]}")
        fleet.begin()
        head = fleet.status()["head"]
        report.played(fleet.play("acsgate.rollout.rollout", "--check"), 0, "check mode")
        report.check(fleet.status()["head"] == head and not fleet.installs(), "check mode leases nothing and installs nothing")
        run = fleet.play("acsgate.rollout.rollout", "-e", json.dumps({"acsgate_build": [LEGACY]}))
        refused = run.returncode != 0 and "The ledger decides which build" in run.stdout and fleet.status()["head"] == head
        report.check(refused, f"what would overrule the builds of the leases is refused: {run.stdout[-800:]}")


def check_strangers(report, version, binary):
    """Hosts that the inventory lacks: who may go has to be there; who is held, or had its turn, may be gone."""
    with Fleet(version, binary, [("a.example", ""), ("b.example", ""), ("c.example", "")], ["name: all, up_to_percent: 100, max_failures: 5"]) as fleet:
        fleet.begin()
        head = fleet.status()["head"]
        fleet.write_inventory(["b.example", "c.example"])
        run = fleet.play("acsgate.rollout.rollout")
        report.check(run.returncode != 0 and "not in the inventory: id-a.example" in run.stdout and fleet.status()["head"] == head, f"a stranger is refused: {run.stdout[-800:]}")
        with open(fleet.folder / "rollout.yaml", "a", encoding="utf-8") as rollout:
            rollout.write("holds: [{match: {name: 'a*', labels: {inventory: '?.example'}}, reason: gone, owner: M. Sato},\n")
            rollout.write("  {match: {name: b}, reason: over, owner: M. Sato, until: 2026-01-31}]\n")
        fleet.wave("amend", "--rollout", fleet.folder / "rollout.yaml", "--by", "M. Sato", "--reason", "it is gone")
        fleet.plan("b.example", code=194)
        report.played(fleet.play("acsgate.rollout.rollout"), 0, "with the stranger held")
        report.check(fleet.installs() == {"b.example": 1, "c.example": 1}, f"the others go: {fleet.installs()}")
        held = [(row["outcome"], row["detail"]) for row in fleet.report()["hosts"] if row["host"] == "A"]
        report.check(held == [("held-back", "hold: gone (ask M. Sato)")], f"the report says who was held back, and why: {held}")
        fleet.write_inventory(["d.example"])
        report.played(fleet.play("acsgate.rollout.rollout"), 0, "without the one that is done, and the one that waits for its restart")
        results = [event["result"] for event in fleet.events() if event["event"] == "result"]
        report.check(sorted(results) == ["installed", "success", "unknown"], f"how that one ended, nobody knows: {results}")


def check_restart(report, version, binary):
    """An installer that asks for a restart: without leave the attempt stays open until somebody restarts; with leave it is finished at once."""
    def outcome():
        return [row["outcome"] for row in fleet.report()["hosts"]]

    with Fleet(version, binary, [("a.example", ""), ("b.example", "unknown")], ["name: all, up_to_percent: 100"]) as fleet:
        fleet.plan("a.example", code=194)
        report.played(fleet.play("acsgate.rollout.rollout"), 0, "an installer that asks for a restart")
        report.check(outcome() == ["in-progress", "held-back"] and fleet.status()["answer"] == "waiting", f"the attempt is open: {fleet.report()}")
        report.played(fleet.play("acsgate.rollout.rollout"), 0, "again, before the restart")
        report.check(outcome()[0] == "in-progress", f"it stays open: {fleet.report()}")
        report.check(not any("shutdown" in command for command in fleet.commands("a.example")), "nobody restarts without leave")
        fleet.wave("halt", "--by", "M. Sato", "--reason", "something is wrong")
        before = len(fleet.commands("a.example"))
        report.played(fleet.play("acsgate.rollout.rollout"), 2, "again, during a halt")
        report.check(len(fleet.commands("a.example")) == before, "a halt takes up nothing")
        fleet.wave("resume", "--by", "M. Sato", "--reason", "nothing is wrong")
        fleet.describe("b.example", "")  # what it lacked is there now
        newer = json.dumps({"acsgate_newer_facts": [str(fleet.room / "b.example/facts.json")]})
        report.played(fleet.play("acsgate.rollout.rollout", "-e", "acsgate_restart=true", "-e", newer), 0, "again, with leave to restart, and newer facts of the other")
        report.check(outcome() == ["installed"] * 2 and fleet.installs() == {"a.example": 1, "b.example": 1}, f"both are finished, and were installed once: {fleet.report()}")
        report.check(sum("shutdown" in command for command in fleet.commands("a.example")) == 1, "after one restart")
    with Fleet(version, binary, [("a.example", "")], ["name: all, up_to_percent: 100"]) as fleet:
        fleet.plan("a.example", code=194)
        fleet.play("acsgate.rollout.rollout")
        looked = fleet.looked_after_restart("a.example")
        report.check(looked["status"] == "pass", f"somebody restarts and looks: {looked}")
        report.played(fleet.play("acsgate.rollout.rollout"), 0, "again, after that")
        report.check(outcome() == ["installed"] and fleet.installs() == {"a.example": 1}, f"what was found then counts: {fleet.report()}")


def check_builds(report, version, binary):
    """Two builds on offer: hosts that are ready get the ACS build, those that lack something the legacy one, the others nothing."""
    hosts = [("ready.example", ""), ("update.example", "update"), ("root.example", "root"), ("restart.example", "restart"), ("late.example", ""), ("odd.example", "")]
    with Fleet(version, binary, hosts, ["name: all, up_to_percent: 100, max_failures: 5"], builds=(ACS, LEGACY)) as fleet:
        fleet.begin()
        # Since the ledger was started, somebody has removed the root from a host: it decides anew, and says no.
        facts = fleet.room / "late.example/facts.json"
        facts.write_text(facts.read_text(encoding="ascii").replace(ROOT, "0" * 40), encoding="ascii")
        (fleet.room / "odd.example/facts.json").write_text("nothing that a gate reads", encoding="ascii")
        report.played(fleet.play("acsgate.rollout.rollout"), 0, "a rollout of two builds")
        builds = fleet.builds()
        report.check(builds == {"ready.example": [ACS], "update.example": [LEGACY], "root.example": [LEGACY]}, f"each host gets its build: {builds}")
        told = {row["inventory_hostname"]: (row["outcome"], row["build"]) for row in fleet.report()["hosts"]}
        report.check(told["update.example"] == ("installed", LEGACY) and told["ready.example"] == ("installed", ACS), f"the report says which: {told}")
        odd = next(row for row in fleet.report()["hosts"] if row["inventory_hostname"] == "odd.example")
        report.check(odd["outcome"] == "not-known" and "acsgate: error" in odd["detail"], f"nobody knows of a host whose gate has no answer: {odd}")
        report.check(told["late.example"][0] == "held-back" and told["restart.example"][0] == "held-back", f"and who was held back: {told}")
        late = next(row for row in fleet.report()["hosts"] if row["inventory_hostname"] == "late.example")
        report.check("CERT.ROOT_ABSENT" in late["detail"] + " ".join(late["why"]), f"and why: {late}")
