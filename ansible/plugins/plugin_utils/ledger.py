# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""The ledger of a rollout, seen from the controller: what `acsgate wave` prints of it, as plain values."""

from __future__ import annotations

import datetime
import json
import os
import re
import zoneinfo

from . import controller
from .answer import Refused, printable

# Exit codes with which `wave next` and `wave status` answer; anything else is an error.
ANSWERS = (0, 30, 31, 32, 33, 34, 35)


class Ledger:
    """The commands of `acsgate wave` that a play needs. Each raises Refused, with the program's own words."""

    def __init__(self, program, path):
        self.program = controller.find_program(program)
        self.path = os.path.abspath(os.path.expanduser(path))

    def run(self, verb, words=(), text="", good=(0,)):
        code, out, err = controller.run(self.program, ["wave", verb, "--ledger", self.path, *map(str, words)], text.encode("utf-8"))
        if code not in good:
            raise Refused(f"acsgate wave {verb}: {printable(err, 2000) or f'it ended with {code} and said nothing'}")
        return out

    def read(self, verb, words=(), text="", good=(0,)):
        return json.loads(self.run(verb, words, text, good))

    def exists(self):
        return os.path.exists(self.path)

    def start(self, rollout, fleet, by):
        return self.run("start", ["--rollout", rollout, "--by", by, "--"] + list(fleet)).strip()

    def next(self, rollout, claim, ttl, controller, facts):
        words = ["--rollout", rollout, "--claim", claim, "--ttl", ttl, "--controller", controller]
        for each in facts:
            words += ["--facts", each]
        return self.read("next", words, good=ANSWERS)

    def record(self, results):
        """`results` are mappings with attempt, result and maybe detail. Lines that the program refuses come back as an error."""
        lines = "".join(json.dumps(each) + "\n" for each in results)
        return self.read("record", text=lines)

    def status(self):
        return self.read("status", ["--format", "json"], good=ANSWERS)

    def events(self):
        """Every event, in order. The chain of hashes was checked by the program."""
        return [json.loads(json.loads(line)["body"]) for line in self.run("export", ["jsonl"]).splitlines()]


class History:
    """The hosts of a ledger and the attempts at them, folded from its events."""

    def __init__(self, events):
        self.hosts = {}  # by key: key, name, fqdn, labels, wave, is, codes, hold, ...
        self.attempts = {}  # by attempt id, in order
        self.waves = []
        self.rollout = {}
        for event in events:
            fold = getattr(self, "_fold_" + event["event"], None)
            if fold:
                fold(event)

    def _fold_started(self, event):
        self.rollout = json.loads(event["rollout"])
        self.waves = [wave["name"] for wave in self.rollout["waves"]]

    def _fold_amended(self, event):
        self._fold_started(event)
        if event.get("judged_anew"):
            for host in self.hosts.values():
                host.update({"is": "unknown", "codes": "ROLLOUT.AMENDED"})

    def _fold_hosts(self, event):
        for host in event["hosts"]:
            self.hosts[host["key"]] = host

    def _fold_resumed(self, event):
        if event.get("retry"):
            for attempt in self.latest().values():
                attempt["again"] = attempt["result"] in ("failure", "unknown")

    def _fold_claimed(self, event):
        for lease in event["hosts"]:
            self.attempts[lease["attempt"]] = {
                "attempt": lease["attempt"],
                "key": lease["key"],
                "build": lease["build"],
                "controller": event["controller"],
                "claimed_at": event["at"],
                "expires": event["until"],
                "result": None,
                "detail": "",
                "at": None,
            }

    def _fold_result(self, event):
        attempt = self.attempts.get(event["attempt"])
        if attempt:
            attempt.update(result=event["result"], detail=event.get("detail", ""), at=event["at"])
            if event["result"] == "refused":  # until newer facts come
                self.hosts[attempt["key"]].update({"is": "refused", "codes": "HOST.REFUSED"})

    def _fold_expired(self, event):
        for name in event["attempts"]:
            attempt = self.attempts.get(name)
            if attempt and attempt["result"] in (None, "installed"):
                attempt.update(result="unknown", detail="the lease ran out", at=event["at"])

    def latest(self):
        """The last attempt at each host that had one, by key."""
        return dict((attempt["key"], attempt) for attempt in self.attempts.values())

    def may_go(self):
        """The keys of the hosts that might be leased now or later. Those that are held are not among them, nor those that had their turn."""
        latest = self.latest()
        return [
            key
            for key, host in self.hosts.items()
            if host["is"] == "ready"
            and (key not in latest or latest[key]["result"] == "refused" or latest[key].get("again"))
            and self.hold_of(host) is None
        ]

    def hold_of(self, host):
        """The hold of the rollout that is for the host now, None if there is none. Whoever gives out leases decides that, too."""
        holds = self.rollout.get("holds", [])
        return next((hold for hold in holds if _matches(hold["match"], host) and not _is_over(hold, self.rollout["zone"])), None)

    def open_of(self, controller, now):
        """The leases of this controller that wait for a result. `now` is RFC 3339 in UTC, as the ledger has it."""
        return [
            attempt
            for attempt in self.attempts.values()
            if attempt["controller"] == controller and attempt["result"] in (None, "installed") and attempt["expires"] > now
        ]


def _matches(match, host):
    def fits(pattern, text, flags=0):
        return bool(text) and re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), text, flags | re.S) is not None

    named = {"id": host["key"], "name": host.get("name"), "fqdn": host.get("fqdn")}
    labels = host.get("labels") or {}
    return all(fits(match[what], text, re.I) for what, text in named.items() if what in match) and all(
        fits(pattern, labels.get(label)) for label, pattern in match.get("labels", {}).items()
    )


def _is_over(hold, zone):
    """Whether the hold has ended; a date includes its day. Without the data of time zones none has."""
    if "until" not in hold:
        return False
    end = datetime.datetime.fromisoformat(hold["until"])
    end += datetime.timedelta(days=0 if "T" in hold["until"] else 1)
    try:
        return end.replace(tzinfo=zoneinfo.ZoneInfo(zone)) <= datetime.datetime.now(datetime.timezone.utc)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return False


def inventory_names(hosts, inventory):
    """Which inventory name each host of the ledger has, by key; hosts that the inventory lacks are left out.

    The label `inventory` decides, else the host's id, full name or computer name, in any case, else the inventory name up to its first dot.
    """
    exact = set(inventory)
    whole, short = {}, {}
    for name in inventory:
        whole.setdefault(name.lower(), []).append(name)
        short.setdefault(name.lower().split(".")[0], []).append(name)
    found = {}
    for key, host in hosts.items():
        label = (host.get("labels") or {}).get("inventory")
        if label is not None:
            if label in exact:
                found[key] = label
            continue
        names = [each.lower() for each in (key, host.get("fqdn"), host.get("name")) if each]
        for table, wanted in [(whole, name) for name in names] + [(short, name) for name in names]:
            if len(table.get(wanted, ())) == 1:
                found[key] = table[wanted][0]
                break
    return found
