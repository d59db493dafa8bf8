"""A host to install on: facts, packages, a state folder and a stand-in for an installer, all in a folder of their own."""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import time
from typing import NamedTuple

from installer import appear

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
NOW = "2026-11-22T12:00:00Z"
ACS, LEGACY = "20.0.0-6690", "20.0.0-4959"
OLD = "20.0.0-3445"


class Run(NamedTuple):
    code: int
    out: str
    err: str


def wait_until(test, seconds=20):
    end = time.monotonic() + seconds
    while not test() and time.monotonic() < end:
        time.sleep(0.01)
    return test()


def file_name(build, arch="x86_64"):
    return f"Agent-Core-Windows-{build}.{arch}.msi"


class Bench:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.state = folder / "state"
        self.share = folder / "share"
        self.facts_file = folder / "facts.json"
        self.plan_file = folder / "plan.json"
        self.reset()

    def reset(self):
        for path in (self.state, self.share):
            shutil.rmtree(path, ignore_errors=True)
        self.share.mkdir()
        for build in (ACS, LEGACY):
            (self.share / file_name(build)).write_bytes(f"package {build}\n".encode() * 5000)
        self.facts("1-ready")
        self.plan()

    def package(self, build):
        return self.share / file_name(build)

    def digest(self, build):
        return hashlib.sha256(self.package(build).read_bytes()).hexdigest()

    def sample(self, sample, installed=OLD, service="running", arch="x64"):
        facts = json.loads((TOP / f"policies/samples/{sample}.json").read_text(encoding="utf-8"))
        facts["os"]["arch"] = arch
        facts["modules"] = {"items": [{"module": "agent", "version": installed}] if installed else []}
        facts["services"] = {"items": {"ds_agent": {"state": service, "start": "auto"}}}
        return facts

    def facts(self, sample, **changes):
        appear(self.facts_file, json.dumps(self.sample(sample, **changes)))

    def plan(self, installs=ACS, service="running", **plan):
        """What the installer will do: by default it installs a build that runs."""
        if "facts" not in plan and installs:
            plan["facts"] = self.sample("1-ready", installed=installs, service=service)
        plan["facts_file"] = str(self.facts_file)
        self.plan_file.write_text(json.dumps(plan), encoding="utf-8")
        for end in (".seen", ".began", ".fresh"):
            self.plan_file.with_suffix(end).unlink(missing_ok=True)

    def seen(self):
        file = self.plan_file.with_suffix(".seen")
        return json.loads(file.read_text(encoding="ascii")) if file.exists() else None

    def began(self):
        return self.plan_file.with_suffix(".began").exists()

    def environment(self):
        return {**os.environ, "ACSGATE_STATE": str(self.state), "LC_ALL": "C.UTF-8"}

    def command(self, *options, files=("acs", "legacy"), arguments=("{artifact}",), facts=None, settle="0"):
        given = []
        for kind in files:
            given += [f"--{kind}", str(self.package(ACS if kind == "acs" else LEGACY))]
        facts = ["--facts", str(self.facts_file)] if facts is None else facts
        return [self.binary, "run", *given, *facts, "--now", NOW, "--settle", settle, *options, "--",
                "/usr/bin/python3", str(HERE / "installer.py"), str(self.plan_file), *arguments]

    def start(self, *options, **given):
        return subprocess.Popen(self.command(*options, **given), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env=self.environment())

    def acsgate(self, *arguments, stdin=b""):
        run = subprocess.run([self.binary, *map(str, arguments)], input=stdin, capture_output=True, env=self.environment(), timeout=120, check=False)
        return Run(run.returncode, run.stdout.decode(), run.stderr.decode())

    def run(self, *options, stdin=b"", **given):
        return self.acsgate(*self.command(*options, **given)[1:], stdin=stdin)

    def record(self, name="run.json"):
        file = self.state / name
        return json.loads(file.read_text(encoding="ascii")) if file.exists() else None
