"""A fleet, a rollout and a ledger in a scratch folder for the tests of `acsgate wave`."""

import json
import pathlib
import subprocess
import tempfile

ROOT = "F40042E2E5F7E8EF8189FED15519AECE42C3BFA2"
NOW = "2026-11-23T13:00:00Z"
ROLLOUT = """schema: acsgate.rollout/v1
name: test
policy: builtin
zone: Asia/Tokyo
offer: [{module: agent, build: 20.0.0-6690}]
waves:
  - {name: all, up_to_percent: 100, max_failures: 100000}
"""


def host(name, ready=True, labels=None, collected="2026-11-22T09:00:00Z", **more):
    return {
        "schema": "acsgate.facts/v1",
        "host": {"id": f"id-{name}", "name": name, "labels": labels or {}, **more},
        "collected_at": collected,
        "os": {"family": "windows", "build": 17763, "ubr": 3650 if ready else 2000, "type": "server", "arch": "x64"},
        "updates": {"hotfixes": ["KB5012170"]},
        "reboot": {"pending": []},
        "roots": {"present": [ROOT], "disallowed": []},
        "modules": {"items": [{"module": "agent", "version": "20.0.0-5995"}]},
    }


class Site:
    def __init__(self, binary, hosts, rollout=ROLLOUT):
        self.binary = str(pathlib.Path(binary).resolve())
        self._scratch = tempfile.TemporaryDirectory(prefix="acsgate-waves-")
        self.folder = pathlib.Path(self._scratch.name)
        self.ledger = self.folder / "ledger.db"
        self.rollout = self.folder / "rollout.yaml"
        self.fleet = self.folder / "fleet.ndjson"
        self.rollout.write_text(rollout, encoding="utf-8")
        self.fleet.write_text("".join(json.dumps(each) + "\n" for each in hosts), encoding="utf-8")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._scratch.cleanup()

    def command(self, verb, *words, now=NOW):
        extra = ["--rollout", str(self.rollout)] if verb in ("start", "next", "amend") else []
        extra += ["--controller", "c1"] if verb == "next" else []
        extra += ["--now", now] if now else []
        return [self.binary, "wave", verb, *map(str, words), "--ledger", str(self.ledger), *extra]

    def run(self, verb, *words, now=NOW, stdin="", **how):
        run = subprocess.run(self.command(verb, *words, now=now), input=stdin, capture_output=True, text=True, timeout=300, check=False, **how)
        return run.returncode, run.stdout, run.stderr

    def good(self, verb, *words, code=0, **how):
        found, out, err = self.run(verb, *words, **how)
        if found != code:
            raise AssertionError(f"wave {verb} {words} ended with {found}, not {code}: {out}{err}")
        return out

    def start(self):
        return self.good("start", self.fleet, "--by", "M. Sato")

    def claim(self, count, now=NOW):
        return [lease["attempt"] for lease in json.loads(self.good("next", "--claim", count, now=now))["hosts"]]

    def record(self, attempts, result="success", **how):
        lines = "".join(json.dumps({"attempt": attempt, "result": result}) + "\n" for attempt in attempts)
        return json.loads(self.good("record", stdin=lines, **how))

    def events(self):
        lines = [json.loads(line) for line in self.good("export", "jsonl", now=None).splitlines()]
        return [json.loads(line["body"]) for line in lines]

    def head(self):
        return self.good("verify", now=None).strip()


class Report:
    def __init__(self):
        self.count = self.failed = 0

    def check(self, holds, what):
        self.count += 1
        if not holds:
            self.failed += 1
            print("FAIL", what)

    def finish(self, what):
        print(f"{self.count - self.failed} of {self.count} {what}")
        return 1 if self.failed or not self.count else 0
