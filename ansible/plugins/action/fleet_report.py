# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""The action behind acsgate.rollout.fleet_report. Everything happens on the controller."""

from __future__ import annotations

import datetime
import json
import os
import tempfile

from ansible.plugins.action import ActionBase

from ..plugin_utils import controller, fleet
from ..plugin_utils.answer import Refused, printable
from ..plugin_utils.ledger import History, Ledger, inventory_names

SPEC = {
    "dest": {"type": "path", "required": True},
    "name": {"type": "str", "default": "acsgate-report"},
    "title": {"type": "str", "default": "Rollout of the security agent"},
    "ledger": {"type": "path"},
    "fleet": {"type": "list", "elements": "path", "default": []},
    "policy": {"type": "path"},
    "variable": {"type": "str", "default": "acsgate_check"},
    "hosts": {"type": "list", "elements": "str", "default": []},
    "controller_program": {"type": "path"},
}


class ActionModule(ActionBase):
    _supports_check_mode = True
    _supports_async = False
    _requires_connection = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        unused, options = self.validate_argument_spec(argument_spec=SPEC)
        try:
            if os.path.basename(options["name"]) != options["name"]:
                raise Refused(f"name is {printable(options['name'])}; give the name of a file, without a folder")
            report = self._report(options, task_vars or {})
            result.update(report=report, text=fleet.text_of(report))
            result.update(self._write(options, result["text"], report))
        except (Refused, OSError, ValueError) as error:
            result.update(failed=True, msg=f"the report can't be made: {error}")
        return result

    def _report(self, options, task_vars):
        decisions = {}
        for path in options["fleet"]:
            decisions.update(self._of_facts(path, options))
        hostvars = task_vars.get("hostvars", {})
        for name in options["hosts"]:  # what the hosts said themselves is newer
            # Not the fact acsgate: a cache of facts may have it from another day.
            told = (hostvars[name].get(options["variable"]) or {}).get("ansible_facts", {}).get("acsgate") if name in hostvars else None
            if told:
                decisions[str(name)] = told
        made_at = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        if not options["ledger"]:
            return fleet.build(options["title"], made_at, decisions, hosts=[str(name) for name in options["hosts"]])
        ledger = Ledger(options["controller_program"], options["ledger"])
        if not ledger.exists():
            raise Refused(f"there is no ledger {printable(ledger.path)}; start the rollout first")
        history = History(ledger.events())
        inventory = [str(name) for name in task_vars.get("groups", {}).get("all", [])]
        names = inventory_names(history.hosts, inventory)
        return fleet.build(options["title"], made_at, decisions, history=history, names=names, status=ledger.status())

    @staticmethod
    def _of_facts(path, options):
        """What the gate says of the hosts of a file of facts, by the key that the ledger has for them."""
        words = ["fleet"] + (["--policy", options["policy"]] if options["policy"] else []) + ["--", path]
        code, out, err = controller.run(controller.find_program(options["controller_program"]), words)
        if code:
            raise Refused(f"acsgate fleet {printable(path)} ended with {code}: {printable(err, 2000)}")
        with open(path, encoding="utf-8-sig") as facts:
            hosts = [json.loads(line).get("host") or {} for line in facts if line.strip()]
        decided = [json.loads(line) for line in out.splitlines()]
        if len(hosts) != len(decided):
            raise Refused(f"acsgate fleet {printable(path)} decided for {len(decided)} of {len(hosts)} hosts")
        return {host.get("id") or host.get("fqdn", "").lower() or host.get("name", "").lower(): each for host, each in zip(hosts, decided)}

    def _write(self, options, text, report):
        paths = {"text_file": options["name"] + ".txt", "json_file": options["name"] + ".json"}
        paths = dict((key, os.path.join(options["dest"], name)) for key, name in paths.items())
        if self._task.check_mode:
            return dict(paths, changed=False)
        os.makedirs(options["dest"], mode=0o750, exist_ok=True)
        for path, content in ((paths["text_file"], text), (paths["json_file"], json.dumps(report, indent=1) + "\n")):
            # Moved when it is whole, so that nobody reads half a report.
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=options["dest"], prefix=".acsgate-", delete=False) as fresh:
                fresh.write(content)
            os.chmod(fresh.name, 0o640)
            os.replace(fresh.name, path)
        return dict(paths, changed=False)
