"""A connection for tests only: hosts that look like Windows to the collection, and are folders of this machine with the Linux acsgate.

Each host has a folder ROOM/NAME, with `facts.json` for what the gate reads there, `folder/` for C:\\Program Files\\acsgate, `state/` for what runs
leave behind, and `commands`, one line for each command and transfer. A file `unreachable` makes it unreachable.
"""

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess

from ansible.errors import AnsibleConnectionFailure, AnsibleError
from ansible.plugins.connection import ConnectionBase

DOCUMENTATION = """
name: acsgate_bench_host
short_description: Hosts of a test
description: Hosts of a test, as folders of this machine.
author: The acsgate authors
options: {}
"""
ROOM = pathlib.Path(os.environ["ACSGATE_TEST_ROOM"])
WRAPPED = re.compile(r'cmd\.exe /d /c "(.*)"\Z')
ROOT = "F40042E2E5F7E8EF8189FED15519AECE42C3BFA2"
FOLDER = "C:\\Program Files\\acsgate"


class Connection(ConnectionBase):
    transport = "acsgate_bench_host"
    has_pipelining = False

    def _connect(self):
        self._home = ROOM / self._play_context.remote_addr
        if (self._home / "unreachable").exists():
            raise AnsibleConnectionFailure("the host does not answer")
        self._connected = True
        return self

    def _note(self, line):
        with open(self._home / "commands", "a", encoding="utf-8") as file:
            file.write(line + "\n")

    def exec_command(self, cmd, in_data=None, sudoable=True):
        super().exec_command(cmd, in_data=in_data, sudoable=sudoable)
        self._connect()
        self._note(cmd)
        if cmd.endswith(".exe /r /t 5") or cmd.startswith(("certutil.exe -hashfile ", "wusa.exe ")):
            return self._tool(cmd.split())
        wrapped = WRAPPED.match(cmd)
        if not wrapped:
            raise AnsibleError(f"a command that this host does not know: {cmd}")
        line = wrapped.group(1)
        folder = self._home / "folder"
        if "set PROCESSOR_ARCHITE" in line:
            if "mkdir" in line:
                folder.mkdir(exist_ok=True)
            names = sorted(os.listdir(folder)) if folder.exists() else []
            return 0, "\r\n".join([*names, "PROCESSOR_ARCHITECTURE=AMD64", ""]).encode(), b""
        out = err = b""
        for step in line.split("&&"):
            code, more, error = self._step(step, folder)
            out, err = out + more, err + error
            if code:
                return code, out, err
        return 0, out, err

    def _step(self, step, folder):
        words = step.removesuffix(">nul").split()
        if step == f"cd /d {FOLDER}":
            return (0, b"", b"") if folder.exists() else (1, b"", b"The system cannot find the path specified.")
        if words[0] == "move":
            os.replace(folder / words[2], folder / words[3])
            return 0, b"", b""
        if words[0] == "del":
            for name in words[3:]:
                (folder / name).unlink(missing_ok=True)
            return 0, b"", b""
        if words[0] == "echo":
            return 0, words[1].encode(), b""
        if words[:4] == ["%SystemRoot%\\System32\\certutil.exe", "-addstore", "-f", "Root"]:
            return self._import(folder / words[4])
        if not words[0].startswith(".\\acsgate-"):
            raise AnsibleError(f"a step that this host does not know: {step}")
        return self._gate(folder, folder / words[0][2:], words[1:])

    def _tool(self, words):
        """What the roles run of Windows' own, as far as it shows in the facts."""
        if words[0] == "certutil.exe":
            return 0, b"SHA256 hash of file:\r\n" + (self._home / "update.sha256").read_bytes() + b"\r\n", b""
        self._change(lambda facts: self._after(words[0], facts))
        if words[0] == "shutdown.exe":  # what tells boots apart is in what the run left behind
            for file in (self._home / "state").glob("*.json"):
                record = json.loads(file.read_text(encoding="ascii"))
                file.write_text(json.dumps(dict(record, boot="another")), encoding="ascii")
        return 0, b"", b""

    def _after(self, program, facts):
        facts["reboot"]["pending"] = ["cbs"] if program == "wusa.exe" else []
        if program == "wusa.exe":
            facts["os"]["ubr"] = 3650

    def _change(self, change):
        file = self._home / "facts.json"
        facts = json.loads(file.read_text(encoding="ascii"))
        change(facts)
        file.write_text(json.dumps(facts), encoding="ascii")

    def _import(self, file):
        if hashlib.sha256(file.read_bytes()).hexdigest() not in file.name:
            return 1, b"", b"the file is not the one that its name says"
        self._change(lambda facts: facts["roots"]["present"].append(ROOT))
        return 0, b"", b""

    def _gate(self, folder, program, words):
        if not program.exists():
            return 1, b"", b"is not recognized as an internal or external command"
        program.chmod(0o755)
        facts = self._home / "facts.json"
        if words == ["facts"]:
            return 0, facts.read_bytes(), b""
        if "--result" not in words and "--pending" not in words:
            words = [words[0], "--facts", str(facts), *words[1:]]
        if "--pending" in words:
            words = [*words, "--facts", str(facts)]
        if words[0] == "run" and "--" in words:
            # 194 is 3010 as far as an exit code of Linux goes.
            words[1:1] = ["--min-free", "0", "--restart-code", "194"]
        environment = dict(os.environ, ACSGATE_STATE=str(self._home / "state"), ACSGATE_TEST_HOME=str(self._home))
        run = subprocess.run([program, *words], cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
        return run.returncode, run.stdout, run.stderr

    def _path(self, path):
        return self._home / "folder" / path.split("/")[-1]

    def put_file(self, in_path, out_path):
        super().put_file(in_path, out_path)
        self._connect()
        self._note(f"put {out_path}")
        shutil.copyfile(in_path, self._path(out_path))

    def fetch_file(self, in_path, out_path):
        super().fetch_file(in_path, out_path)
        self._note(f"fetch {in_path}")
        shutil.copyfile(self._path(in_path), out_path)

    def reset(self):
        self._connected = False

    def close(self):
        self._connected = False
