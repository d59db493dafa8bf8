#!/usr/bin/python3
"""What the collection makes of answers that are none, of words that could become commands, and of records, ledgers and packages. Needs Debian's ansible-core, no host.

    answers.py build/release/acsgate
"""

import copy
import importlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "tests/windows")]
import records  # noqa: E402
import report  # noqa: E402

BUILDS = ["20.0.0-6690", "20.0.0-4959"]
VALUES = (None, True, False, 0, -1, 1.5, "", "acs", "hold", "pass", [], {}, [None], [{}], {"code": "X", "text": 1})
STATUSES = ("pass", "fail", "unknown", "waived", "not-applicable")
SPECIAL = "\"'$%^&|<>!`() \t\r\n\0\u00a0\u2018\u201c日"  # to cmd.exe, to PowerShell, or between the two of them


def places(value, path=()):
    """The paths of everything in a JSON value."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


def replaced(value, path, new):
    if not path:
        return new
    changed = copy.deepcopy(value)
    inside = changed
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = new
    return changed


def answered(acsgate, sample):
    command = [acsgate, "check", "--facts", TOP / f"policies/samples/{sample}", "--now", "2026-11-22T12:00:00Z", "--format", "json"]
    run = subprocess.run([*command, *(word for build in BUILDS for word in ("--build", build))], capture_output=True, text=True, check=False)
    return run.stdout


def is_safe(decision):
    """No more is allowed than the decision says, and what the task returns can be made of it."""
    may = [row["build"] for row in decision["asked"] if row["allowed"] and row.get("acs") is not False]
    reasons = decision["reasons"] + [reason for judged in decision["requirements"] for reason in judged["reasons"]]
    return (
        isinstance(decision["allowed"], bool)
        and all(isinstance(text, str) for reason in reasons for text in (reason["code"], reason["text"]))
        and all(isinstance(judged["id"], str) and judged["status"] in STATUSES for judged in decision["requirements"])
        and isinstance(decision["host"], str)
        and (decision["build"] is None or isinstance(decision["build"], str))
        and (decision["acs_ready"] is True) == (decision["decision"] == "acs")
        and (decision["decision"] == "acs" or not may)
        and not (decision["decision"] in ("hold", "not-applicable") and (decision["allowed"] or decision["build"]))
    )


def reported(fleet, decision):
    """The report of a fleet of this one host; it must come about whatever a host said."""
    return fleet.text_of(fleet.build("Report", "2026-11-22T12:00:00Z", {"a": decision}, hosts=["a"]))


def check_decisions(answer, fleet, shown, acsgate):
    for sample in sorted(path.name for path in (TOP / "policies/samples").glob("?-*.json")):
        text = answered(acsgate, sample)
        whole = answer.decision_of(text, "the host", BUILDS)
        yield f"{sample}: accepted as it is", whole == json.loads(text), whole
        another = refuses(answer, lambda _text, who: answer.decision_of(text, who, BUILDS, "sha256:" + "0" * 64), [text])
        yield f"{sample}: by another policy, it is refused", another, whole["policy"]
        wrong, refused = [], 0
        for path in places(whole):
            for new in VALUES:
                changed = replaced(whole, path, new)
                try:
                    decision = answer.decision_of(json.dumps(changed), "the host", BUILDS)
                    if not is_safe(decision) or not isinstance(shown(decision)["acs_ready"], bool) or not reported(fleet, decision):
                        wrong.append((path, new))
                except (KeyError, TypeError, AttributeError) as error:
                    wrong.append((path, new, error))
                except answer.Refused as error:
                    refused += 1
                    if "the host" not in str(error) or len(str(error)) > 500:
                        wrong.append((path, new, error))
        yield f"{sample}: changed in one place, it is refused or says no more ({refused} refused)", not wrong and refused > 100, wrong[:3]
        wrong = []
        for end in range(0, len(text.rstrip())):
            try:
                answer.decision_of(text[:end], "the host", BUILDS)
                wrong.append(end)
            except answer.Refused:
                pass
        yield f"{sample}: cut anywhere, it is refused", not wrong, wrong[:3]


def check_texts(answer):
    moving = "a\x1b[2J\u202eb\u2028\x85c\udcff"
    yield "nothing moves the cursor", answer.printable(moving).isprintable(), answer.printable(moving)
    text = json.dumps({"a": "x\u202ey\n", "b": ["\u0007", {"c": "\x9b"}], "日本\u3000語": 1})
    value = answer.parse(text, "the host")
    yield "nor in a value", value == {"a": "x\\u202ey\\u000a", "b": ["\\u0007", {"c": "\\u009b"}], "日本\u3000語": 1}, value
    hidden = '{"a":"' + "]" * 5000 + '","b":' + "[" * 5000 + "]" * 5000 + "}"
    for what, text in (("depth behind brackets in a text", hidden), ("infinity", '{"a":Infinity}'), ("a large number", '{"a":1e999}'), ("digits", '{"a":' + "9" * 50 + "}"), ("two documents", "{} {}")):
        try:
            yield f"{what}: refused", False, answer.parse(text, "the host")
        except answer.Refused as error:
            yield f"{what}: refused", True, error


def check_words(answer, host):
    taken = [c for c in SPECIAL if not refuses(answer, host.check_words, [f"a{c}b"])]
    yield "what means something to a shell is refused", not taken, taken
    yield "so is nothing at all", refuses(answer, host.check_words, [""]), None
    yield "and what would take the quote with it", refuses(answer, host.check_words, ["C:\\a\\"]), None
    words = ["--build", "20.0.0-6690", r"\\server\share\x.msi", "{artifact}", "/l*v", "C:\\Windows\\Temp\\a.log", "A=1;B,C"]
    yield "what installers need is taken", host.check_words(words, "command") == words, words
    bad = ["C:", "C:\\", "acsgate", r"\\server\share\x", r"C:\a\..\b", "C:\\a&b", "C:\\a b\\c d", "C:\\a\n", "C:\\a\\", 'C:\\"a"\\b', "C:/a"]
    taken = [folder for folder in bad if not refuses(answer, host.check_folder, folder)]
    yield "wrong folders", not taken, taken
    good = [r"C:\Program Files\acsgate", r"D:\Tools\acs.gate-1"]
    yield "right folders", all(host.check_folder(folder) == folder for folder in good), good


def check_policies(answer, controller, acsgate, room):
    """What hosts receive is canonical, and its digest the one that they find, however the policy is written."""
    canonical, digest = controller.canonical_policy(str(TOP / "policies/examples/site.yaml"), "legacy", lambda: acsgate)
    (room / "canonical.json").write_bytes(canonical)
    (room / "indented.json").write_text(json.dumps(json.loads(canonical), indent=1), encoding="ascii")
    for name, find in (("canonical", None), ("indented", lambda: acsgate)):
        given = controller.canonical_policy(str(room / f"{name}.json"), "legacy", find)
        yield f"{name} JSON: the same policy", given == (canonical, digest), given[1]
    stricter, _digest = controller.canonical_policy(str(room / "indented.json"), "hold", lambda: acsgate)
    yield "on_unknown: hold", json.loads(stricter) == {**json.loads(canonical), "on_unknown": "hold"}, stricter[:300]
    (room / "broken.json").write_text('{"schema": ', encoding="ascii")
    for what, path, program in (("broken JSON", str(room / "broken.json"), acsgate), ("a program that is none", None, "/usr/bin/true")):
        try:
            yield f"{what}: refused", False, controller.canonical_policy(path, "hold", lambda: program)
        except answer.Refused as error:
            yield f"{what}: refused", "not usable" in str(error) and len(str(error)) < 500, error


def refuses(answer, function, value):
    try:
        function(*([value, "words"] if isinstance(value, list) else [value]))
    except answer.Refused:
        return True
    return False


def checks(acsgate):
    with tempfile.TemporaryDirectory() as room:
        names = pathlib.Path(room) / "ansible_collections/acsgate"
        names.mkdir(parents=True)
        (names / "rollout").symlink_to(TOP / "ansible")
        os.environ.update(ANSIBLE_COLLECTIONS_PATH=room, ANSIBLE_HOME=room, ANSIBLE_LOCAL_TEMP=room)
        import ansible.plugins.loader  # makes collections importable
        collection = lambda name: importlib.import_module(f"ansible_collections.acsgate.rollout.plugins.{name}")
        answer, controller, fleet, host = (collection(f"plugin_utils.{name}") for name in ("answer", "controller", "fleet", "host"))

        yield from check_decisions(answer, fleet, collection("action.check").shown, acsgate)
        yield from check_texts(answer)
        yield from check_words(answer, host)
        yield from check_policies(answer, controller, acsgate, pathlib.Path(room))
        yield from records.checks(collection, room)


if __name__ == "__main__":
    sys.exit(report.verdict(checks(pathlib.Path(sys.argv[1]).resolve())))
