# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Installs on one host what the gate allows. The documentation of its options and of what it returns is in plugins/modules/install.py."""

from __future__ import annotations

from ansible.plugins.action import ActionBase

from ..plugin_utils.answer import Refused
from ..plugin_utils.gate import COMMON_OPTIONS, Gate, Missing, check_seconds
from ..plugin_utils.installation import Installation, finish_pending
from ..plugin_utils.package import Offer

GIVEN = {"file": {"type": "str", "required": True}, "build": {"type": "str"}, "sha256": {"type": "str"}}
OFFERED = {
    "file": {"type": "path", "required": True},
    "build": {"type": "str", "required": True},
    "arch": {"type": "str", "choices": ["x64", "x86", "arm64"], "default": "x64"},
    "sha256": {"type": "str"},
}
OPTIONS = {
    **COMMON_OPTIONS,
    "offer": {"type": "list", "elements": "dict", "options": OFFERED},
    "acs": {"type": "dict", "options": GIVEN},
    "legacy": {"type": "dict", "options": GIVEN},
    "manifest": {"type": "str"},
    "allow_network_paths": {"type": "bool", "default": False},
    "command": {"type": "list", "elements": "str", "default": ["msiexec.exe", "/i", "{artifact}", "/qn", "/norestart"]},
    "timeout": {"type": "int", "default": 2700},
    "poll": {"type": "int", "default": 5},
    "settle": {"type": "int", "default": 10},
    "postcheck_pending": {"type": "bool", "default": False},
}
NO_ANSWER = {
    "failed": False,  # else Ansible takes every rc but 0 for a failure, also none
    "changed": False,
    "state": "failed",
    "reboot_required": False,
    "rc": None,
    "build": None,
    "decision": None,
    "result": "",
    "codes": [],
    "postcheck": "",
    "pushed": [],
}


class ActionModule(ActionBase):
    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        _unused, options = self.validate_argument_spec(
            OPTIONS, mutually_exclusive=[("offer", "manifest", "acs"), ("offer", "manifest", "legacy")]
        )
        result.update(NO_ANSWER)
        pushed = []
        try:
            check_seconds(options, timeout=1, poll=1, settle=0)
            with Gate(self, options) as gate:
                pushed = gate.pushed
                try:
                    if options["postcheck_pending"]:
                        answer = finish_pending(gate)
                    else:
                        answer = Installation(gate, Offer(gate, options)).run(bool(self._task.diff))
                except Missing as missing:
                    answer = {"state": "unknown", "changed": True, "result": "GATE.NOT_INSTALLED", "pushed": missing.names}
                result.update({"changed": bool(pushed), "pushed": pushed, **answer})
        except Refused as refused:
            # How an installation ended that is done already, nobody can tell then.
            state = "unknown" if options["postcheck_pending"] else "failed"
            result.update(failed=True, state=state, msg=str(refused), pushed=pushed, changed=bool(pushed))
        return result
