#!/usr/bin/env python3
"""Runs the hooks of `.pre-commit-hooks.yaml` as pre-commit does, in a repository of their own.

pre-commit looks each changed file up in `files`, starts `entry` with `args` and the files that fit (none with
`pass_filenames: false`), not at all where none fits, in the top folder of the repository, and takes every exit code but 0 for a
failure.
"""

import argparse
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
KEYS = {"id", "name", "description", "entry", "args", "language", "files", "require_serial", "pass_filenames"}
CASES = """schema: acsgate.cases/v1
policy: ../site.yaml
cases:
  - name: A host of which nothing is known
    now: 2026-11-22T12:00:00Z
    expect: unknown
"""


def hooks():
    """The hooks by id. The file is held to the little YAML that is read here: a list of flat mappings."""
    found = []
    for number, line in enumerate((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        match = re.fullmatch(r"(- |  )([a-z_]+): (.+)", line)
        if not match or match[2] not in KEYS or ": " in match[3]:
            sys.exit(f".pre-commit-hooks.yaml:{number}: not a key of a hook: {line}")
        if match[1] == "- ":
            found.append({})
        value = match[3]
        found[-1][match[2]] = value[1:-1].split(", ") if value.startswith("[") else {"true": True, "false": False}.get(value, value)
    return {hook["id"]: hook for hook in found}


class Repository:
    def __init__(self, folder, binary):
        self.folder = pathlib.Path(folder)
        tools = self.folder / "tools"
        tools.mkdir()
        (tools / "acsgate").symlink_to(binary.resolve())
        self.environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
        self.run(["git", "init", "--quiet"])

    def run(self, command):
        return subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.run(["git", "add", name])

    def changed(self):
        return self.run(["git", "ls-files", "--cached", "policies", "docs"]).stdout.splitlines()

    def hook(self, hook):
        """None: no file fits, so the hook does not run."""
        files = [name for name in self.changed() if re.search(hook.get("files", ""), name)]
        if not files:
            return None
        command = [*shlex.split(hook["entry"]), *hook.get("args", [])]
        return self.run(command + (files if hook.get("pass_filenames", True) else []))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    options = parser.parse_args()
    failures = []

    def check(what, run, code, *texts):
        out = None if run is None else run.stdout + run.stderr
        if (run and run.returncode) != code or any(text not in (out or "") for text in texts):
            failures.append(f"{what}: wanted {code} {texts}, got {run and run.returncode}\n{out}")

    all_hooks = hooks()
    lint, test = all_hooks["acsgate-policy-lint"], all_hooks["acsgate-policy-test"]
    for hook in all_hooks.values():
        if hook["language"] != "system" or not hook["entry"].startswith("acsgate "):
            failures.append(f"{hook['id']}: must start the acsgate that is installed")

    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(folder, options.binary)
        repository.write("docs/notes.yaml", "not: [a policy\n")
        check("lint, no policy changed", repository.hook(lint), None)
        check("test, no policy changed", repository.hook(test), None)
        repository.write("policies/site.yaml", repository.run(["acsgate", "policy", "new", "--name", "site"]).stdout)
        check("lint, a new policy", repository.hook(lint), 0, "no errors, no warnings")
        repository.write("policies/other.yml", "extends: builtin\nname: other\nrequirements: {settled: {on_fail: legacy}}\n")
        check("lint, a looser policy", repository.hook(lint), 0, "policies/other.yml:3:35: warning: ", "[lint.loosened]")
        check("lint, strict", repository.hook({**lint, "args": ["--strict"]}), 20, "[lint.loosened]")
        repository.write("policies/other.yml", "extends: builtin\nname: other\non_unknwon: hold\n")
        check("lint, a wrong policy", repository.hook(lint), 20, "policies/other.yml:3:1: error: ", "3 | on_unknwon: hold")
        repository.write("policies/tests/hosts.yaml", CASES)
        repository.write("policies/other.yml", "extends: builtin\nname: other\non_unknown: hold\n")
        check("lint, cases are no policies", repository.hook(lint), 0, "no errors, no warnings")
        check("test, a case that holds", repository.hook(test), 0, "A host of which nothing is known")
        repository.write("policies/tests/hosts.yaml", CASES.replace("expect: unknown", "expect: acs"))
        check("test, a case that does not hold", repository.hook(test), 10, "not ok")
    print(*failures, f"{len(failures)} failures", sep="\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
