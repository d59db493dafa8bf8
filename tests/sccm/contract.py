#!/usr/bin/env python3
"""The scripts that `emit configmgr` writes, run by Wine's script host as the ConfigMgr client would run them on hosts of every kind, and
with everything broken that can break.

    contract.py --binary build/release/acsgate --exe build/windows-x64/acsgate.exe

PowerShell is not in Wine, so only the VBScript is run; the PowerShell scripts do the same with the same exit codes.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "windows"))

import report
import scenarios
import wine
from client import FAILURE, LIMIT, Client
from machine import NT, UNINSTALL, Machine, made_up_root

HERE = pathlib.Path(__file__).resolve().parent
KEY = r"HKEY_LOCAL_MACHINE\Software\acsgate"
ACS, LEGACY = ["acs"], ["legacy", "unknown"]
ROLLOUT = """schema: acsgate.rollout/v1
name: contract
policy: policy.yaml
zone: UTC
offer:
  - {module: agent, build: 20.0.0-6690, arch: x64}
  - {module: agent, build: 20.0.0-4959, arch: x64}
waves:
  - {name: all, up_to_percent: 100}
"""
GATE = r"C:\Program Files\acsgate\gate"
# What goes wrong in the program itself: name, C.
STAND_INS = [
    ("ends with 0 and says acs", r'puts("acs"); return 0'),
    ("says acs in two lines", r'puts("acs\nacs"); return 0'),
    ("crashes", "return (int)0xC0000005"),
    ("is ended by somebody", "TerminateProcess(GetCurrentProcess(), 1); return 1"),
    ("answers with a number that it does not have", "return 105"),
    ("is one that knows no digests", "return 21"),
]


class Host:
    def __init__(self, windows, options, folder):
        self.windows, self.exe, self.folder = windows, options.exe, folder
        self.root = made_up_root("Made-up Root")
        (folder / "policy.yaml").write_text(self.root.policy, encoding="utf-8")
        (folder / "rollout.yaml").write_text(ROLLOUT, encoding="utf-8")
        (folder / "root.der").write_bytes(self.root.der)
        self.out = folder / "out"
        words = ["emit", "configmgr", "--rollout", folder / "rollout.yaml", "--out", self.out, "--installers", HERE / "installers"]
        subprocess.run([options.binary, *words, "--program-x64", options.exe, "--root", folder / "root.der"], check=True, stdout=subprocess.DEVNULL)
        self.client = Client(windows, self.out / "scripts")
        self.gate = windows.path(GATE)
        # The folder must not be in the prefix's shared part: what lies there is replaced, never written into.

    def be(self, change=None):
        machine = Machine()
        machine.set_version("10.0", 17763, 2210)
        machine.set_root(self.root.der, True)
        if change is not None:
            change(machine, self.root.der)
        machine.registry(f'[{UNINSTALL}\\Something]\n"DisplayName"="Something"')  # Windows has some always
        machine.registry('[HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Cryptography]\n"MachineGuid"="6f9619ff-8b86-d011-b42d-00c04fc964ff"')
        self.windows.registry(machine.text)

    def install(self):
        """As the deployment type of the gate does."""
        return self.windows.run(r"C:\windows\system32\cmd.exe", "/d", "/c", wine.windows_path(self.out / "gate/install.cmd"))

    def stand_in(self, name, code):
        program = self.folder / f"{abs(hash(name))}.exe"
        subprocess.run([wine.MINGW, "-municode", "-O1", "-s", f"-DANSWER={code}", "-o", program, HERE / "standin.c"], check=True)
        self.put(program)

    def put(self, program):
        (self.gate / "acsgate.exe").unlink(missing_ok=True)
        shutil.copyfile(program, self.gate / "acsgate.exe")

    def answers(self):
        """Of the two deployment types' rules."""
        return self.client.met("requirement.vbs", ACS, LEGACY)


