#!/usr/bin/env python3
"""`acsgate run` in Wine: real packages under the Agent's name, made by wixl and installed by msiexec, and a stand-in for what packages
do not do by themselves.

    run_command.py build/windows-x64/acsgate.exe [--kills 50]
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import machine
import report
import wine

sys.path.insert(0, str(wine.TOP / "tests/run_command"))
from endings import corpus  # noqa: E402

UNINSTALL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall"
ACS, LEGACY = "20.0.0-6690", "20.0.0-4959"
UPGRADE = "8B1C7A5E-3D0F-4E8C-9B56-0F2D7C1A9E43"
MSIEXEC = ["msiexec.exe", "/i", "{artifact}", "/qn"]

WXS = """<?xml version="1.0" encoding="UTF-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="*" UpgradeCode="{upgrade}" Name="Trend Micro Deep Security Agent" Manufacturer="Trend Micro Inc." Version="{version}" Language="1033">
    <Package InstallerVersion="405" Compressed="yes" InstallScope="perMachine" Manufacturer="Trend Micro Inc."/>
    <MajorUpgrade DowngradeErrorMessage="A newer one is installed already"/>
    <Media Id="1" Cabinet="a.cab" EmbedCab="yes"/>
    <Directory Id="TARGETDIR" Name="SourceDir"><Directory Id="ProgramFiles64Folder"><Directory Id="INSTALLDIR" Name="Made-up Agent">
      <Component Id="File" Guid="*" Win64="yes"><File Id="File" Source="build.txt" KeyPath="yes"/></Component>
    </Directory></Directory></Directory>
    <Feature Id="All" Level="1"><ComponentRef Id="File"/></Feature>
  </Product>
