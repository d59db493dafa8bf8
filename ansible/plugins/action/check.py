# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Decides for one host. The documentation of its options and of what it returns is in plugins/modules/check.py."""

from __future__ import annotations

import json
import os
import tempfile

from ansible.plugins.action import ActionBase

from ..plugin_utils import controller
from ..plugin_utils.answer import Refused, decision_of, printable
from ..plugin_utils.gate import COMMON_OPTIONS, Gate, Missing, check_seconds, found, policy_of

MAX_FACTS_BYTES = 4 << 20
DECIDED = (0, 10, 11, 12)
OPTIONS = {
    **COMMON_OPTIONS,
    "facts": {"type": "raw"},
    "now": {"type": "str"},
    "timeout": {"type": "int"},
}


class ActionModule(ActionBase):
    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        _unused, options = self.validate_argument_spec(OPTIONS)
        # What a task that failed leaves behind: nothing that could be taken for a pass.
        result.update(
            changed=False, decision="unknown", acs_ready=False, allowed=False, build=None, host=None, reasons=[], requirements=[], pushed=[]
        )
        try:
            check_seconds(options, timeout=1)
            if options["facts"] is not None:
                result.update(shown(self._decide_here(options)))
            elif options["now"] is not None:
                raise Refused("now goes only with facts, because a host decides by its own clock; leave it out, or give facts")
            else:
                result.update(self._decide_there(options, result))
        except Refused as refused:
            result.update(failed=True, msg=str(refused))
        return result

    def _decide_here(self, options):
        facts = options["facts"]
        if isinstance(facts, dict):
            given = json.dumps(facts).encode("ascii")
            name = "the facts"
        elif isinstance(facts, str):
            name = found(self, os.path.expanduser(facts), "file of facts")
            given = controller.read_file(name, "file of facts", MAX_FACTS_BYTES)
        else:
            raise Refused("facts is neither a path nor a mapping; give a file on the controller, or acsgate.facts/v1")
        program = controller.find_program(options["controller_program"])
        data, digest = policy_of(self, options)
        words = ["check", "--facts", "-", "--format", "json", "--module", options["module"]]
        for build in options["build"]:
            words += ["--build", build]
        for option in ("released", "now"):
            if options[option] is not None:
                words += [f"--{option}", options[option]]
        with tempfile.TemporaryDirectory() as folder:
            if data is not None:
                policy = os.path.join(folder, "policy.json")
                with open(policy, "wb") as file:
                    file.write(data)
                words += ["--policy", policy]
            code, out, err = controller.run(program, words, given)
        if code not in DECIDED:
            raise Refused(f"no decision for {name}: {printable(err, 2000) or f'acsgate ended with {code}'}")
        return decision_of(out, "the controller's acsgate", options["build"], digest)

    def _decide_there(self, options, result):
        with Gate(self, options) as gate:
            words = ["check", "--format", "json", *gate.words()]
            if options["timeout"] is not None:
                words += ["--timeout", f"{options['timeout']}s"]
            try:
                answer = gate.ask(words)
            except Missing as missing:
                return {"changed": True, "pushed": missing.names, **shown(not_installed())}
            finally:
                result.update(changed=bool(gate.pushed), pushed=gate.pushed)
            return shown(decision_of(answer, "the host", options["build"], gate.digest))


def shown(decision):
    """What the task returns of a decision. Real booleans: a null would break conditionals, and is no pass."""
    return {
        "decision": decision["decision"],
        "acs_ready": decision["acs_ready"] is True,
        "allowed": decision["allowed"],
        "build": decision["build"],
        "host": decision["host"],
        "reasons": decision["reasons"],
        "requirements": decision["requirements"],
        "ansible_facts": {"acsgate": decision},
    }


def not_installed():
    """In place of a decision, for a host that has nothing yet to decide with."""
    text = "acsgate is not on the host yet, and check mode copies nothing"
    return {
        "schema": "acsgate.decision/v1",
        "host": None,
        "decision": "unknown",
        "acs_ready": None,
        "allowed": False,
        "build": None,
        "asked": [],
        "platform": None,
        "requirements": [],
        "reasons": [{"code": "GATE.NOT_INSTALLED", "text": text}],
        "policy": None,
        "facts_collected_at": None,
        "evaluated_at": None,
        "gate": None,
    }
