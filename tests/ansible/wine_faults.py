#!/usr/bin/env python3
"""What goes wrong between ansible-playbook and a Windows host, in Wine: one clear message each, nothing half installed, and never a pass.

    wine_faults.py build/windows-x64/acsgate.exe build/release/acsgate
"""

import json
import sys

import versions
import windows_hosts
from windows_hosts import ACS, wine
from wine_plays import Plays, column, installed, prepare, stage

import report  # noqa: E402  (of tests/windows)

STAND_IN = r"C:\share\installer.exe"


def is_clear(answer, *words):
    """One sentence that has these words, and nothing that could be taken for a pass."""
    message = answer.get("msg", "")
    return (
        answer["how"] == "failed" and all(word in message for word in words) and len(message) < 700 and "Traceback" not in message
        and not answer.get("allowed") and not answer.get("acs_ready") and answer.get("decision") in ("unknown", None)
    )


def decision_text(**changes):
    """What a host prints that says yes to everything."""
    asked = [{"module": "agent", "build": ACS, "line": "20.0", "acs": True, "allowed": True}, {"module": "agent", "build": "20.0.0-4959", "line": "20.0", "acs": False, "allowed": True}]
    value = {
        "schema": "acsgate.decision/v1", "host": "H", "decision": "acs", "acs_ready": True, "allowed": True, "build": ACS, "asked": asked,
        "platform": None, "requirements": [], "reasons": [], "policy": {"name": "p", "version": "1", "digest": "sha256:" + "0" * 64},
        "facts_collected_at": None, "evaluated_at": "2026-11-22T12:00:00Z", "gate": "acsgate 0.1.0", **changes,
    }
    return json.dumps(value).encode().hex()


def check_answers(plays, hosts):
    """Hosts that answer something else."""
    plays.run("check")
    plays.counts()
    deep = ("[" * 5000 + "]" * 5000).encode().hex()
    rounds = (
        {"ready": (b"Welcome to Windows".hex(), 1, "no JSON"), "update": (b"x".hex(), (1 << 20) + 1, "more than 1 MiB"),
         "root": ((b'{"schema":"acsgate.decision/v1","host":"\xff"}').hex(), 1, "not UTF-8"), "restart": (decision_text(decision="hold"), 1, "contradicts"),
         "unknown": (decision_text(), 1, "another policy"), "newer": (deep, 1, "deeper")},
        {"ready": (decision_text(acs_ready="yes"), 1, "acs_ready"), "update": (decision_text(allowed=1), 1, "allowed"),
         "root": (b'{"schema":"acsgate.decision/v2"}'.hex(), 1, "no acsgate.decision/v1"), "restart": (decision_text(build="9.9.9-9"), 1, "contradicts"),
         "unknown": (b'{"schema":"acsgate.decision/v1","host":"\\ud800"}'.hex(), 1, "half a character"), "newer": (b'{"a":1,"a":2}'.hex(), 1, "twice")},
        {"ready": ("\u202e\x1b[2Jall is well".encode().hex(), 1, "no JSON")},
    )
    for faults in rounds:
        for name, (out, times, _word) in faults.items():
            hosts[name].fault(out=out, times=times)
        answers = plays.run("check")
        counts = plays.counts()
        for name, (_out, _times, word) in faults.items():
            yield f"{word}: one message", is_clear(answers[name], word, "the host"), answers[name]
            yield f"{word}: nothing that moves the cursor", answers[name].get("msg", "").isprintable(), answers[name]
            yield f"{word}: one command, no transfer", counts[name] == (1, 0, 0), counts[name]
            hosts[name].fault_file.unlink()