</Wix>
"""


def make_package(folder, build):
    version = build.replace("20.0.0-", "20.0.")  # Windows Installer compares three parts
    (folder / "build.txt").write_text(build + "\n", encoding="ascii")
    (folder / "agent.wxs").write_text(WXS.format(upgrade=UPGRADE, version=version), encoding="utf-8")
    package = folder / f"Agent-Core-Windows-{build}.x86_64.msi"
    subprocess.run(["wixl", "-a", "x64", "-o", package, "agent.wxs"], cwd=folder, check=True, capture_output=True)
    return package


class Host:
    def __init__(self, windows, program, folder):
        self.windows, self.program = windows, program
        self.share = windows.path("C:\\") / "share"
        self.share.mkdir()
        self.share.chmod(0o755)
        for build in (ACS, LEGACY):
            made = make_package(folder, build)
            (self.share / made.name).write_bytes(made.read_bytes())
            (self.share / made.name).chmod(0o644)
        self.installer = wine.compile_c(wine.HERE / "installer.c", self.share / "installer.exe")
        self.seen = self.share / "seen"
        self.root = machine.made_up_root("Made-up Root")
        rules = windows.path("C:\\") / "rules"
        rules.mkdir()
        rules.chmod(0o755)
        policy = rules / "root.yaml"
        policy.write_text(self.root.policy, encoding="utf-8")
        policy.chmod(0o644)
        self.policy = ["--policy", r"C:\rules\root.yaml"]
        self.registry(True)

    def registry(self, ready):
        made = machine.Machine()
        made.set_version("10.0", 17763, 2210 if ready else 2209)
        made.set_root(self.root.der, True)
        # Windows lists some programs of its own; an empty list is none that was read.
        made.registry(f'[{machine.UNINSTALL}\\Other]\n"DisplayName"="Other"')
        self.windows.registry(made.text)

    def file(self, build):
        return rf"C:\share\Agent-Core-Windows-{build}.x86_64.msi"

    def command(self, *options, files=("acs", "legacy"), words=MSIEXEC):
        given = []
        for kind in files:
            given += [f"--{kind}", self.file(ACS if kind == "acs" else LEGACY)]
        return ["run", *given, *self.policy, "--no-postcheck", *options, "--", *words]

    def run(self, *options, **given):
        self.seen.unlink(missing_ok=True)
        return self.windows.run(self.program, *self.command(*options, **given), timeout=180)

    def stand_in(self, *mode):
        return [r"C:\share\installer.exe", r"C:\share\seen", *mode, "{artifact}"]

    def installed(self):
        listed = self.windows.run(r"C:\windows\system32\reg.exe", "query", UNINSTALL, "/s").stdout.decode("utf-8", "replace")
        if "Trend Micro Deep Security Agent" not in listed:
            return None
        return next(line.split()[-1] for line in listed.splitlines() if "DisplayVersion" in line and "20.0." in line)

    def remove(self):
        for build in (ACS, LEGACY):
            self.windows.run(r"C:\windows\system32\msiexec.exe", "/x", self.file(build), "/qn")

    def result(self):
        run = self.windows.run(self.program, "run", "--result", "--format", "json")
        return run.code, json.loads(run.stdout)


def check_packages(host):
    run = host.run()
    yield "ready: the ACS build", run.code == 0 and host.installed() == "20.0.6690", (run, host.installed())
    run = host.run()
    yield "again: nothing to do", run.code == 0 and b"nothing to do" in run.stdout, run
    run = host.run(files=["legacy"])
    yield "no downgrade", run.code == 0 and b"nothing to do" in run.stdout and host.installed() == "20.0.6690", run
    host.remove()
    yield "removed", host.installed() is None, host.installed()
    host.registry(False)
    run = host.run()
    yield "not ready: the legacy build", run.code == 0 and host.installed() == "20.0.4959", (run, host.installed())
    run = host.run(files=["acs"])
    yield "not ready: no ACS build over it", run.code == 17013 and b"INSTALL.NO_FILE" in run.stdout and host.installed() == "20.0.4959", run
    host.registry(True)
    run = host.run()
    yield "its patch level is not listed, so it can't be told which is newer", run.code == 17014 and host.installed() == "20.0.4959", (run, host.installed())
    host.remove()
    host.windows.registry('[HKEY_LOCAL_MACHINE\\Software\\acsgate]\n"Halt"="stop"')
    run = host.run()
    yield "halted", run.code == 17010 and b"GATE.HALTED" in run.stdout and host.installed() is None, run
    host.windows.registry('[HKEY_LOCAL_MACHINE\\Software\\acsgate]\n"Halt"=-')
    host.windows.registry(f"[{machine.SERVICING}\\RebootPending]")
    run = host.run()
    yield "held for a restart", run.code == 17012 and b"INSTALL.RESTART_PENDING" in run.stdout and host.installed() is None, run
    host.windows.registry(f"[-{machine.SERVICING}\\RebootPending]")


def check_exit_codes(host):
    for code in (1, 259, 1618, 0xC0000005, 0xFFFFFFFF):
        run = host.run(words=host.stand_in("exit", str(code)))
        yield f"exit code {code:#x}", run.code == code, run
    for code in (1641, 3010):
        run = host.run(words=host.stand_in("exit", str(code)))
        pending = host.windows.run(host.program, "postcheck", "--pending")
        yield f"exit code {code}", run.code == code and host.result()[1]["postcheck"] == "deferred", (run, host.result())
        yield f"... waits for the restart {code}", pending.code == 12 and host.run().code == 17012, pending
        (host.windows.path(r"C:\ProgramData") / "acsgate/pending.json").unlink(missing_ok=True)
    run = host.windows.run(host.program, *[word for word in host.command(words=host.stand_in("exit", "0")) if word != "--no-postcheck"])
    yield "the look afterwards finds nothing installed", run.code == 17025 and b"INSTALL.POSTCHECK_FAILED" in run.stdout, run
    for words in (["x.cmd", "{artifact}"], ["C:\\share\\x.BAT. ", "{artifact}"], ["C:\\share\\x.txt", "{artifact}"], ["share\\x.exe", "{artifact}"]):
        run = host.run(words=words)
        yield f"refused: {words[0]}", run.code == 21, run


def check_arguments(host):
    # The test's own way into Wine is the command line of runner.exe, which is made by Wine from the arguments.
    values = [value for value in corpus() if len(value) < 8000 and "\n" not in value]
    run = host.run(words=[r"C:\share\installer.exe", r"C:\share\seen", "arguments", "{artifact}", *values])
    seen = [bytes.fromhex(line).decode() for line in host.seen.read_text(encoding="ascii").split("\n")[:-1]] if host.seen.exists() else []
    yield "arguments arrive unchanged", run.code == 0 and seen[1:] == values, (run, [pair for pair in zip(seen[1:], values) if pair[0] != pair[1]][:5])
    yield "{artifact} is the file", seen[:1] == [host.file(ACS)], seen[:1]
    long = ["x" * 8000, "a b" * 2000]
    run = host.run(words=[r"C:\share\installer.exe", r"C:\share\seen", "arguments", "{artifact}", *long])
    seen = [bytes.fromhex(line).decode() for line in host.seen.read_text(encoding="ascii").split("\n")[:-1]] if host.seen.exists() else []
    yield "long arguments arrive unchanged", run.code == 0 and seen[1:] == long, run


def check_artifact(host):
    run = host.run(words=host.stand_in("attack"))
    seen = host.seen.read_text(encoding="ascii").split() if host.seen.exists() else []
    yield "nobody can write, delete or rename the file", seen[1::2] == ["32", "32", "32"], (run, seen)
    digest = "0" * 64
    run = host.run("--acs-sha256", digest, words=host.stand_in("exit", "0"))
    yield "another digest", run.code == 17020 and b"INSTALL.ARTIFACT_CHANGED" in run.stdout and not host.seen.exists(), run
    host.share.chmod(0o777)
    run = host.run(words=host.stand_in("exit", "0"))
    yield "a folder that everybody may write", run.code == 22 and b"SHA-256" in run.stderr and not host.seen.exists(), run
    host.share.chmod(0o755)


def check_waiting(host):
    run = host.run("--timeout", "1s", words=host.stand_in("sleep", "12000", "0"))
    yield "--timeout", run.code == 17023 and b"INSTALL.STILL_RUNNING" in run.stdout, run
    run = host.run(words=host.stand_in("exit", "0"))
    yield "refused meanwhile", run.code == 17023, run
    run = host.run("--wait-lock", "60s", words=host.stand_in("exit", "5"))
    yield "or waits", run.code == 5, run
    run = host.run("--timeout", "1s", "--kill-on-timeout", words=host.stand_in("sleep", "60000", "0"))
    yield "--kill-on-timeout", run.code == 17024 and host.run(words=host.stand_in("exit", "6")).code == 6, run
    begin = time.monotonic()
    run = host.run("--detach", words=host.stand_in("sleep", "6000", "7"))
    yield "--detach", run.code == 0 and host.result()[0] == 17023, run
    while host.result()[0] == 17023 and time.monotonic() - begin < 60:
        time.sleep(0.2)
    yield "it ends", host.result()[0] == 7, host.result()
    run = host.run("--log-level", "info", words=host.stand_in("exit", "0"))
    yield "output in the log", b"installer: installer at work" in run.stderr, run


def check_kills(host, count):
    """The whole Windows side of a run is killed from outside; the program is found by its name among the processes of this prefix."""
    seed = random.randrange(1 << 30)
    dice = random.Random(seed)
    wrong, told = [], {}
    for _ in range(count):
        process = subprocess.Popen(
            [wine.WINE, str(host.program), *host.command(words=host.stand_in("sleep", "300", "0"))],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=wine.environment_of(host.windows.prefix),
        )
        time.sleep(dice.uniform(0, 1.0))
        process.kill()
        process.wait()
        code, record = host.result()
        told[code] = told.get(code, 0) + 1
        if code not in (0, 17023, 17027, 17028):
            wrong.append((code, record))
        run = host.run("--wait-lock", "30s", words=host.stand_in("exit", "9"))
        if run.code != 9 or host.result()[0] != 9:
            wrong.append((run, host.result()))
        host.run(words=host.stand_in("exit", "0"))
    yield f"killed {count} times (seed {seed}): {told}", not wrong, wrong[:2]


def checks(program, kills):
    with tempfile.TemporaryDirectory() as folder, wine.Windows() as windows:
        host = Host(windows, program, pathlib.Path(folder))
        for part in (check_packages, check_exit_codes, check_arguments, check_artifact, check_waiting):
            yield from part(host)
        yield from check_kills(host, kills)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=50)
    options = parser.parse_args()
    return report.verdict(checks(options.program.resolve(), options.kills))


if __name__ == "__main__":
    sys.exit(main())
