# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""What the actions have in common: their options, and acsgate with its policy on the host."""

from __future__ import annotations

import os
import tempfile

from ansible.errors import AnsibleError

from . import controller
from .answer import Refused, printable
from .host import File, Host, check_folder, check_words, sha256_of

COMMON_OPTIONS = {
    "build": {"type": "list", "elements": "str", "default": []},
    "module": {"type": "str", "default": "agent"},
    "released": {"type": "str"},
    "policy": {"type": "path"},
    "on_unknown": {"type": "str", "choices": ["legacy", "hold"], "default": "legacy"},
    "controller_program": {"type": "path"},
    "windows_program": {"type": "dict", "options": {"x64": {"type": "path"}, "x86": {"type": "path"}}},
    "arch": {"type": "str", "choices": ["x64", "x86"]},
    "install_dir": {"type": "str", "default": "C:\\Program Files\\acsgate"},
}

BITS = {"x64": 64, "x86": 32}


class Missing(Exception):
    """In check mode: these files would have to be copied first."""

    def __init__(self, names):
        super().__init__()
        self.names = names


def found(action, path, what):
    """A file of the controller, searched for where tasks look for their files."""
    if path is None or os.path.isabs(path):
        return path
    try:
        return action._find_needle("files", path)
    except AnsibleError:
        raise Refused(f"the {what} {printable(path)} is not there; check the path, or give a full one") from None


def check_seconds(options, **least):
    """Refuses numbers of seconds that are too small."""
    for name, smallest in least.items():
        if options[name] is not None and options[name] < smallest:
            raise Refused(f"{name} {options[name]} is no such number of seconds; give {smallest} or more")


class Gate:
    """acsgate on a host, brought there when it is needed. Close it (`with`) when it is no longer used."""

    def __init__(self, action, options):
        self.options = options
        self.action = action
        self.pushed = []
        self.scratch = None
        self.check_mode = bool(action._task.check_mode)
        self.host = Host(action, check_folder(options["install_dir"]))
        self.arch = options["arch"]
        self.programs = self._programs(options["windows_program"] or {})
        self.policy, self.digest = self._policy()

    def __enter__(self):
        return self

    def __exit__(self, *_unused):
        if self.scratch is not None:
            self.scratch.cleanup()

    def file(self, name, end, data):
        """A file to be copied to the host, with its SHA-256 in its name."""
        if self.scratch is None:
            self.scratch = tempfile.TemporaryDirectory()
        path = os.path.join(self.scratch.name, f"{name}{end}")
        with open(path, "wb") as file:
            file.write(data)
        return File(f"{name}-{sha256_of(path)}{end}", path)

    def words(self, builds=None):
        """The options that every command of the gate takes; `builds` in place of those that the task asks for."""
        options = self.options
        words = ["--module", options["module"]]
        for build in options["build"] if builds is None else builds:
            words += ["--build", build]
        if options["released"]:
            words += ["--released", options["released"]]
        if self.policy is not None:
            words += ["--policy", self.policy.name]
        return check_words(words, "the options of the gate")

    def ask(self, words, extra=()):
        """What acsgate prints on the host for these words. Copies program, policy and `extra` files first if the host has no answer
        without them; in check mode Missing is raised then. Refused: there is no answer."""
        arch = self.arch or "x64"
        program = self.programs.get(arch)
        answer = self.host.command(self.line(words, program)) if program is not None else None
        if answer is not None and answer.out.strip():
            return answer.out
        names, is_x86 = self.host.look(make_folder=not self.check_mode)
        right = self.arch or ("x86" if is_x86 else "x64")
        program = self._program(right)
        missing = [file for file in (program, self.policy, *extra) if file is not None and file.name.lower() not in names]
        if missing and self.check_mode:
            raise Missing([file.name for file in missing])
        if missing or right != arch or answer is None:
            self.arch = right
            steps = self.host.push(missing)
            self.pushed += [file.name for file in missing]
            answer = self.host.command(*steps, self.line(words, program))
        if not answer.out.strip():
            raise Refused(self._why_not(answer, right, is_x86))
        return answer.out

    def line(self, words, program=None):
        """The command that runs acsgate, once `ask` has found out which."""
        return " ".join([f".\\{(program or self.programs[self.arch or 'x64']).name}", *words])

    def again(self, words, steps=()):
        """What acsgate prints for these words, after steps; `ask` had an answer already, so that everything is there."""
        answer = self.host.command(*steps, self.line(words))
        if not answer.out.strip():
            raise Refused(self._why_not(answer, self.arch or "x64", None))
        return answer.out

    def _why_not(self, answer, arch, is_x86):
        error = answer.err.find("acsgate: error")
        if error >= 0:
            return f"on the host, {printable(answer.err[error:], 2000)}"
        if is_x86 is not None and (arch == "x64") == is_x86:
            other = "x86" if is_x86 else "x64"
            return f"the host has {BITS[other]}-bit Windows, and the {arch} program does not start there; say arch: {other}, or leave arch out"
        return (
            f"{self.programs[arch].name} is in {self.host.folder} on the host and prints nothing when it is started: "
            f"{printable(answer.err) or 'no error either'}; is it kept from running there (AppLocker, antivirus), or damaged (remove it, and it is copied anew)"
        )

    def _programs(self, paths):
        programs = {}
        for arch, path in paths.items():
            if path:
                path = found(self.action, path, f"program for {arch} Windows")
                programs[arch] = File(f"acsgate-{sha256_of(path)}.exe", path)
        if not programs:
            raise Refused("windows_program names no acsgate.exe, so nothing can be run on the host; give its path on the controller, or give facts")
        return programs

    def _program(self, arch):
        if arch not in self.programs:
            raise Refused(f"the host has {BITS[arch]}-bit Windows, and windows_program names no program for {arch}; give its path on the controller")
        return self.programs[arch]

    def _policy(self):
        data, digest = policy_of(self.action, self.options)
        return (None, None) if data is None else (self.file("acsgate-policy", ".json", data), digest)


def policy_of(action, options):
    """The policy that the options ask for, canonical, and its digest; (None, None) for the one compiled in."""
    return controller.canonical_policy(
        found(action, options["policy"], "policy"), options["on_unknown"], lambda: controller.find_program(options["controller_program"])
    )