def check_gate(host):
    """The gate comes onto the host, and leaves it."""
    host.be()
    client = host.client
    yield "before: no requirement is met", host.answers() == (False, False), host.client.last
    yield "before: a requirement's script says error", client.run("requirement.vbs") == (0, "error\n", ""), client.last
    yield "before: the gate is not installed", client.detected("gate-detection.vbs") is False, client.last
    yield "before: whether the Agent is there is unknown", client.detected("detection-20.0.0-6690.vbs") is None, None
    yield "before: discovery fails", client.value("discovery.vbs") == FAILURE, client.last
    emitted = host.out / "gate/policy.json"
    right = emitted.read_bytes()
    emitted.write_bytes(right.replace(b"2210", b"1"))
    run = host.install()
    yield "a gate that does not decide by this policy is not installed", run.code == 5 and client.detected("gate-detection.vbs") is False, run
    emitted.write_bytes(right)
    run = host.install()
    yield "installed", run.code == 0 and (host.gate / "acsgate.exe").exists(), run
    yield "the gate is there", client.detected("gate-detection.vbs") is True, client.last
    query = host.windows.run(r"C:\windows\system32\reg.exe", "query", KEY + r"\Gate", "/v", "PolicyDigest")
    digest = json.loads((host.out / "emit.json").read_text(encoding="utf-8"))["policy"]["digest"]
    yield "inventory finds it", digest in query.stdout.decode(), query
    yield "and it decides", host.answers() == (True, False), client.last
    run = host.windows.run(r"C:\windows\system32\cmd.exe", "/d", "/c", wine.windows_path(host.out / "gate/uninstall.cmd"))
    yield "removed", run.code == 0 and not (host.gate / "acsgate.exe").exists(), run
    yield "and gone", client.detected("gate-detection.vbs") is False and host.answers() == (False, False), None


def check_hosts(host):
    """The token of each host, and the two rules."""
    rows = [(f"{row} {ubr}", lambda m, _, v=version, b=build, u=ubr, s=server: m.set_version(v, b, u, s), decision)
            for row, version, build, server, ubr, decision, _ in scenarios.ROWS]
    for name, change, decision in rows + [case[:3] for case in scenarios.CASES]:
        host.be(change)
        value = host.client.value("requirement.vbs")
        yield name, value == decision, (value, decision)
    for name, change, rules in (
        ("a ready host", None, (True, False)),
        ("a host without the root", lambda m, der: m.set_root(der, False), (False, True)),
        ("a host of which too little is known", lambda m, _: m.registry(f'[{NT}]\n"CurrentBuild"=-\n"CurrentBuildNumber"=-'), (False, True)),
        ("a host that waits for a restart", lambda m, _: m.registry(rf"[{scenarios.SERVICING}\RebootPending]"), (False, False)),
    ):
        host.be(change)
        yield f"rules on {name}", host.answers() == rules, host.client.last


def check_installed(host):
    """A newer build on a host that fails the check is not taken back: its legacy deployment type counts as installed."""
    host.be(lambda m, der: (m.set_root(der, False), m.registry(f'[{UNINSTALL}\\Agent]\n"DisplayName"="Trend Micro Deep Security Agent"\n"Publisher"="Trend Micro Inc."\n"DisplayVersion"="20.0.0.6690"')))
    yield "the legacy rule is met", host.answers() == (False, True), host.client.last
    legacy = host.client.detected("detection-20.0.0-4959.vbs")
    yield "and its build, or a newer one, is there: nothing is installed", legacy is True, host.client.last
    host.be()
    missing = host.client.run("detection-20.0.0-4959.vbs")
    yield "no Agent: nothing at all is printed", missing == (0, "", ""), missing


