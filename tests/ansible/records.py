"""What the collection makes of records of runs, of the events of a ledger and of packages, with a host that says what it is told to."""

import hashlib
import json
import pathlib
import types

BUILD = "20.0.0-6690"
EARLIER, PLANNED, LATER = "2026-11-22T11:00:00Z", "2026-11-22T12:00:00Z", "2026-11-22T12:00:05Z"


def record(**values):
    return {"schema": "acsgate.run/v1", "module": "agent", "build": BUILD, "decision": "acs", "phase": "ended", "started_at": LATER, **values}


class Gate:
    """Answers with these records or errors, one after the other; the last one again and again."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.options = {"timeout": 0.02, "poll": 1}
        self.resets = 0
        self.host = types.SimpleNamespace(connection=types.SimpleNamespace(reset=self.reset))

    def reset(self):
        self.resets += 1

    def again(self, _words, _steps=()):
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return json.dumps(answer)

    ask = again


def check_waiting(answer, installation):
    """An installation that was begun, perhaps."""
    planned = answer.record_of(json.dumps(record(phase="", started_at=PLANNED)), "the host")
    cases = (
        ("it ended well", [record(exit_code=0, postcheck="pass")], "installed"),
        ("it ended badly", [record(exit_code=1603)], "failed"),
        ("the record of an earlier run is no end", [record(exit_code=0, postcheck="pass", started_at=EARLIER)], "unknown"),
        ("it goes on", [record(phase="running", result=installation.GOES_ON)], "running"),
        ("it was interrupted", [record(result="INSTALL.INTERRUPTED")], "unknown"),
        ("it left nothing", [{"schema": "acsgate.run/v1", "result": "INSTALL.NO_RESULT"}], "unknown"),
        ("nobody looked", [record(exit_code=0, postcheck="unknown", result="INSTALL.POSTCHECK_UNKNOWN")], "unknown"),
    )
    for what, answers, state in cases:
        waited = types.SimpleNamespace(gate=Gate(*answers), _connect_again=None)
        said = installation.Installation._wait(waited, planned, "")
        yield f"{what}: {state}", said["state"] == state and said.get("failed", False) == (state != "installed"), said
    gate = Gate(RuntimeError("the line is dead"))
    waited = types.SimpleNamespace(gate=gate)
    waited._connect_again = lambda: installation.Installation._connect_again(waited)
    said = installation.Installation._wait(waited, planned, "")
    yield "who does not answer may be installing", said["state"] == "running" and "the line is dead" in said["msg"] and gate.resets > 0, said


def check_following(follow, installation):
    """An installation that a play before this one began, perhaps: whatever is another one must not count as it."""
    done = record(exit_code=0, postcheck="pass")
    cases = (
        ("it ended well", done, "installed"),
        ("as of the second", {**done, "started_at": PLANNED}, "installed"),
        ("an earlier one", {**done, "started_at": EARLIER}, "none"),
        ("one of another build", {**done, "build": "20.0.0-4959"}, "none"),
        ("none", {"schema": "acsgate.run/v1", "result": "INSTALL.NO_RESULT"}, "none"),
        ("it goes on", record(phase="running", result=installation.GOES_ON), "running"),
        ("it waits for the restart", record(exit_code=3010, postcheck="deferred"), "deferred"),
        ("it runs since the restart", record(exit_code=3010, postcheck="pass"), "installed"),
        ("it does not run since the restart", record(exit_code=3010, postcheck="fail"), "failed"),
        ("nor does this one", record(exit_code=0, postcheck="fail"), "failed"),
        ("nobody knows whether it runs", record(exit_code=0, postcheck="unknown"), "unknown"),
    )
    action = types.SimpleNamespace(_task=types.SimpleNamespace(check_mode=False))
    options = {"since": PLANNED, "of_build": BUILD, "timeout": 0, "poll": 1}
    for what, answer, state in cases:
        said = follow.ActionModule._follow(action, Gate(answer), options)
        yield f"followed: {what}: {state}", said["state"] == state, said


def check_ledger(ledger, wave):
    """Which leases are taken up, and for whom the inventory is asked."""
    hosts = [{"key": key, "is": "ready", "name": key.upper()} for key in "abcdef"]
    leases = [{"attempt": key, "key": key, "build": BUILD} for key in "abcd"]
    results = [("a", "success"), ("b", "failure"), ("c", "refused")]
    holds = [{"match": {"name": "f*"}, "until": "2999-12-31"}, {"match": {"name": "?", "fqdn": "*"}}, {"match": {"name": "E"}, "until": "2026-01-31"}]
    waves = json.dumps({"waves": [{"name": "all"}], "zone": "Asia/Tokyo", "holds": holds})
    events = [
        {"event": "started", "rollout": waves},
        {"event": "hosts", "hosts": hosts},
        {"event": "claimed", "hosts": leases, "controller": "ansible", "at": PLANNED, "until": LATER},
        *({"event": "result", "attempt": key, "result": result, "at": PLANNED} for key, result in results),
    ]
    history = ledger.History(json.loads(json.dumps(events)))
    for what, controller, now, wanted in (("in time", "ansible", PLANNED, ["d"]), ("when time is over", "ansible", LATER, []), ("of another", "other", PLANNED, [])):
        left = [attempt["key"] for attempt in history.open_of(controller, now)]
        yield f"taken up {what}: {wanted}", left == wanted, left
    yield "may go: who had no turn and is not held", history.may_go() == ["e"], history.may_go()
    for event, wanted in (
        ({"event": "resumed", "retry": True}, ["b", "e"]),
        ({"event": "hosts", "hosts": [dict(hosts[2], codes="")]}, ["b", "c", "e"]),
        ({"event": "claimed", "hosts": [{"attempt": "b2", "key": "b", "build": BUILD}], "controller": "x", "at": LATER, "until": LATER}, ["c", "e"]),
        ({"event": "amended", "rollout": waves, "judged_anew": True}, []),
    ):
        events.append(event)
        may = ledger.History(json.loads(json.dumps(events))).may_go()
        yield f"may go after {event['event']}: {wanted}", may == wanted, may
    for answer, code, wanted in (("go", "", True), ("waiting", "WAVE.IN_FLIGHT", True), ("waiting", "WINDOW.CLOSED", False), ("halted", "HALT.PERSON", False), ("inconclusive", "", False)):
        may = wave.ActionModule._may_install({"answer": answer, "reasons": [{"code": code}]})
        yield f"leases are taken up while it is {answer} {code}: {wanted}", may == wanted, may


def check_packages(answer, package, room):
    """A package is the one that is meant, or refused."""
    files = [room / name for name in ("agent-1.msi", "agent 1.msi", "other/agent-1.msi")]
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"a package")
    one, spaced, same = map(str, files)
    gate = types.SimpleNamespace(action=None, file=lambda name, end, data: types.SimpleNamespace(name=name + end, data=data))

    def offer(*packages, **more):
        given = [{"file": file, "build": BUILD, "arch": "x64", "sha256": digest} for file, digest in packages]
        options = {"offer": given, "command": ["{artifact}"], "module": "agent", "manifest": None, "acs": None, "legacy": None, "allow_network_paths": False, **more}
        try:
            return package.Offer(gate, options), ""
        except answer.Refused as refused:
            return None, str(refused)

    made, _why = offer((one, None))
    row = json.loads(made.extra[0].data)["offer"][0]
    yield "a package", made.words == ["--offer", "acsgate-offer.json"] and list(made.files) == ["agent-1.msi"], made.words
    right, wrong = hashlib.sha256(b"a package").hexdigest(), "0" * 64
    yield "with its SHA-256", row["sha256"] == right and offer((one, right.upper()))[0] is not None, row
    for what, packages, hint in (
        ("another SHA-256", [(one, wrong)], "get the right file"), ("a SHA-256 that is none", [(one, "abc")], "64 hex digits"),
        ("a name with a space", [(spaced, None)], "can't be passed"), ("two of one name", [(one, None), (same, None)], "two packages"),
    ):
        made, why = offer(*packages)
        yield f"{what}: refused", made is None and hint in why, why
    made, why = offer()
    yield "nothing on offer: refused", made is None and "nothing is offered" in why, why
    made, why = offer(command=["msiexec.exe", "/i", "{artifact}", "A=B C"], manifest="C:\\x.json")
    yield "a command with a space: refused", made is None and "command" in why, why


def checks(collection, room):
    """`collection` finds a module of it by its dotted name."""
    installation, answer = collection("plugin_utils.installation"), collection("plugin_utils.answer")
    yield from check_waiting(answer, installation)
    yield from check_following(collection("action.follow"), installation)
    yield from check_ledger(collection("plugin_utils.ledger"), collection("action.wave"))
    yield from check_packages(answer, collection("plugin_utils.package"), pathlib.Path(room))
