"""A fleet of hosts for playbooks: folders with facts, an installer that does what each host's plan says, an inventory, a rollout and its ledger."""

import contextlib
import datetime
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time

import versions

HERE = pathlib.Path(__file__).resolve().parent
ROOT = "F40042E2E5F7E8EF8189FED15519AECE42C3BFA2"
ACS = "20.0.0-6690"
LEGACY = "20.0.0-6658"
OLD = "20.0.0-5995"
WAVES = [
    "name: one, max_hosts: 1, up_to_percent: 100, max_failures: 0",
    "name: five, max_hosts: 5, up_to_percent: 100, max_failures: 2",
    "name: fifth, up_to_percent: 20, max_failures: 19",
    "name: rest, match: {name: '*'}, max_failures: 39",
]
INSTALLER = """#!/bin/sh
# Stands in for msiexec: writes down that it ran, takes its time, and leaves the new build in the facts of its host.
home=$ACSGATE_TEST_HOME
build=$(basename "$1" .x86_64.msi)
echo "${build##*Windows-}" >>"$home/installs"
sleep "$(cat "$home/seconds" 2>/dev/null || echo 0)"
code=$(cat "$home/code" 2>/dev/null || echo 0)
case $code in 0 | 194) sed "s/%s/${build##*Windows-}/" "$home/facts.json" >"$home/facts.new" && mv "$home/facts.new" "$home/facts.json" ;; esac
exit "$code"
""" % OLD


def facts_of(name, lacks=""):
    """Facts of a host that is ready, or that lacks `update`, `root`, a `restart`, `windows` altogether, or is `unknown`."""
    now = datetime.datetime.now(datetime.timezone.utc)
    facts = {
        "schema": "acsgate.facts/v1",
        "host": {"id": f"id-{name}", "name": name.split(".")[0].upper(), "labels": {"inventory": name}},
        "collected_at": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "os": {"family": "windows", "build": 17763, "ubr": 2000 if lacks == "update" else 3650, "type": "server", "arch": "x64"},
        "updates": {"hotfixes": ["KB5005112" if lacks == "update" else "KB5012170"]},
        "reboot": {"pending": ["cbs"] if lacks == "restart" else []},
        "roots": {"present": [] if lacks == "root" else [ROOT], "disallowed": []},
        "modules": {"items": [{"module": "agent", "version": OLD}]},
        "services": {"items": {name: {"state": "running", "start": "auto"} for name in ("ds_agent", "ds_notifier")}},
    }
    if lacks == "unknown":
        del facts["os"]["ubr"], facts["updates"]
    if lacks == "windows":
        facts["os"] = {"family": "linux"}
    return facts


