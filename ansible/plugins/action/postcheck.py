# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Looks whether what was installed runs. The documentation is in plugins/modules/postcheck.py."""

from __future__ import annotations

from ansible.plugins.action import ActionBase

from ..plugin_utils.answer import Refused, parse
from ..plugin_utils.gate import COMMON_OPTIONS, Gate, Missing, check_seconds
from ..plugin_utils.host import check_words

OPTIONS = {
    "expect": {"type": "str", "required": True},
    "settle": {"type": "int", "default": 0},
    **{name: COMMON_OPTIONS[name] for name in ("module", "policy", "controller_program", "windows_program", "arch", "install_dir")},
}
STATUSES = ("pass", "fail", "unknown")


class ActionModule(ActionBase):
    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        _unused, options = self.validate_argument_spec(OPTIONS)
        # What a task that failed leaves behind is no pass.
        result.update(changed=False, status="unknown", running=False, open=[], pushed=[])
        try:
            check_seconds(options, settle=0)
            result.update(self._look(options, result))
        except Refused as refused:
            result.update(failed=True, msg=str(refused))
        return result

    @staticmethod
    def _words(options, gate):
        words = ["postcheck", "--format", "json", "--expect", options["expect"], "--module", options["module"], "--settle", f"{options['settle']}s"]
        return check_words(words + (["--policy", gate.policy.name] if gate.policy else []), "the options of the look afterwards")

    def _look(self, options, result):
        with Gate(self, dict(options, build=[], released=None, on_unknown="legacy")) as gate:
            try:
                answer = parse(gate.ask(self._words(options, gate)), "the host")
            except Missing as missing:
                return {"changed": True, "pushed": missing.names}
            finally:
                result.update(changed=bool(gate.pushed), pushed=gate.pushed)
        items = answer.get("items")
        if (
            answer.get("schema") != "acsgate.postcheck/v1"
            or answer.get("status") not in STATUSES
            or not isinstance(items, list)
            or not all(isinstance(item, dict) and isinstance(item.get("id"), str) and item.get("status") in STATUSES for item in items)
            or (answer["status"] == "pass") != (bool(items) and all(item["status"] == "pass" for item in items))
        ):
            raise Refused("the host answered with JSON that is no acsgate.postcheck/v1; is the right program there")
        return {"status": answer["status"], "running": answer["status"] == "pass", "open": [i["id"] for i in items if i["status"] != "pass"]}
