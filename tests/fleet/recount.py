"""Counts again, from the decision of each host alone, what the summary of a fleet says."""

import collections
import json
import re

HOST_BLOCKERS = {"GATE.HALTED", "CLOCK.IMPLAUSIBLE", "FACTS.STALE", "FACTS.FROM_FUTURE", "OS.FAMILY_UNKNOWN"}
MOST_NAMED, MOST_OLDEST = 100, 5
ESU = re.compile(r"; [\d,]+ of them need an ESU contract.*")


def by(answers, name_of):
    """Hosts by name and decision."""
    table = collections.defaultdict(collections.Counter)
    for host in answers:
        table[name_of(host)][host["decision"]] += 1
    return {name: dict(counts) for name, counts in table.items()}


def named(rows, key):
    return {row[key]: {name: count for name, count in row["decisions"].items() if count} for row in rows}


def label(host, name):
    return host["facts"].get("host", {}).get("labels", {}).get(name) or None


def needs_esu(policy, host, requirement):
    rows = {row["id"]: row for row in policy["platforms"]["rows"]}
    kind = policy["requirements"][requirement["id"]]
    pending = any(reason["code"] == "REBOOT.WOULD_QUALIFY" for reason in requirement["reasons"])
    return "evidence" in kind and requirement["status"] == "fail" and host["platform"] and rows[host["platform"]["id"]].get("esu") and not pending


def blockers(policy, answers):
    """Hosts, those without an ESU contract, and those of which it is not known, by what blocks them."""
    table = collections.defaultdict(lambda: [0, 0, 0])
    for host in answers:
        if host["decision"] == "acs":
            continue
        codes = {reason["code"] for reason in host["reasons"]}
        for code in codes & HOST_BLOCKERS:
            table[code][0] += 1
        for requirement in host["requirements"]:
            if requirement["status"] not in ("fail", "unknown"):
                continue
            row = table[(requirement["id"], requirement["status"], requirement["remedy"]["text"])]
            row[0] += 1
            if needs_esu(policy, host, requirement):
                esu = host["facts"].get("esu", {})
                known = esu.get("status", "ok") == "ok" and "licensed" in esu
                row[1] += known and not esu["licensed"]
                row[2] += not known
    return dict(table)


def summary(policy, lines, printed, labels):
    """What the summary has to say of these hosts, `printed` for them one by one."""
    answers = [json.loads(answer) | {"facts": json.loads(line)} for line, answer in zip(lines, printed, strict=True)]
    unready = [host["host"] for host in answers if any(reason["code"] == "MODULE.ACS_ON_UNREADY_HOST" for reason in host["reasons"])]
    dated = [(host["facts_collected_at"], host["host"]) for host in answers if host["facts_collected_at"]]
    stale = [host for host in answers if host["facts_collected_at"] and any(reason["code"] == "FACTS.STALE" for reason in host["reasons"])]
    return {
        "platforms": by(answers, lambda host: host["platform"] and host["platform"]["title"]),
        "labels": {name: by(answers, lambda host: label(host, name)) for name in labels},
        "blockers": blockers(policy, answers),
        "unready": (len(unready), unready[:MOST_NAMED]),
        "oldest": sorted(dated, key=lambda pair: pair[0])[:MOST_OLDEST],
        "stale": len(stale),
        "undated": len(answers) - len(dated),
    }


def said(answer):
    """The same of what `--format json` printed."""
    rows = {
        row.get("code") or (row["requirement"], row["status"], ESU.sub("", row["remedy"])): [row["hosts"], row["esu_missing"], row["esu_unread"]]
        for row in answer["blockers"]
    }
    unready = answer["acs_on_unready"]
    return {
        "platforms": named(answer["platforms"], "platform"),
        "labels": {row["label"]: named(row["values"], "value") for row in answer["labels"]},
        "blockers": rows,
        "unready": (unready["hosts"], [host["host"] for host in unready["named"]]),
        "oldest": [(row["collected_at"], row["host"]) for row in answer["facts"]["oldest"]],
        "stale": answer["facts"]["stale"],
        "undated": answer["facts"]["undated"],
    }


def compare(policy, lines, printed, answer):
    """True, or False and what differs."""
    expected, got = summary(policy, lines, printed, [row["label"] for row in answer["labels"]]), said(answer)
    telling = expected["unready"][0] > 0 and expected["stale"] > 0 and any(row[1] and row[2] for row in expected["blockers"].values())
    if not telling:
        return False, "these hosts show too little:", expected
    different = {part: (got[part], expected[part]) for part in expected if got[part] != expected[part]}
    return not different, "the summary, and what was counted one by one:", different
