# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""From "may it" to "it runs", on one host: `acsgate run`, first dry, then detached, then asked how far it is."""

from __future__ import annotations

import time

from ansible.errors import AnsibleError

from .answer import Refused, decision_of, parse, printable, record_of
from .gate import Missing

# Results of acsgate run with which nothing was started, and which are no error: not now, or not here.
HELD = {
    "GATE.HALTED": "the gate is halted",
    "INSTALL.HELD": "nothing may be installed now",
    "INSTALL.RESTART_PENDING": "the host has to be restarted first",
    "INSTALL.NO_FILE": "no package is offered that the host may take",
    "INSTALL.UNKNOWN": "it can't be told whether the host may take the package",
    "INSTALL.WRONG_ARCHITECTURE": "every package is for another processor architecture",
    "AGENT.SELF_PROTECTED": "the Agent's self-protection is on",
    "INSTALL.OTHER_INSTALLATION": "Windows Installer is busy with another installation",
    "INSTALL.BUSY": "another acsgate run is at work",
}
# What failed, and what to do.
FAILED = {
    "ERROR": "acsgate stopped with an error before anything was started; run acsgate check on the host",
    "INSTALL.NO_SPACE": "there is too little free space on the host's disk; make room",
    "INSTALL.ARTIFACT_MISSING": "the package is not on the host; check its path",
    "INSTALL.ARTIFACT_CHANGED": "the package on the host is not the one that is expected; see who may write there, and whether its disk is full",
    "INSTALL.NOT_STARTED": "the installer can't be started; check command",
    "INSTALL.STOPPED": "the installer took too long and was ended; look at the host",
    "INSTALL.POSTCHECK_FAILED": "the installer succeeded, but what it installed does not run; look at the host",
}
UNKNOWN = {
    "INSTALL.POSTCHECK_UNKNOWN": "the installer succeeded, but it can't be told whether what it installed runs; look at the host",
    "INSTALL.NO_RESULT": "the installation left no result on the host; look at the host",
    "INSTALL.INTERRUPTED": "the installation was interrupted, and how it ended is not known; look at the host",
}
# What a look afterwards found that was made on its own, and not by acsgate run.
LOOKED = {"fail": ("failed", FAILED["INSTALL.POSTCHECK_FAILED"]), "unknown": ("unknown", UNKNOWN["INSTALL.POSTCHECK_UNKNOWN"])}
GOES_ON = "INSTALL.STILL_RUNNING"
TO_BE_PUSHED = ("INSTALL.ARTIFACT_MISSING", "INSTALL.ARTIFACT_CHANGED")


class Installation:
    def __init__(self, gate, offer):
        self.gate = gate
        self.offer = offer
        self.words = ["run", *offer.words, *gate.words(), "--format", "json"]

    def run(self, diff):
        """What the task returns, except for the files that were copied."""
        options = self.gate.options
        try:
            answer = self.gate.ask([*self.words, "--dry-run", "--", *self.offer.command], self.offer.extra)
        except Missing as missing:
            if not set(missing.names) <= {file.name for file in self.offer.extra}:
                raise
            return self._foreseen(missing.names, diff)
        planned = record_of(answer, "the host")
        package = self.offer.files.get(planned["file"]) if planned["result"] in TO_BE_PUSHED else None
        if package is None and (planned["result"] or not planned["build"]):
            return outcome(planned, started=False)
        change = {"diff": self._diff(planned)} if diff else {}
        if self.gate.check_mode:
            names = [package.name] if package is not None else []
            return {**told(planned), "state": "planned", "result": "", "codes": [], "changed": True, "pushed": names, **change}
        begun, trouble = self._begin(package, options["settle"])
        if begun is not None and begun["result"]:
            answer = outcome(begun, started=False)
        else:
            try:
                answer = self._wait(planned, trouble)
            except Refused as refused:
                answer = lost(planned, str(refused))
        if package is not None and answer["state"] != "running":
            self._remove(package)
        return {**answer, **change}

    def _remove(self, package):
        """Packages are large, and what is installed does not need its own any more; what failed is sent anew."""
        try:
            self.gate.host.command(f"del /q /f {package.name}")
        except AnsibleError:
            pass  # the next installation replaces it

    def _foreseen(self, missing, diff):
        """In check mode, for a host that has acsgate but was never sent the manifest of these packages: what the gate says of their builds."""
        wanted = self.gate.options["build"]
        builds = [build for build in self.offer.builds if not wanted or build in wanted]
        decision = decision_of(self.gate.ask(["check", "--format", "json", *self.gate.words(builds)]), "the host", builds, self.gate.digest)
        build, codes = decision["build"], [reason["code"] for reason in decision["reasons"]]
        answer = {"decision": decision["decision"], "build": build, "codes": codes, "pushed": missing}
        if build is not None:
            change = {"diff": self._diff({"module": self.gate.options["module"], "build": build})} if diff else {}
            packages = [name for name, its in zip(self.offer.files, self.offer.builds) if its == build]
            return {**answer, "state": "planned", "codes": [], "changed": True, "pushed": missing + packages, **change}
        there = "MODULE.AT_OR_ABOVE" in codes and decision["decision"] != "hold"
        return {**answer, "state": "nothing-to-do" if there else "held", "changed": True}

    def _begin(self, package, settle):
        """Starts it. Nothing, and why, if the host's answer was lost: then it may have begun."""
        steps = []
        if package is not None:
            steps = self.gate.host.push([package], read_back=False)  # acsgate compares its digest, each time
            self.gate.pushed.append(package.name)
        words = [*self.words, "--settle", f"{settle}s" if settle else "0", "--detach", "--", *self.offer.command]
        try:
            return record_of(self.gate.again(words, steps), "the host"), ""
        except Exception as error:  # whatever the connection raises, or an answer that is none
            return None, str(error)

    def _wait(self, planned, trouble):
        options = self.gate.options
        end = time.monotonic() + options["timeout"]
        pause = 1
        while time.monotonic() < end:
            time.sleep(min(pause, options["poll"], max(0.0, end - time.monotonic())))
            pause = options["poll"]
            try:
                record = record_of(self.gate.again(["run", "--result", "--format", "json"]), "the host")
            except Exception as error:  # whatever the connection raises when it is lost, perhaps through what is being installed
                trouble = str(error)
                self._connect_again()
                continue
            trouble = ""
            if record["result"] == GOES_ON:
                continue
            if record["started_at"] < planned["started_at"] and record["phase"] == "ended":
                return lost(planned, "the installation did not begin, or left nothing behind; look at the host")
            return outcome(record, started=True)
        why = f"the host does not answer ({printable(trouble)})" if trouble else "it goes on"
        message = f"the installation has not ended after {options['timeout']} s: {why}; run it again later, or give a longer timeout"
        return {**lost(planned, message), "state": "running"}

    def _connect_again(self):
        try:
            self.gate.host.connection.reset()
        except Exception:
            pass  # the next question says whether it helped

    def _diff(self, planned):
        """The builds before and after."""
        before = []
        facts = parse(self.gate.again(["facts"]), "the host")
        modules = facts.get("modules")
        items = modules.get("items") if isinstance(modules, dict) else None
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict) and isinstance(item.get("version"), str) and isinstance(item.get("module"), str):
                before.append(f"{item['module']} {item['version']}\n")
        return {"before": "".join(sorted(before)), "after": f"{planned['module']} {planned['build']}\n"}