def check_copies(plays, hosts):
    """Copies that do not arrive, and hosts on which nothing runs."""
    for host in hosts.values():
        host.forget_program()
    hosts["ready"].fault(room=100_000)
    hosts["update"].fault(room=100_000, told=True)
    hosts["root"].fault(room=10, on="policy")
    hosts["restart"].fault(out="")
    hosts["unknown"].fault(out=b"PROCESSOR_ARCHITECTURE=x86\r\n".hex(), on="set PROC")
    hosts["newer"].fault(lost="mkdir")
    answers = plays.run("check")
    for name in ("ready", "update", "root"):
        yield f"full disk ({name})", is_clear(answers[name], "is its disk full"), answers[name]
        yield f"... nothing half there ({name})", not [file for file in hosts[name].files() if ".part" in file or name != "root"], hosts[name].files()
    yield "no Windows", is_clear(answers["restart"], "does not answer as Windows does"), answers["restart"]
    yield "no program for 32 bit", is_clear(answers["unknown"], "32-bit Windows", "names no program for x86"), answers["unknown"]
    yield "the line is dead: unreachable", answers["newer"]["how"] == "unreachable", answers["newer"]
    for host in hosts.values():
        host.fault_file.unlink(missing_ok=True)
    answers = plays.run("check")
    yield "without the faults all is well", all(answer["how"] == "ok" for answer in answers.values()), answers
    for host in hosts.values():
        yield f"... and whole ({host.name})", len(host.files()) == 2, host.files()
    plays.counts()


def check_options(plays, hosts, room):
    wrong = str(windows_hosts.for_other_processors(plays.windows_program, room / "other.exe"))
    right = str(plays.windows_program)
    hosts["update"].fault(out=b"PROCESSOR_ARCHITECTURE=x86\r\n".hex(), on="set PROC")
    rounds = (
        ("wrong architecture", {"arch": "x86", "programs": {"x86": wrong}}, ("64-bit Windows", "say arch: x64")),
        ("does not start", {"programs": {"x64": wrong}}, ("prints nothing when it is started",)),
        ("missing policy", {"policy": "/none/site.yaml"}, ("/none/site.yaml", "can't be read")),
        ("a policy that is none", {"policy": __file__}, ("wine_faults.py", "not usable")),
        ("missing program", {"programs": {"x64": "/none/acsgate.exe"}}, ("/none/acsgate.exe", "can't be read")),
        ("no program", {"programs": {}}, ("windows_program",)),
        ("another architecture", {"arch": "arm64"}, ("arm64", "arch")),
        ("a build that is a command", {"builds": [r"20.0.0-6690&mkdir C:\bad"]}, ("can't be passed",)),
        ("a build that is none", {"builds": ["20"]}, ("acsgate: error", "20")),
        ("a folder that is a command", {"install_dir": r"C:\x&mkdir C:\bad"}, ("install_dir",)),
        ("a folder that is elsewhere", {"install_dir": r"C:\x\..\acsgate"}, ("install_dir",)),
    )
    for what, extra, words in rounds:
        answers = plays.run("check", hosts=["ready"], extra=extra)
        yield what, is_clear(answers["ready"], *words), answers
    yield "no command was run", not hosts["ready"].windows.path(r"C:\bad").exists(), None
    answers = plays.run("check", hosts=["update"], extra={"programs": {"x64": wrong, "x86": right}})
    yield "32-bit Windows is found out", answers["update"]["how"] == "ok" and answers["update"]["decision"] == "acs", answers
    hosts["update"].fault_file.unlink()
    hosts["ready"].forget_program()
    hosts["ready"].fault(out="", on="set PROC", once=True)
    answers = plays.run("check", hosts=["ready"])
    yield "an answer that gets lost is asked for again", answers["ready"]["how"] == "ok" and not hosts["ready"].fault_file.exists(), answers
    plays.counts()


