# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""The action behind acsgate.rollout.wave. Everything happens on the controller; the host of the task is never connected to."""

from __future__ import annotations

import datetime

from ansible.plugins.action import ActionBase

from ..plugin_utils.answer import Refused
from ..plugin_utils.ledger import History, Ledger, inventory_names

SPEC = {
    "command": {"type": "str", "required": True, "choices": ["start", "next", "record", "close", "status"]},
    "ledger": {"type": "path", "required": True},
    "rollout": {"type": "path"},
    "fleet": {"type": "list", "elements": "path", "default": []},
    "by": {"type": "str"},
    "controller": {"type": "str", "default": "ansible"},
    "claim": {"type": "int", "default": 20},
    "ttl": {"type": "str", "default": "2h"},
    "take_up": {"type": "bool", "default": False},
    "attempt": {"type": "str"},
    "attempts": {"type": "list", "elements": "str", "default": []},
    "result": {"type": "str", "choices": ["success", "failure", "refused", "unknown", "installed"]},
    "detail": {"type": "str", "default": ""},
    "controller_program": {"type": "path"},
}
NEEDS = [
    ("command", "start", ["rollout", "fleet", "by"]),
    ("command", "next", ["rollout"]),
    ("command", "record", ["attempt", "result"]),
    ("command", "close", ["attempts"]),
]
SHOWN = 5


class ActionModule(ActionBase):
    _supports_check_mode = True
    _supports_async = False
    _requires_connection = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        unused, options = self.validate_argument_spec(argument_spec=SPEC, required_if=NEEDS)
        self._check = bool(self._task.check_mode)
        self._inventory = [str(name) for name in (task_vars or {}).get("groups", {}).get("all", [])]
        try:
            ledger = Ledger(options["controller_program"], options["ledger"])
            result.update(getattr(self, "_" + options["command"])(ledger, options))
        except Refused as refused:
            result.update(failed=True, msg=f"{refused} (ledger {options['ledger']})")
        return result

    def _start(self, ledger, options):
        if ledger.exists():
            return {"changed": False, "msg": "the ledger holds a rollout already"}
        if self._check:
            return {"changed": True, "msg": "the rollout would be started"}
        return {"changed": True, "msg": ledger.start(options["rollout"], options["fleet"], options["by"])}

    def _next(self, ledger, options):
        if not ledger.exists():
            if self._check:
                return {"changed": True, "answer": "not-started", "hosts": [], "reasons": []}
            raise Refused("there is no ledger; start the rollout first, with the command start (the playbook rollout: give acsgate_fleet and acsgate_by)")
        status = ledger.status()
        if self._check:
            return {"changed": status["answer"] == "go", "answer": status["answer"], "hosts": [], "reasons": status["reasons"]}
        history = History(ledger.events())
        names = inventory_names(history.hosts, self._inventory)
        strangers = [key for key in history.may_go() if key not in names]
        if strangers:
            raise Refused(
                "%d hosts that may go are not in the inventory: %s%s; add them, or hold them in the rollout"
                % (len(strangers), ", ".join(sorted(strangers)[:SHOWN]), ", ..." if len(strangers) > SHOWN else "")
            )
        if options["take_up"] and self._may_install(status):
            now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
            left = history.open_of(options["controller"], now)
            if left:
                leases = [dict(attempt, id=attempt["key"]) for attempt in left]
                return self._answer(ledger, {"answer": "go", "wave": status.get("open_wave")}, leases, names, taken_up=True)
        answer = ledger.next(options["rollout"], options["claim"], options["ttl"], options["controller"], options["fleet"])
        if options["fleet"]:  # hosts may have come with the newer facts
            names = inventory_names(History(ledger.events()).hosts, self._inventory)
        return self._answer(ledger, answer, answer["hosts"], names, taken_up=False)

    @staticmethod
    def _may_install(status):
        """Leases that were left open are taken up only while new ones might be given, too: not in a halt, not outside of the change windows."""
        codes = [reason["code"] for reason in status["reasons"]]
        return status["answer"] in ("go", "waiting") and "WINDOW.CLOSED" not in codes

    @staticmethod
    def _answer(ledger, answer, leases, names, taken_up):
        hosts, strangers = [], []
        for lease in leases:
            (hosts if lease["id"] in names else strangers).append(lease)
        # On a host that was leased before, an installation may have begun.
        result = "unknown" if taken_up else "refused"
        for lease in strangers:
            ledger.record([{"attempt": lease["attempt"], "result": result, "detail": "the inventory lacks this host"}])
        return {
            "changed": not taken_up and bool(leases),
            "answer": answer["answer"],
            "wave": answer.get("wave"),
            "taken_up": taken_up,
            "reasons": answer.get("reasons", []),
            "warnings": ["%s was leased and is not in the inventory: recorded as %s" % (lease["id"], result) for lease in strangers],
            "hosts": [
                {
                    "inventory_hostname": names[lease["id"]],
                    "id": lease["id"],
                    "attempt": lease["attempt"],
                    "build": lease["build"],
                    "claimed_at": lease.get("claimed_at"),
                }
                for lease in hosts
            ],
        }

    def _record(self, ledger, options):
        line = {"attempt": options["attempt"], "result": options["result"]}
        if options["detail"]:
            line["detail"] = options["detail"]
        return self._recorded(ledger, [line])

    def _close(self, ledger, options):
        attempts = History(ledger.events()).attempts
        left = [name for name in options["attempts"] if attempts.get(name, {}).get("result", "") is None]
        if not left:
            return {"changed": False, "closed": []}
        detail = options["detail"] or "the play ended without a result"
        return dict(self._recorded(ledger, [{"attempt": name, "result": "unknown", "detail": detail} for name in left]), closed=left)

    def _recorded(self, ledger, lines):
        if self._check:
            return {"changed": True}
        answer = ledger.record(lines)
        return {"changed": answer["recorded"] > 0, "halted": answer["halted"]}

    def _status(self, ledger, options):
        return {"changed": False, "status": ledger.status()}
