"""A connection of the tests: a host is a Wine prefix, which is copied into and in which commands are run through cmd.exe, as OpenSSH does
on Windows.

The variables of a host: wine_prefix, its folder; wine_log, a file that gets a line for each access; wine_fault, a file that, while it is
there, says what goes wrong.
"""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from ansible.errors import AnsibleConnectionFailure, AnsibleError
from ansible.plugins.connection import ConnectionBase

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "windows"))
import wine  # noqa: E402

DOCUMENTATION = """
name: wine_prefix
short_description: Copies into a Wine prefix and runs commands there
description: [For tests.]
author: The acsgate authors
options:
  prefix:
    description: Folder of the prefix.
    vars: [{name: wine_prefix}]
    required: true
  log:
    description: File that gets a line for each access.
    vars: [{name: wine_log}]
    required: true
  fault:
    description: File that says what goes wrong.
    vars: [{name: wine_fault}]
    required: true
"""

REMOTE = wine.ROOM / "remote.exe"


class Connection(ConnectionBase):
    transport = "wine_prefix"
    has_pipelining = False
    allow_executable = False

    def _connect(self):
        self._connected = True
        return self

    def close(self):
        self._connected = False

    def reset(self):
        self.close()

    def _note(self, kind, what):
        with open(self.get_option("log"), "a", encoding="utf-8") as log:
            log.write(json.dumps({"kind": kind, "what": what}) + "\n")

    def _fault(self):
        try:
            return json.loads(pathlib.Path(self.get_option("fault")).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}

    def _file(self, path):
        assert path[:4].upper() == "/C:/", path
        folder = pathlib.Path(self.get_option("prefix")) / "drive_c"
        return folder / path[4:]

    def exec_command(self, cmd, in_data=None, sudoable=True):
        super().exec_command(cmd, in_data=in_data, sudoable=sudoable)
        self._note("command", cmd)
        fault = self._fault()
        if fault.get("lost") and fault["lost"] in cmd:  # once
            os.unlink(self.get_option("fault"))
            if fault.get("after"):
                self._run(cmd)
            raise AnsibleConnectionFailure("the line is dead")
        if "out" in fault and fault.get("on", "") in cmd:
            if fault.get("once"):
                os.unlink(self.get_option("fault"))
            return 0, bytes.fromhex(fault["out"]) * fault.get("times", 1), b""
        return self._run(cmd)

    def _run(self, cmd):
        started = pathlib.Path(self.get_option("prefix")) / "remote-started"
        started.unlink(missing_ok=True)
        answer = self._start(cmd, started)
        # Now and then Wine can't start a program, neither the first one nor those that cmd.exe starts. Nothing has run then but, perhaps, a move.
        error = answer[2]
        not_begun = not started.exists() or error.startswith(b"remote: error") or b"Can't recognize 'cmd.exe" in error
        if not_begun or (b"Can't recognize '" in error and "move /y" not in cmd):
            answer = self._start(cmd, started)
        return answer

    def _start(self, cmd, started):
        environment = {**wine.environment_of(self.get_option("prefix")), "REMOTE_COMMAND": cmd, "REMOTE_STARTED": wine.windows_path(started)}
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            code = subprocess.run(
                [wine.WINE, REMOTE], stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment, cwd=wine.ROOM, timeout=120, check=False
            ).returncode
            out.seek(0)
            err.seek(0)
            return code, out.read(), err.read()

    def put_file(self, in_path, out_path):
        super().put_file(in_path, out_path)
        self._note("put", out_path)
        data = pathlib.Path(in_path).read_bytes()
        fault = self._fault()
        room = fault.get("room") if fault.get("on", "") in out_path else None
        path = self._file(out_path)
        if not path.parent.is_dir():
            raise AnsibleError(f"failed to transfer file to {out_path}: no such folder")
        path.write_bytes(data if room is None else data[:room])
        path.chmod(0o755)
        if room is not None and fault.get("told"):
            raise AnsibleError(f"failed to transfer file to {out_path}: no space left on device")

    def fetch_file(self, in_path, out_path):
        super().fetch_file(in_path, out_path)
        self._note("fetch", in_path)
        shutil.copyfile(self._file(in_path), out_path)