class Fleet:
    """`hosts` are (name, what it lacks). Everything is in a scratch folder that goes with the `with`."""

    def __init__(self, version, binary, hosts, waves, builds=(ACS,)):
        self.version = version
        self.binary = pathlib.Path(binary).resolve()
        self.names = [name for name, _lacks in hosts]
        self._scratch = tempfile.TemporaryDirectory(prefix="acsgate-ansible-")
        self.folder = pathlib.Path(self._scratch.name)
        self.room = self.folder / "hosts"
        self.ledger = self.folder / "ledger.db"
        self.report_dir = self.folder / "report"
        for name, lacks in hosts:
            (self.room / name).mkdir(parents=True)
            self.describe(name, lacks)
        self._write("fleet.ndjson", "".join(json.dumps(facts_of(name, lacks)) + "\n" for name, lacks in hosts))
        self._write("installer.sh", INSTALLER, 0o755)
        # Small, because each host gets a copy of it.
        self._write("acsgate.exe", f'#!/bin/sh\nexec {self.binary} "$@"\n', 0o755)
        for build in (ACS, LEGACY):
            self._write(f"Agent-Core-Windows-{build}.x86_64.msi", f"the package of {build}\n")
        self._write("restart.yml", "- name: Restart\n  ansible.builtin.raw: shutdown.exe /r /t 5\n  changed_when: true\n")
        self._write("rollout.yaml", rollout_of(waves, builds))
        self.write_inventory(self.names)
        self._write("vars.yml", json.dumps(self._variables()))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._scratch.cleanup()

    def _write(self, name, text, mode=0o644):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)

    def describe(self, name, lacks):
        (self.room / name / "facts.json").write_text(json.dumps(facts_of(name, lacks)), encoding="ascii")

    def write_inventory(self, names):
        hosts = {name: None for name in names}
        self._write("inventory.yml", json.dumps({"windows": {"hosts": hosts, "vars": {"ansible_connection": "acsgate_bench_host"}}}))

    def _variables(self):
        return {
            "acsgate_ledger": str(self.ledger),
            "acsgate_rollout": str(self.folder / "rollout.yaml"),
            "acsgate_fleet": [str(self.folder / "fleet.ndjson")],
            "acsgate_by": "M. Sato",
            "acsgate_report_dir": str(self.report_dir),
            "acsgate_windows_program": {"x64": str(self.folder / "acsgate.exe")},
            "acsgate_controller_program": str(self.binary),
            "acsgate_offer": [
                {"file": str(self.folder / f"Agent-Core-Windows-{build}.x86_64.msi"), "build": build} for build in (ACS, LEGACY)
            ],
            "acsgate_command": ["sh", str(self.folder / "installer.sh"), "{artifact}"],
            "acsgate_restart_tasks": str(self.folder / "restart.yml"),
            "acsgate_poll": 1,
            "acsgate_settle": 0,
            "acsgate_batch_size": 20,
        }

    def plan(self, name, **values):
        """`code` to end with, `seconds` to take, `unreachable`."""
        for key, value in values.items():
            (self.room / name / key).write_text(str(value), encoding="ascii")

    def _command(self, playbook, words):
        return [self.version.tool("ansible-playbook"), playbook, "-i", str(self.folder / "inventory.yml"), "-e", f"@{self.folder / 'vars.yml'}", "-f", "20", *words]

    def _environment(self):
        return self.version.environment(
            versions.linked_collection(self.folder / "collections"),
            self.folder / "home",
            ACSGATE_TEST_ROOM=self.room,
            ANSIBLE_CONNECTION_PLUGINS=HERE / "connection",
            ANSIBLE_DEPRECATION_WARNINGS="0",
        )

    def begin(self):
        """Starts the ledger, as somebody would at the command line."""
        words = ["wave", "start", self.folder / "fleet.ndjson", "--rollout", self.folder / "rollout.yaml", "--by", "M. Sato", "--ledger", self.ledger]
        run = subprocess.run([self.binary, *words], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr

    def play(self, playbook, *words):
        return subprocess.run(
            self._command(playbook, words), env=self._environment(), cwd=self.folder, capture_output=True, text=True, timeout=1500, check=False
        )

    def play_killed(self, playbook, when, *words):
        """Kills the whole play, its workers too, as soon as `when()` holds."""
        with open(self.folder / "killed.log", "w", encoding="utf-8") as log:
            play = subprocess.Popen(
                self._command(playbook, words), env=self._environment(), cwd=self.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )
            end = time.monotonic() + 300
            while play.poll() is None and time.monotonic() < end and not when():
                time.sleep(0.05)
            was_running = play.poll() is None
            with contextlib.suppress(ProcessLookupError):
                os.killpg(play.pid, signal.SIGKILL)
            play.wait()
        return was_running

    def installs(self):
        """How often the installer was started on each host."""
        files = {name: self.room / name / "installs" for name in self.names}
        return {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in files.items() if file.exists()}

    def builds(self):
        """What was installed on each host."""
        return {name: (self.room / name / "installs").read_text(encoding="utf-8").split() for name in self.installs()}

    def commands(self, name):
        file = self.room / name / "commands"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    def looked_after_restart(self, name):
        """Somebody has restarted the host, and runs `acsgate postcheck --pending` there."""
        state = self.room / name / "state"
        for file in state.glob("*.json"):
            file.write_text(json.dumps(dict(json.loads(file.read_text(encoding="ascii")), boot="another")), encoding="ascii")
        command = [self.binary, "postcheck", "--pending", "--format", "json", "--settle", "0", "--facts", self.room / name / "facts.json"]
        run = subprocess.run(command, env=dict(os.environ, ACSGATE_STATE=str(state)), capture_output=True, text=True, timeout=60, check=False)
        return json.loads(run.stdout)

    def wave(self, verb, *words):
        run = subprocess.run([self.binary, "wave", verb, "--ledger", self.ledger, *words], capture_output=True, text=True, timeout=60, check=False)
        return run.stdout

    def status(self):
        return json.loads(self.wave("status", "--format", "json"))

    def events(self):
        return [json.loads(json.loads(line)["body"]) for line in self.wave("export", "jsonl").splitlines()]

    def report(self, name="acsgate-report"):
        return json.loads((self.report_dir / f"{name}.json").read_text(encoding="utf-8"))


def rollout_of(waves, builds):
    rows = "".join(f"  - {{{wave}}}\n" for wave in waves)
    offer = ", ".join(f"{{module: agent, build: {build}}}" for build in builds)
    return f"schema: acsgate.rollout/v1\nname: test\npolicy: builtin\nzone: UTC\noffer: [{offer}]\nwaves:\n{rows}"
