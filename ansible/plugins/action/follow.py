# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Follows an installation that was begun before, to its end. The documentation is in plugins/modules/follow.py."""

from __future__ import annotations

import re
import time

from ansible.plugins.action import ActionBase

from ..plugin_utils.answer import Refused, printable, record_of
from ..plugin_utils.gate import COMMON_OPTIONS, Gate, Missing, check_seconds
from ..plugin_utils.installation import GOES_ON, outcome

OPTIONS = {
    "since": {"type": "str", "required": True},
    "of_build": {"type": "str", "required": True},
    "timeout": {"type": "int", "default": 2700},
    "poll": {"type": "int", "default": 5},
    **{name: COMMON_OPTIONS[name] for name in ("module", "controller_program", "windows_program", "arch", "install_dir")},
}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")
NONE = {"changed": False, "state": "none", "reboot_required": False, "rc": None, "build": None, "decision": None, "result": "", "codes": [], "postcheck": ""}


class ActionModule(ActionBase):
    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        _unused, options = self.validate_argument_spec(OPTIONS)
        result.update(NONE, state="unknown", pushed=[])
        try:
            check_seconds(options, timeout=0, poll=1)
            if not TIME.match(options["since"]):
                raise Refused(f"since is {printable(options['since'], 80)}; give a time such as 2026-11-23T13:30:00Z")
            with Gate(self, dict(options, build=[], released=None, policy=None, on_unknown="legacy")) as gate:
                try:
                    result.update(self._follow(gate, options))
                except Missing as missing:  # without the program nothing was begun
                    result.update(NONE, changed=True, pushed=missing.names)
                result.update(pushed=gate.pushed or result["pushed"])
        except Refused as refused:
            result.update(failed=True, msg=str(refused))
        return result

    def _follow(self, gate, options):
        end = time.monotonic() + options["timeout"]
        while True:
            record = record_of(gate.ask(["run", "--result", "--format", "json"]), "the host")
            if record["result"] == "INSTALL.NO_RESULT" or record["started_at"] < options["since"] or record["build"] != options["of_build"]:
                return NONE
            if record["result"] != GOES_ON:
                return outcome(record, started=True)
            if time.monotonic() >= end or self._task.check_mode:
                message = f"the installation has not ended after {options['timeout']} s; run it again later, or give a longer timeout"
                return dict(NONE, state="running", build=record["build"], failed=not self._task.check_mode, msg=message)
            time.sleep(options["poll"])
