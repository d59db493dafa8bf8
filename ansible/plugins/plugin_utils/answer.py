# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Reads what acsgate printed, on a host that nobody vouches for: what is not exactly an answer is refused, in one sentence."""

from __future__ import annotations

import json
import math
import unicodedata

MAX_BYTES = 1 << 20
MAX_DEPTH = 16
MAX_SHOWN = 300
_MOVING = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")

DECISIONS = ("acs", "legacy", "hold", "unknown", "not-applicable")
STATUSES = ("pass", "fail", "unknown", "waived", "not-applicable")
PHASES = ("", "starting", "running", "still-running", "ended")
POSTCHECKS = ("", "pass", "fail", "unknown", "deferred")


class Refused(Exception):
    """What went wrong, where, and what to do, for the msg of a task."""


def harmless(text):
    """Text of a stranger without what moves the cursor or turns the direction, which is written as \\u202e is."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in _MOVING else c for c in text)


def printable(text, limit=MAX_SHOWN):
    """Text of a stranger for a message: in one line, cut, and harmless."""
    shown = harmless(" ".join(text[: 4 * limit].split()))
    return shown if len(shown) <= limit else shown[:limit] + "..."


def parse(text, who):
    """The JSON object in `text`, its texts harmless. `text` has what was no UTF-8 as lone surrogates."""
    if len(text) > MAX_BYTES:
        raise Refused(f"{who} answered with more than {MAX_BYTES >> 20} MiB, which is no answer of acsgate; look at what else writes there")
    text = text.strip().lstrip("\ufeff").strip()
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused(f"{who} answered with bytes that are not UTF-8, which is no answer of acsgate: {printable(text, 80)}") from None
    depth = 0
    for c in text:
        depth += (c in "{[") - (c in "}]")
        if depth > MAX_DEPTH:  # counts brackets in texts too: no answer has so many, and what hides some that way, json.loads finds
            raise Refused(f"{who} answered with JSON deeper than {MAX_DEPTH} levels, which is no answer of acsgate")
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite, parse_int=_small_int)
    except RecursionError:
        raise Refused(f"{who} answered with JSON that is too deep, which is no answer of acsgate") from None
    except ValueError as error:
        raise Refused(f"{who} answered with something that is no JSON of acsgate ({printable(str(error), 80)}): {printable(text, 80)}") from None
    if not isinstance(value, dict):
        raise Refused(f"{who} answered with JSON that is no object, which is no answer of acsgate")
    return value


def _once(pairs):
    keys = {harmless(key): _shown(value) for key, value in pairs}
    if len(keys) != len(pairs):
        raise ValueError("a key stands twice")
    return keys


def _shown(value):
    if isinstance(value, str):
        if any("\ud800" <= c <= "\udfff" for c in value):
            raise ValueError("half a character")
        return harmless(value)
    return [_shown(item) for item in value] if isinstance(value, list) else value


def _no_constant(name):
    raise ValueError(f"{name} is no number")


def _finite(text):
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number


def _small_int(text):
    if len(text) > 20:
        raise ValueError("a number is too long")
    return int(text)


def _is_reasons(value):
    return isinstance(value, list) and all(
        isinstance(reason, dict) and isinstance(reason.get("code"), str) and isinstance(reason.get("text"), str) for reason in value
    )


def _is_remedy(value):
    return value is None or isinstance(value, dict) and isinstance(value.get("text"), str)


def _is_requirements(value):
    return isinstance(value, list) and all(
        isinstance(judged, dict)
        and isinstance(judged.get("id"), str)
        and judged.get("status") in STATUSES
        and _is_reasons(judged.get("reasons"))
        and _is_remedy(judged.get("remedy"))
        for judged in value
    )


def _is_asked(value):
    return isinstance(value, list) and all(
        isinstance(row, dict) and isinstance(row.get("allowed"), bool) and (row.get("build", "") is None or isinstance(row.get("build"), str))
        for row in value
    )


def decision_of(text, who, asked, digest=None):
    """The decision in `text`, for the builds `asked`, made with the policy `digest`; it does not contradict itself."""
    value = parse(text, who)
    if value.get("schema") != "acsgate.decision/v1":
        raise Refused(f"{who} answered with JSON that is no acsgate.decision/v1; is the right program there")
    policy = value.get("policy")
    builds = value.get("asked")
    checks = (
        ("host", isinstance(value.get("host"), str)),
        ("decision", value.get("decision") in DECISIONS),
        ("acs_ready", value.get("acs_ready", "") is None or isinstance(value.get("acs_ready"), bool)),
        ("allowed", isinstance(value.get("allowed"), bool)),
        ("reasons", _is_reasons(value.get("reasons"))),
        ("requirements", _is_requirements(value.get("requirements"))),
        ("policy", isinstance(policy, dict) and isinstance(policy.get("digest"), str)),
        ("asked", _is_asked(builds) and len(builds) >= len(asked)),
        ("build", "build" in value and (value["build"] is None or isinstance(value["build"], str))),
        ("gate", isinstance(value.get("gate"), str) and value["gate"].startswith("acsgate ")),
    )
    for name, good in checks:
        if not good:
            raise Refused(f"{who} answered with a decision whose {name} is none; is the right program there")
    _refuse_contradiction(value, who, asked)
    if digest is not None and policy["digest"] != digest:
        raise Refused(
            f"{who} decided with another policy ({printable(policy['digest'], 80)}) than it was given ({digest}); "
            "remove the policy from its folder, and see who may write there"
        )
    return value


def _refuse_contradiction(value, who, asked):
    decision, ready = value["decision"], value["acs_ready"]
    allowed = [row.get("build") for row in value["asked"] if row["allowed"]]
    if (
        (decision == "acs") != (ready is True)
        or (value["allowed"] and not asked and not ready)
        or (value["allowed"] and asked and not allowed)
        or (decision in ("hold", "not-applicable") and (value["allowed"] or allowed or value["build"]))
        or (value["build"] is not None and value["build"] not in allowed)
        or any(row["allowed"] and row.get("acs") is not False and decision != "acs" for row in value["asked"])
    ):
        raise Refused(f"{who} answered with a decision that contradicts itself; is the right program there")


def record_of(text, who):
    """The record of a run (acsgate.run/v1) in `text`, with every text that is not there empty and exit_code None."""
    value = parse(text, who)
    if value.get("schema") != "acsgate.run/v1":
        raise Refused(f"{who} answered with JSON that is no acsgate.run/v1; is the right program there")
    record = {"exit_code": value.get("exit_code")}
    for name in ("phase", "module", "build", "decision", "file", "sha256", "result", "reasons", "postcheck", "started_at", "ended_at"):
        record[name] = value.get(name, "")
    code = record["exit_code"]
    if (
        not all(isinstance(text, str) for name, text in record.items() if name != "exit_code")
        or not (code is None or isinstance(code, int) and not isinstance(code, bool) and 0 <= code < 1 << 32)
        or record["phase"] not in PHASES
        or record["postcheck"] not in POSTCHECKS
        or record["decision"] not in ("",) + DECISIONS
    ):
        raise Refused(f"{who} answered with a record of a run that is none; is the right program there")
    return record