def told(record):
    """What every answer says of a record."""
    return {
        "build": record["build"] or None,
        "decision": record["decision"] or None,
        "result": record["result"],
        "codes": [code for code in record["reasons"].split(", ") if code],
        "postcheck": record["postcheck"],
        "rc": None,
        "reboot_required": record["result"] == "INSTALL.RESTART_PENDING",
    }


def lost(record, message):
    """Begun, or perhaps begun, and nobody can say how it ended."""
    return {**told(record), "state": "unknown", "result": "", "changed": True, "failed": True, "msg": message}


def outcome(record, started):
    """What the task returns for a run that ended, or that did not begin."""
    result = record["result"]
    answer = told(record)
    why = f" ({', '.join(answer['codes'])})" if answer["codes"] else ""
    if result in HELD:
        return {**answer, "state": "held", "msg": f"{result}: {HELD[result]}{why}"}
    after = result.startswith("INSTALL.POSTCHECK") or result == "INSTALL.STOPPED"
    if result in FAILED:
        return {**answer, "state": "failed", "failed": True, "changed": after, "msg": f"{result}: {FAILED[result]}{why}"}
    if result in UNKNOWN:
        return {**answer, "state": "unknown", "failed": True, "changed": started, "msg": f"{result}: {UNKNOWN[result]}{why}"}
    if result or record["exit_code"] is None:
        raise Refused(f"the host answered with a result that is none ({printable(result) or 'no exit code'}); is the right program there")
    if not record["build"]:
        return {**answer, "state": "nothing-to-do", "msg": "what the host may take, or a newer build, is installed"}
    code = record["exit_code"]
    answer.update(rc=code, changed=True)
    if record["postcheck"] == "deferred":
        return {**answer, "state": "deferred", "reboot_required": True, "msg": f"{record['build']} is installed; the host has to be restarted"}
    if record["postcheck"] in LOOKED:  # after the restart, whose wish is what the exit code still says
        state, what = LOOKED[record["postcheck"]]
        return {**answer, "state": state, "failed": True, "msg": f"{printable(record['build'], 80)}: {what}"}
    if code != 0 and record["postcheck"] != "pass":
        return {**answer, "state": "failed", "failed": True, "msg": f"the installer of {record['build']} ended with {code}; look into its log on the host"}
    return {**answer, "state": "installed", "msg": f"{record['build']} is installed"}


def finish_pending(gate):
    """The look afterwards that waits for the restart."""
    settle = gate.options["settle"]
    policy = ["--policy", gate.policy.name] if gate.policy is not None else []
    text = gate.ask(["postcheck", "--pending", "--format", "json", *policy, "--settle", f"{settle}s" if settle else "0"])
    if text.strip() == "no post-check is pending":
        return {"state": "nothing-to-do", "msg": "no look afterwards is pending"}
    if text.strip().endswith("waits for the restart") and len(text) < 500:
        return {"state": "deferred", "reboot_required": True, "postcheck": "deferred", "msg": "the look afterwards waits for the restart"}
    value = parse(text, "the host")
    status, build = value.get("status"), value.get("expected")
    if value.get("schema") != "acsgate.postcheck/v1" or status not in ("pass", "fail", "unknown") or not isinstance(build, str):
        raise Refused("the host answered with JSON that is no acsgate.postcheck/v1; is the right program there")
    if status == "pass":
        return {"state": "installed", "build": build, "postcheck": status, "msg": f"{printable(build, 80)} runs"}
    state, what = LOOKED[status]
    return {"state": state, "failed": True, "build": build, "postcheck": status, "msg": f"{printable(build, 80)}: {what}"}
