# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Brings the facts of one host to the controller. The documentation is in plugins/modules/collect.py."""

from __future__ import annotations

import json
import os
import re
import tempfile

from ansible.plugins.action import ActionBase

from ..plugin_utils.answer import Refused, parse, printable
from ..plugin_utils.gate import COMMON_OPTIONS, Gate, Missing

OPTIONS = {
    "dest": {"type": "path", "required": True},
    **{name: COMMON_OPTIONS[name] for name in ("controller_program", "windows_program", "arch", "install_dir")},
}
FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")


class ActionModule(ActionBase):
    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        _unused, options = self.validate_argument_spec(OPTIONS)
        name = str((task_vars or {}).get("inventory_hostname", ""))
        result.update(changed=False, facts=None, path=None, pushed=[])
        try:
            if not FILE_NAME.match(name):
                raise Refused(f"the inventory name {printable(name)} can't be the name of a file; letters, digits and _.- are possible")
            facts = self._facts(options, result)
            if facts is not None:
                # By this name the host is found again in the inventory, whatever it calls itself.
                facts["host"].setdefault("labels", {})["inventory"] = name
                path = os.path.join(options["dest"], name + ".json")
                result.update(facts=facts, path=path)
                if not self._task.check_mode:
                    write(path, json.dumps(facts) + "\n")
        except (Refused, OSError) as error:
            result.update(failed=True, msg=str(error))
        return result

    def _facts(self, options, result):
        # Facts are the same whatever the policy says: the gate is asked without one.
        with Gate(self, dict(options, build=[], module="agent", released=None, policy=None, on_unknown="legacy")) as gate:
            try:
                answer = gate.ask(["facts"])
            except Missing as missing:
                result.update(changed=True, pushed=missing.names)
                return None
            finally:
                if gate.pushed:
                    result.update(changed=True, pushed=gate.pushed)
        facts = parse(answer, "the host")
        host = facts.get("host")
        if facts.get("schema") != "acsgate.facts/v1" or not isinstance(host, dict) or not isinstance(host.get("labels", {}), dict):
            raise Refused("the host answered with JSON that is no acsgate.facts/v1; is the right program there")
        return facts


def write(path, content):
    """Moved when it is whole, so that nobody reads half a file."""
    os.makedirs(os.path.dirname(path), mode=0o750, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=os.path.dirname(path), prefix=".acsgate-", delete=False) as fresh:
        fresh.write(content)
    os.replace(fresh.name, path)
