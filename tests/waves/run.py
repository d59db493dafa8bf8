#!/usr/bin/env python3
"""The ledger of `acsgate wave` against what happens to files: two writers, a full disk, tampering; and what the commands refuse.

    run.py --binary BINARY
"""

import argparse
import json
import random
import resource
import shutil
import sqlite3
import subprocess
import sys

sys.dont_write_bytecode = True

from harness import NOW, ROLLOUT, Report, Site, host


def check_two_writers(report, binary):
    with Site(binary, [host(f"H{index}") for index in range(60)]) as site:
        site.start()
        running = [
            subprocess.Popen(site.command("next", "--claim", "5"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(12)
        ]
        outputs = [process.communicate()[0] for process in running]
        report.check(all(process.returncode == 0 for process in running), "every controller gets leases, one after the other")
        hosts = [lease["id"] for out in outputs for lease in json.loads(out)["hosts"]]
        report.check(len(hosts) == len(set(hosts)) == 60, "no host goes to two controllers")
        site.head()


def check_full_disk(report, binary):
    """A limit on the size of files stands in for the disk: a write beyond it fails in the same place."""
    with Site(binary, [host(f"H{index}") for index in range(3000)]) as site:
        site.start()
        attempts = site.claim(2000)
        head = site.head()
        size = site.ledger.stat().st_size

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

        lines = "".join(json.dumps({"attempt": attempt, "result": "success", "detail": "x" * 200}) + "\n" for attempt in attempts)
        command = ["/bin/sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh", *site.command("record")]
        run = subprocess.run(command, input=lines, capture_output=True, text=True, preexec_fn=limit, check=False)
        report.check(run.returncode == 22 and not run.stdout, f"a full disk is an error and nothing is confirmed: {run}")
        report.check("nothing of this command was kept" in run.stderr, run.stderr)
        report.check(site.head() == head, "nothing of the command was kept")
        again = site.record(attempts)
        report.check(again["recorded"] == 2000 and again["bad"] == 0, f"the same results are taken once there is room: {again}")
        report.check(site.record(attempts)["repeated"] == 2000, "and the same again changes nothing")
        report.check(site.ledger.stat().st_size > size or (site.folder / "ledger.db-wal").exists(), "it was written")


def without_guards(path):
    database = sqlite3.connect(path)
    database.execute("DROP TRIGGER events_stay")
    database.execute("DROP TRIGGER events_last")
    return database


def flipped(text, at):
    letter = chr(ord(text[at]) ^ 1)
    return text[:at] + letter + text[at + 1 :]


def check_tampering(report, binary):
    chance = random.Random(5)
    with Site(binary, [host(f"H{index}") for index in range(3)]) as site:
        site.start()
        site.record(site.claim(2))
        head = site.head()
        guarded = sqlite3.connect(site.ledger)
        for change in ("UPDATE events SET body = '' WHERE number = 1", "DELETE FROM events"):
            try:
                guarded.execute(change)
                report.check(False, f"SQLite let {change} pass")
            except sqlite3.IntegrityError:
                report.check(True, "")
        guarded.rollback()
        guarded.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        rows = guarded.execute("SELECT number, body, hash FROM events ORDER BY number").fetchall()
        guarded.close()
        site.good("verify", "--head", head, now=None)
        original = site.folder / "original.db"
        shutil.copy(site.ledger, original)

        def detected(what, change):
            for leftover in site.folder.glob("ledger.db*"):
                leftover.unlink()
            shutil.copy(original, site.ledger)
            database = without_guards(site.ledger)
            change(database)
            database.commit()
            database.close()
            code, _, err = site.run("verify", "--head", head, now=None)
            report.check(code == 22 and err, f"not detected: {what}")
            return err

        for number, body, digest in rows:
            places = range(len(body)) if len(body) < 250 else sorted(chance.sample(range(len(body)), 60))
            for at in places:
                detected(f"byte {at} of event {number}", lambda db: db.execute("UPDATE events SET body = ? WHERE number = ?", (flipped(body, at), number)))
            for at in range(0, 64, 7):
                detected(f"digit {at} of hash {number}", lambda db: db.execute("UPDATE events SET hash = ? WHERE number = ?", (flipped(digest, at), number)))
            detected(f"number {number}", lambda db: db.execute("UPDATE events SET number = number + 100 WHERE number = ?", (number,)))
            detected(f"event {number} removed", lambda db: db.execute("DELETE FROM events WHERE number = ?", (number,)))
        error = detected("the last event removed", lambda db: db.execute("DELETE FROM events WHERE number = ?", (rows[-1][0],)))
        report.check("events were removed" in error, error)
        # Any byte of the file: either it is detected, or no event is another one.
        bytes_before = original.read_bytes()
        for _ in range(300):
            at = chance.randrange(len(bytes_before))
            for leftover in site.folder.glob("ledger.db*"):
                leftover.unlink()
            site.ledger.write_bytes(bytes_before[:at] + bytes([bytes_before[at] ^ (1 << chance.randrange(8))]) + bytes_before[at + 1 :])
            code, _, _ = site.run("verify", "--head", head, now=None)
            if code == 0:
                _, out, _ = site.run("export", now=None)
                kept = [(json.loads(line)["body"], json.loads(line)["hash"]) for line in out.splitlines()]
                report.check(kept == [(body, digest) for _, body, digest in rows], f"byte {at} of the file changed an event and was not detected")
            else:
                report.check(code == 22, f"byte {at} of the file: {code}")


def check_refusals(report, binary):
    waves = ROLLOUT.replace("{name: all, up_to_percent: 100, max_failures: 100000}", "{name: one, match: {name: H1}}\n  - {name: all, up_to_percent: 100}")
    with Site(binary, [host("H1"), host("H2", ready=False)], waves) as site:
        report.check("began" not in site.start(), "")
        code, _, err = site.run("start", site.fleet, "--by", "x")
        report.check(code == 22 and "holds a rollout already" in err, err)
        code, _, err = site.run("approve", "all", "--by", "x", "--reason", "y")
        report.check(code == 21 and "has not finished" in err, err)
        code, _, err = site.run("approve", "al", "--by", "x", "--reason", "y")
        report.check(code == 21 and 'did you mean "all"' in err, err)
        code, _, err = site.run("halt", "--by", "", "--reason", "y")
        report.check(code == 21, err)
        before = site.rollout.read_text(encoding="utf-8")
        site.rollout.write_text("# a comment is no change\n" + before, encoding="utf-8")
        attempts = site.claim(1)
        site.rollout.write_text(before.replace("100}", "50}"), encoding="utf-8")
        code, _, err = site.run("next")
        report.check(code == 20 and "wave amend" in err, err)
        site.good("amend", "--by", "x", "--reason", "y")
        report.check(site.record(attempts)["recorded"] == 1, "results are taken whatever the rollout says")
        site.good("next", code=34)
        site.good("halt", "--by", "x", "--reason", "kill switch")
        out = site.good("next", code=32)
        report.check("kill switch" in out, out)
        site.good("export", "configmgr", "--output", site.folder / "lists")
        report.check((site.folder / "lists/01-one.txt").read_bytes() == b"", "a halt empties the member lists")
        registry = (site.folder / "lists/halt.reg").read_bytes().decode("utf-16")
        report.check('"Halt"="kill switch"' in registry, registry)
        site.good("resume", "--by", "x", "--reason", "y")
        site.good("export", "configmgr", "--output", site.folder / "lists")
        report.check('"Halt"=-' in (site.folder / "lists/halt.reg").read_bytes().decode("utf-16"), "a resume takes the halt away")
        code, _, err = site.run("verify", "--head", "nonsense", now=None)
        report.check(code == 21, err)
        code, _, err = site.run("status", now="2026-11-01T00:00:00Z")
        report.check(code == 30, "a clock that is behind waits")
    with Site(binary, [host("A"), host("A"), host("B")]) as site:
        code, _, err = site.run("start", site.fleet, "--by", "x")
        report.check(code == 22 and 'host id "id-A" stands there twice' in err and not site.ledger.exists(), err)
        other = site.folder / "text.db"
        other.write_text("no database, but a text that is long enough to be looked at", encoding="utf-8")
        for path in (other, site.folder / "missing.db"):
            run = subprocess.run([binary, "wave", "status", "--ledger", path], capture_output=True, text=True, check=False)
            report.check(run.returncode == 22 and str(path) in run.stderr, run.stderr)


def check_late_host(report, binary):
    """A host that becomes ready after its wave has closed joins the open one."""
    waves = ROLLOUT.replace("{name: all, up_to_percent: 100, max_failures: 100000}", "{name: one, match: {name: \"A*\"}}\n  - {name: two, up_to_percent: 100, max_failures: 9}")
    with Site(binary, [host("A1"), host("A2", ready=False), host("B1")], waves) as site:
        site.start()
        site.record(site.claim(9))
        site.record(site.claim(9))
        site.good("next", code=33)
        newer = site.folder / "newer.ndjson"
        newer.write_text(json.dumps(host("A2", collected=NOW)) + "\n", encoding="utf-8")
        out = json.loads(site.good("next", "--facts", newer))
        report.check(out["wave"] == "two" and [lease["name"] for lease in out["hosts"]] == ["A2"], out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    options = parser.parse_args()
    report = Report()
    for check in (check_refusals, check_late_host, check_two_writers, check_full_disk, check_tampering):
        check(report, options.binary)
    return report.finish("statements about the ledger hold")


if __name__ == "__main__":
    sys.exit(main())
