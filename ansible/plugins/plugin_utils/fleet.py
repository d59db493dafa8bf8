# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""The report about a fleet: who got what, who was held back and why, and what to do about it."""

from __future__ import annotations

from .answer import printable

SCHEMA = "acsgate.fleet-report/v1"
SHOWN = 5
# Outcomes in the order of the report, and what each means to a reader.
OUTCOMES = (
    ("failed", "Installation failed"),
    ("not-known", "Nobody knows how the installation ended"),
    ("in-progress", "Being installed, or waiting for the look after the restart"),
    ("installed", "Installed, and runs"),
    ("to-go", "May go, has not gone yet"),
    ("current", "Had the build already, or a newer one"),
    ("held-back", "Held back"),
    ("acs", "May take any build"),
    ("legacy", "Legacy builds only"),
    ("hold", "Nothing may be installed now"),
    ("unknown", "Unknown: the facts do not suffice"),
    ("not-applicable", "Not Windows"),
    ("not-asked", "Not asked: unreachable, or the task failed"),
)
OF_RESULT = {None: "in-progress", "installed": "in-progress", "success": "installed", "failure": "failed", "unknown": "not-known", "refused": "held-back"}
OF_READINESS = {"ready": "to-go", "current": "current", "not-applicable": "not-applicable"}


def blockers_of(decision):
    """Why a host is not ready: (code, text, remedy) of every requirement that it does not meet, and of the decision itself."""
    found = {}
    for judged in decision.get("requirements") or []:
        if judged["status"] in ("fail", "unknown"):
            remedy = (judged.get("remedy") or {}).get("text", "")
            for reason in judged["reasons"]:
                found.setdefault(reason["code"], (reason["code"], reason["text"], remedy))
    if decision.get("decision") not in ("acs", "not-applicable"):
        for reason in decision.get("reasons") or []:
            found.setdefault(reason["code"], (reason["code"], reason["text"], ""))
    return list(found.values())


def _codes(decision, host=None):
    if decision:
        return [code for code, unused, unused2 in blockers_of(decision)]
    return [code for code in (host or {}).get("codes", "").replace(",", " ").split() if code]


def _in_ledger(history, names, decisions):
    latest = history.latest()
    for key, host in sorted(history.hosts.items(), key=lambda item: (item[1].get("name") or item[0]).lower()):
        attempt = latest.get(key)
        decision = decisions.get(names.get(key)) or decisions.get(key)
        outcome = OF_RESULT[attempt["result"]] if attempt else OF_READINESS.get(host["is"], "held-back")
        hold = history.hold_of(host) if outcome == "to-go" else None
        if hold:
            outcome = "held-back"
        wave = host.get("wave")
        yield {
            "host": host.get("name") or key,
            "inventory_hostname": names.get(key),
            "wave": history.waves[wave] if wave is not None and wave < len(history.waves) else None,
            "outcome": outcome,
            "build": attempt["build"] if attempt else None,
            "attempt": attempt["attempt"] if attempt else None,
            "at": attempt["at"] if attempt else None,
            "detail": attempt["detail"] if attempt else f"hold: {hold['reason']} (ask {hold['owner']})" if hold else "",
            "why": _codes(decision, host) if outcome == "held-back" and not hold else [],
        }


def _by_decision(hosts, decisions):
    for name in sorted(hosts, key=str.lower):
        decision = decisions.get(name)
        yield {
            "host": (decision or {}).get("host") or name,
            "inventory_hostname": name,
            "wave": None,
            "outcome": decision["decision"] if decision else "not-asked",
            "build": (decision or {}).get("build"),
            "attempt": None,
            "at": (decision or {}).get("evaluated_at"),
            "detail": "",
            "why": _codes(decision) if decision and decision["decision"] != "acs" else [],
        }


def _blockers(rows, decisions):
    texts = {}
    for decision in decisions.values():
        for code, text, remedy in blockers_of(decision):
            known = texts.setdefault(code, {"text": text, "remedies": {}})
            if remedy:
                known["remedies"][remedy] = known["remedies"].get(remedy, 0) + 1
    found = {}
    for row in rows:
        for code in row["why"]:
            found.setdefault(code, []).append(row["host"])
    most_first = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    blockers = []
    for code, hosts in most_first:
        known = texts.get(code, {"text": "", "remedies": {}})
        remedies = sorted(known["remedies"], key=lambda remedy: (-known["remedies"][remedy], remedy))
        blockers.append({"code": code, "hosts": len(hosts), "some": hosts[:SHOWN], "example": known["text"], "remedies": remedies[:SHOWN]})
    return blockers


def build(title, made_at, decisions, hosts=(), history=None, names=None, status=None):
    """The report as plain values. `decisions` are by inventory name; `hosts` count where there is no ledger."""
    rows = list(_in_ledger(history, names or {}, decisions) if history else _by_decision(hosts, decisions))
    counts = dict((outcome, 0) for outcome, unused in OUTCOMES)
    for row in rows:
        counts[row["outcome"]] += 1
    status = status or {}
    return {
        "schema": SCHEMA,
        "title": title,
        "made_at": made_at,
        "rollout": status.get("rollout"),
        "answer": status.get("answer"),
        "open_wave": status.get("open_wave"),
        "halt": status.get("halt"),
        "reasons": status.get("reasons", []),
        "held_back": status.get("held_back", []),
        "head": status.get("head"),
        "counts": dict((outcome, count) for outcome, count in counts.items() if count),
        "blockers": _blockers(rows, decisions),
        "hosts": rows,
    }


def _line(row):
    words = [row["host"]]
    if row["build"]:
        words.append(row["build"])
    if row["wave"]:
        words.append("wave " + row["wave"])
    if row["why"]:
        words.append(", ".join(row["why"]))
    if row["detail"]:
        words.append(row["detail"])
    return "  " + ": ".join(printable(str(word)) for word in words)


def text_of(report):
    """The same for people."""
    lines = ["%s (%s)" % (printable(report["title"]), report["made_at"]), ""]
    if report["rollout"]:
        lines.append("Rollout %s: %s" % (printable(report["rollout"]), report["answer"]))
        lines += ["  " + printable("%s (%s)" % (reason["text"], reason["code"])) for reason in report["reasons"]]
        lines += ["  held back: %d, %s" % (row["hosts"], printable("%s: %s" % (row["why"], ", ".join(row["some"])))) for row in report["held_back"]]
        lines.append("")
    titles = dict(OUTCOMES)
    lines += ["%6d  %s" % (count, titles[outcome]) for outcome, count in report["counts"].items()]
    lines += ["%6d  hosts in all" % len(report["hosts"]), ""]
    if report["blockers"]:
        lines.append("What holds hosts back, most hosts first:")
        for blocker in report["blockers"]:
            more = ", ..." if blocker["hosts"] > len(blocker["some"]) else ""
            lines.append("%6d  %s: %s" % (blocker["hosts"], printable(blocker["code"]), printable(", ".join(blocker["some"])) + more))
            if blocker["example"]:
                lines.append("        for example: " + printable(blocker["example"]))
            lines += ["        next step: " + printable(remedy) for remedy in blocker["remedies"]]
        lines.append("")
    for outcome, title in OUTCOMES:
        rows = [row for row in report["hosts"] if row["outcome"] == outcome]
        if rows:
            lines += [title + ":"] + [_line(row) for row in rows] + [""]
    if report["head"]:
        lines.append("Keep this elsewhere; with it any change of the ledger is found: " + printable(report["head"]))
    return "\n".join(lines).rstrip("\n") + "\n"
