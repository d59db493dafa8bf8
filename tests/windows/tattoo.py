#!/usr/bin/env python3
"""What `check --tattoo` leaves behind on a Windows machine, and the halt that holds it, in Wine.

    tattoo.py build/windows-x64/acsgate.exe
"""

import datetime
import json
import pathlib
import random
import subprocess
import sys
import time

import report
import wine

SAMPLES = wine.TOP / "policies/samples"
READY, MISSING = "1-ready.json", "2-update-missing.json"
GUID = "6f9619ff-8b86-d011-b42d-00c04fc964ff"
KEY = r"HKEY_LOCAL_MACHINE\Software\acsgate"
KILLS = 30


class Machine:
    def __init__(self, windows, program, folder):
        self.windows, self.program, self.folder = windows, program, folder
        self.set_guid(GUID)

    def set_guid(self, guid):
        self.windows.registry(f'[HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Cryptography]\n"MachineGuid"="{guid}"')

    def facts(self, sample, guid=GUID):
        """A sample as facts of this machine, read just now."""
        document = json.loads((SAMPLES / sample).read_text(encoding="utf-8"))
        document["host"]["id"] = guid
        document["collected_at"] = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        file = self.folder / f"{guid}-{sample}"
        file.write_text(json.dumps(document), encoding="utf-8")
        return file

    def check(self, sample, *options, guid=GUID):
        return self.windows.run(self.program, "check", "--tattoo", "--format", "token", "--facts", self.facts(sample, guid), *options)

    def read(self, *options):
        run = self.windows.run(self.program, "tattoo", "read", "--format", "json", *options)
        return run.code, json.loads(run.stdout) if run.stdout else run.stderr.decode()

    def stored(self, value="Decision"):
        """The bare value, as an inventory reads it; None if it is not there."""
        run = self.windows.run(r"C:\windows\system32\reg.exe", "query", KEY + r"\Decision", "/v", value)
        words = run.stdout.decode("utf-8", "replace").split()
        return words[-1] if run.code == 0 and "REG_SZ" in words else None

    def restart(self):
        wine.quietly(self.windows.prefix, "wineserver", "-k")
        wine.quietly(self.windows.prefix, "wineserver", "-w")
        wine.quietly(self.windows.prefix, "wineserver", "-p60")
        wine.quietly(self.windows.prefix, wine.WINE, "cmd.exe", "/c", "exit")


def is_unknown(answer):
    code, document = answer
    return code == 12 and document["decision"] == "unknown" and not document["valid"] and bool(document["why_not"])


def check_writing(machine):
    yield "nothing at first", is_unknown(machine.read()), machine.read()
    run = machine.check(READY)
    yield "check", (run.code, run.stdout) == (0, b"acs\n"), run
    answer = machine.read()
    yield "read back", answer[0] == 0 and answer[1]["decision"] == "acs" and answer[1]["machine"] == GUID, answer
    yield "as an inventory reads it", machine.stored() == "acs", machine.stored()
    token = machine.windows.run(machine.program, "tattoo", "read", "--format", "token")
    yield "token", (token.code, token.stdout) == (0, b"acs\n"), token
    run = machine.check(MISSING)
    yield "another decision", run.code == 10 and machine.read()[0] == 10 and machine.stored() == "legacy", machine.read()
    machine.check(READY)
    cleared = machine.windows.run(machine.program, "tattoo", "clear")
    yield "clear", cleared.code == 0 and machine.stored() is None and is_unknown(machine.read()), cleared


def check_errors(machine):
    broken = machine.folder / "broken.json"
    broken.write_text("{", encoding="utf-8")
    errors = {
        "no such facts": (["--facts", "absent.json"], 22),
        "broken facts": (["--facts", broken], 22),
        "no such policy": (["--facts", machine.facts(READY), "--policy", "absent.yaml"], 20),
        "no such module": (["--facts", machine.facts(READY), "--module", "agnt"], 21),
        "a time that is given": (["--facts", machine.facts(READY), "--now", "2026-11-22T12:00:00Z"], 21),
        "no duration": (["--facts", machine.facts(READY), "--tattoo-ttl", "soon"], 21),
        "facts of another machine": (["--facts", machine.facts(READY, "00000000-8b86-d011-b42d-00c04fc964ff")], 22),
        "facts of a machine without an id": (["--facts", SAMPLES / READY], 22),
        "an unknown option": (["--facts", machine.facts(READY), "--tatto"], 21),
    }
    for what, (options, code) in errors.items():
        machine.check(READY)
        before = machine.stored()
        run = machine.windows.run(machine.program, "check", "--tattoo", *options)
        yield what, before == "acs" and run.code == code and machine.stored() is None, (before, run, machine.stored())