def check_baseline(host):
    host.be()
    run = host.client.run("discovery.vbs")
    yield "a ready host complies", run == (0, "acs\n", ""), run
    query = lambda: host.windows.run(r"C:\windows\system32\reg.exe", "query", KEY + r"\Decision", "/v", "Decision")
    yield "the decision is left behind for inventory", b"acs" in query().stdout, query()
    host.be(lambda m, der: m.set_root(der, False))
    yield "a host without the root does not", host.client.value("discovery.vbs") == "legacy", host.client.last
    host.stand_in("tattoo", "return 22")
    yield "a check that fails is a discovery failure", host.client.value("discovery.vbs") == FAILURE, host.client.last
    host.put(host.exe)


def check_halt(host):
    host.be()
    host.windows.registry(f'[{KEY}]\n"Halt"="stop"')
    yield "a halt: no requirement is met", host.answers() == (False, False) and host.client.value("requirement.vbs") == "hold", None
    host.windows.registry(f'[{KEY}]\n"Halt"=-')
    yield "and off again", host.answers() == (True, False), host.client.last


def check_faults(host):
    """Whatever breaks: no rule is met, no detection says installed, no discovery says acs."""
    host.be()
    policy = host.gate / "policy.json"
    right = policy.read_bytes()

    def nothing_passes(what):
        yield f"{what}: no rule is met", host.answers() == (False, False), host.client.last
        detected = host.client.detected("detection-20.0.0-6690.vbs")
        yield f"{what}: not detected", detected is not True, host.client.last
        value = host.client.value("discovery.vbs")
        yield f"{what}: not compliant", value == FAILURE, host.client.last
        gate = host.client.detected("gate-detection.vbs")
        yield f"{what}: the gate is not there", gate is False, host.client.last

    for what, bytes_ in (
        ("the policy is tampered with", right.replace(b'"facts_max_age"', b'"facts_max_age" ').replace(b"2210", b"1")),
        ("the policy is another one", right.replace(b"made-up-root", b"another-root")),
        ("the policy is cut", right[:100]),
        ("the policy is missing", None),
    ):
        policy.unlink(missing_ok=True)
        if bytes_ is not None:
            policy.write_bytes(bytes_)
        yield from nothing_passes(what)
    policy.write_bytes(right)
    (host.gate / "acsgate.exe").unlink()
    yield from nothing_passes("the program is missing")
    for what, code in STAND_INS:
        host.stand_in(what, code)
        yield from nothing_passes(f"the program {what}")
    host.put(host.exe)
    deny = host.folder / "deny.exe"
    wine.compile_c(wine.HERE / "deny.c", deny, "-ladvapi32")
    path = NT.removeprefix("HKEY_LOCAL_MACHINE\\")
    host.windows.run(deny, path, "deny")
    value = host.client.value("requirement.vbs")
    yield "a registry that can't be read: unknown, which is no acs", value == "unknown", value
    host.windows.run(deny, path, "allow")
    yield "after all that the host is ready", host.answers() == (True, False), host.client.last


def check_hang(host):
    """A program that hangs for 70 seconds: no script has an answer before the client ends it."""
    host.be()
    host.stand_in("hangs", 'Sleep(70000); puts("acs"); return 100')
    started = [(name, host.client.start(name)) for name in ("requirement.vbs", "detection-20.0.0-6690.vbs", "discovery.vbs")]
    time.sleep(LIMIT)
    for name, process in started:
        ended = process.poll()
        yield f"{name} is still there and is ended: a failure", ended is None, ended
        process.kill()
        process.wait()


def checks(options):
    with tempfile.TemporaryDirectory(prefix="acsgate-sccm-") as name, wine.Windows() as windows:
        host = Host(windows, options, pathlib.Path(name))
        for part in (check_gate, check_hosts, check_installed, check_baseline, check_halt, check_faults, check_hang):
            if options.only in part.__name__:
                if part is not check_gate:
                    host.be()
                    host.install()
                for what, passed, seen in part(host):
                    yield f"{part.__name__}: {what}", passed, seen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    parser.add_argument("--exe", type=pathlib.Path, required=True)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    options.binary, options.exe = options.binary.resolve(), options.exe.resolve()
    return report.verdict(checks(options))


if __name__ == "__main__":
    sys.exit(main())