def check_installations(plays, hosts, room):
    for host in hosts.values():
        share = host.windows.path("C:\\") / "share"
        share.mkdir(exist_ok=True)
        (share / "installer.exe").write_bytes((room / "installer.exe").read_bytes())
    hosts["ready"].fault(lost="--detach", after=True)
    hosts["update"].fault(lost="run --result")
    hosts["root"].fault(lost="--detach")
    hosts["restart"].fault(room=1000, on=".msi")
    stand_in = lambda *mode: [STAND_IN, r"C:\share\seen", *mode, "{artifact}"]
    installers = {"unknown": stand_in("exit", "1603"), "newer": stand_in("exit", "3010")}
    answers = plays.run("install", extra={"installers": installers})
    yield "the line dies when it has begun: survived", answers["ready"].get("state") == "installed" and hosts["ready"].installed() == [ACS], answers["ready"]
    yield "the line dies meanwhile: survived", answers["update"].get("state") == "installed" and hosts["update"].installed() == [ACS], answers["update"]
    yield "the line dies before it begins: unknown", is_clear({**answers["root"], "decision": None}, "look at the host") and answers["root"]["state"] == "unknown", answers["root"]
    yield "... nothing is installed", hosts["root"].installed() == [], hosts["root"].installed()
    yield "a package that did not arrive", is_clear({**answers["restart"], "decision": None}, "INSTALL.ARTIFACT_CHANGED", "disk"), answers["restart"]
    yield "... nothing is installed (2)", hosts["restart"].installed() == [], hosts["restart"].installed()
    yield "exit code", answers["unknown"]["how"] == "failed" and answers["unknown"].get("rc") == 1603 and "1603" in answers["unknown"]["msg"], answers["unknown"]
    newer = answers["newer"]
    yield "3010: deferred", newer["how"] == "ok" and newer.get("state") == "deferred" and newer["reboot_required"] and newer["changed"] and newer["rc"] == 3010, newer

    for host in hosts.values():
        host.fault_file.unlink(missing_ok=True)
    answers = plays.run("install", "--check", "--diff", hosts=["ready", "root", "restart"])
    wanted = {"ready": "nothing-to-do", "root": "planned", "restart": "planned"}
    yield "check mode: plans", column(answers, "state") == wanted and installed(hosts)["root"] == [], answers
    yield "... with the builds", answers["root"].get("diff") == {"before": "", "after": f"agent {ACS}\n"}, answers["root"]
    answers = plays.run("install", hosts=["root", "restart", "newer"], extra={"installers": {"root": stand_in("sleep", "40000", "0")}, "limits": {"root": 4}})
    yield "the time is over: it goes on", answers["root"].get("state") == "running" and "has not ended after 4 s" in answers["root"]["msg"], answers["root"]
    yield "the right package is sent again", answers["restart"].get("state") == "installed" and hosts["restart"].installed() == [ACS], answers["restart"]
    yield "nothing before the restart", answers["newer"].get("state") == "held" and answers["newer"]["reboot_required"], answers["newer"]
    answers = plays.run("install", hosts=["newer"], extra={"pending": True})
    yield "the look afterwards waits", answers["newer"].get("state") == "deferred" and answers["newer"]["how"] == "ok", answers["newer"]
    pending = hosts["newer"].record("pending.json")
    record = json.loads(pending.read_text(encoding="ascii"))
    pending.write_text(json.dumps({**record, "boot": "1"}), encoding="ascii")  # as if the system had started anew
    answers = plays.run("install", hosts=["newer"], extra={"pending": True})
    yield "after the restart: it does not run", answers["newer"]["how"] == "failed" and answers["newer"].get("postcheck") == "fail", answers["newer"]
    answers = plays.run("install", hosts=["newer"], extra={"pending": True})
    yield "... told once", answers["newer"].get("state") == "nothing-to-do", answers["newer"]


def checks(windows_program, controller):
    with stage(windows_program, controller) as (room, root, packages, given, hosts):
        wine.compile_c(wine.HERE / "installer.c", room / "installer.exe")
        for version in versions.available()[-1:]:
            prepare(hosts, packages)
            hosts["newer"].msiexec("/x", packages[windows_hosts.NEWER])
            for host in hosts.values():
                host.describe(root, "ready")
            plays = Plays(version, hosts, room, given)
            for part in (check_answers(plays, hosts), check_copies(plays, hosts), check_options(plays, hosts, room), check_installations(plays, hosts, room)):
                for what, passed, seen in part:
                    yield f"{version.name}: {what}", passed, seen


def main():
    failed = report.verdict(checks(*map(windows_hosts.resolved, sys.argv[1:3])))
    return versions.verdict(failed)


if __name__ == "__main__":
    sys.exit(main())