def check_trust(machine):
    machine.check(READY)
    machine.set_guid("11111111-8b86-d011-b42d-00c04fc964ff")
    yield "a clone", is_unknown(machine.read()), machine.read()
    machine.set_guid(GUID.upper())
    yield "the same machine", machine.read()[0] == 0, machine.read()
    machine.set_guid(GUID)
    policy = machine.folder / "site.yaml"
    policy.write_text("extends: builtin\nfacts_max_age: 29d\n", encoding="utf-8")
    answer = machine.read("--policy", policy)
    yield "another policy", is_unknown(answer), answer
    machine.check(READY, "--tattoo-ttl", "1s")
    time.sleep(2)
    yield "expired", is_unknown(machine.read()) and machine.stored() == "acs", machine.read()
    machine.check(READY)
    machine.windows.registry(f'[{KEY}\\Decision]\n"Build"="20.0.0-9999"')
    yield "a part of another decision", is_unknown(machine.read()), machine.read()
    machine.check(READY)
    machine.windows.registry(f'[{KEY}\\Decision]\n"Expires"=-')
    yield "a part is missing", is_unknown(machine.read()), machine.read()


def check_halt(machine):
    forms = {"a text": '"a defect"', "an empty text": '""', "a number": "dword:00000000", "bytes": "hex:00", "a list": "hex(7):00,00"}
    for what, value in forms.items():
        machine.windows.registry(f'[{KEY}]\n"Halt"=-')
        machine.check(READY)
        machine.windows.registry(f'[{KEY}]\n"Halt"={value}')
        yield f"halt, {what}: the old decision does not hold", is_unknown(machine.read()), machine.read()
        run = machine.check(READY)
        yield f"halt, {what}", (run.code, run.stdout) == (11, b"hold\n") and machine.stored() == "hold", run
    run = machine.windows.run(machine.program, "check", "--facts", machine.facts(READY), "--format", "json")
    reasons = json.loads(run.stdout)["reasons"]
    yield "the first reason", run.code == 11 and reasons[0]["code"] == "GATE.HALTED", reasons


def check_restart(machine):
    machine.windows.registry(f'[{KEY}]\n"Halt"="stays"')
    machine.check(READY)
    before = machine.stored()
    machine.restart()
    run = machine.windows.run(machine.program, "check", "--facts", machine.facts(READY), "--format", "token")
    yield "a decision does not outlive a restart", before == "hold" and machine.stored() is None, (before, machine.stored())
    yield "a halt does", (run.code, run.stdout) == (11, b"hold\n"), run
    machine.windows.registry(f'[{KEY}]\n"Halt"=-')
    # A key that somebody made beforehand would outlive it: it must not be written into.
    machine.windows.registry(f'[{KEY}\\Decision]\n"Decision"="acs"')
    yield "a decision that nobody made", is_unknown(machine.read()), machine.read()
    machine.check(READY)
    machine.restart()
    yield "nor in a durable key", machine.stored() is None, machine.stored()


def check_kills(machine):
    """Ends the program at random moments while it replaces a decision: what stands there then is whole, or nothing."""
    chance = random.Random(1)
    start = time.monotonic()
    machine.check(READY)
    whole = time.monotonic() - start
    bare = []
    seen = {"old": 0, "new": 0, "none": 0}
    for _ in range(KILLS):
        machine.check(MISSING)
        facts = machine.facts(READY)
        arguments = [machine.program, "check", "--tattoo", "--facts", wine.windows_path(facts), "--quiet"]
        null = subprocess.DEVNULL
        child = subprocess.Popen(
            [wine.WINE, *arguments], stdin=null, stdout=null, stderr=null, env=wine.environment_of(machine.windows.prefix)
        )
        time.sleep(chance.uniform(0, whole))
        child.kill()
        child.wait()
        code, document = machine.read()
        stored = machine.stored()
        seen["none" if stored is None else "new" if stored == "acs" else "old"] += 1
        if stored is not None and (not document["valid"] or document["decision"] != stored):
            bare.append((stored, code, document))
    yield f"no decision is left unless it is whole ({seen})", not bare and sum(seen.values()) >= 25, bare


def checks(program):
    with wine.Windows() as windows:
        folder = windows.path("C:\\") / "acsgate-test"
        folder.mkdir()
        machine = Machine(windows, program, folder)
        for part in (check_writing, check_errors, check_trust, check_halt, check_restart, check_kills):
            for what, passed, seen in part(machine):
                yield f"{part.__name__}: {what}", passed, seen


if __name__ == "__main__":
    sys.exit(report.verdict(checks(pathlib.Path(sys.argv[1]).resolve())))
