#!/usr/bin/env python3
"""What can be said of the collection without a host: yamllint, ansible-lint (production profile, offline), documentation, syntax, the tarball.

    lint.py
"""

import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile

sys.dont_write_bytecode = True

import tree
import versions

HERE = pathlib.Path(__file__).resolve().parent
MAX_TARBALL = 2_000_000
PLUGINS = ["check", "collect", "fleet_report", "follow", "install", "postcheck", "root_certificate", "wave"]
ROLES = ["agent", "check", "remediate"]
PLAYBOOKS = ["check", "remediate", "rollout"]


class Lint:
    def __init__(self, scratch):
        self.count = self.failed = 0
        self.scratch = pathlib.Path(scratch)
        self.collections, self.folder = tree.copied(scratch)

    def check(self, holds, what):
        self.count += 1
        if not holds:
            self.failed += 1
            print("FAIL", what, flush=True)

    def run(self, version, tool, *words, cwd=None, collections=None, good=True):
        environment = version.environment(collections or self.collections, self.scratch / "home")
        program = version.tool(tool) if tool.startswith("ansible") and tool != "ansible-lint" else f"/usr/bin/{tool}"
        run = subprocess.run([program, *map(str, words)], cwd=cwd or self.folder, env=environment, capture_output=True, text=True, timeout=300, check=False)
        if good:
            self.check(run.returncode == 0, f"{version.name} {tool} {' '.join(map(str, words))[:100]}: {run.stdout[-3000:]}{run.stderr[-2000:]}")
        return run

    def check_linters(self):
        debian = versions.debian()
        self.run(debian, "yamllint", "--strict", "-c", HERE / "lint/yamllint.yml", ".")
        self.run(debian, "ansible-lint", "--offline", "--nocolor", "-c", HERE / "lint/ansible-lint.yml")
        # They must be able to find something.
        (self.folder / "playbooks/bad.yml").write_text("- hosts: all\n  tasks:\n    - command: reboot\n", encoding="ascii")
        run = self.run(debian, "ansible-lint", "--offline", "--nocolor", "-c", HERE / "lint/ansible-lint.yml", "playbooks/bad.yml", good=False)
        self.check(run.returncode != 0 and "fqcn" in run.stdout, "ansible-lint finds what is wrong")
        (self.folder / "playbooks/bad.yml").unlink()

    def check_documents(self, version):
        listed = json.loads(self.run(version, "ansible-doc", "-l", "-j", "acsgate.rollout").stdout or "{}")
        self.check(sorted(listed) == [f"acsgate.rollout.{name}" for name in PLUGINS], f"{version.name} lists the plugins: {sorted(listed)}")
        for name, short in listed.items():
            self.check(short and "UNDOCUMENTED" not in short, f"{name} says in short what it does: {short}")
        documents = json.loads(self.run(version, "ansible-doc", "-j", *[f"acsgate.rollout.{name}" for name in PLUGINS]).stdout or "{}")
        for name in PLUGINS:
            document = documents.get(f"acsgate.rollout.{name}", {})
            self.check(document.get("doc", {}).get("description") and document.get("examples") and document.get("return"), f"{name} is documented in full")
        roles = json.loads(self.run(version, "ansible-doc", "-t", "role", "-j", "-l", "acsgate.rollout").stdout or "{}")
        self.check(sorted(roles) == [f"acsgate.rollout.{name}" for name in ROLES], f"{version.name} lists the roles: {sorted(roles)}")

    def check_syntax(self, version, collections):
        for path in sorted((self.folder / "playbooks").rglob("*.yml")):
            if path.name != "lease.yml":  # tasks, which the run of the playbook reads
                self.run(version, "ansible-playbook", "--syntax-check", "-i", "localhost,", path)
        for name in PLAYBOOKS:
            self.run(version, "ansible-playbook", "--syntax-check", "-i", "localhost,", f"acsgate.rollout.{name}", cwd=self.scratch, collections=collections)

    def check_tarball(self, version):
        room = self.scratch / f"built-{version.name}"
        self.run(version, "ansible-galaxy", "collection", "build", "--output-path", room)
        (tarball,) = room.glob("*.tar.gz")
        self.check(tarball.stat().st_size < MAX_TARBALL, f"the tarball has {tarball.stat().st_size} bytes")
        with tarfile.open(tarball) as packed:
            members = [member for member in packed.getmembers() if member.isfile()]
            binary = [member.name for member in members if b"\0" in packed.extractfile(member).read()]
        self.check(not binary, f"no binaries are in the tarball: {binary}")
        names = {member.name for member in members}
        wanted = {"README.md", "README.ja.md", "LICENSE", "meta/runtime.yml", "playbooks/rollout.yml", "roles/agent/meta/argument_specs.yml", "MANIFEST.json"}
        self.check(wanted <= names, f"the tarball lacks {sorted(wanted - names)}")
        self.check(not [name for name in names if name.startswith(("tests/", ".git"))], f"the tarball has what users don't need: {sorted(names)}")
        installed = self.scratch / f"installed-{version.name}"
        self.run(version, "ansible-galaxy", "collection", "install", "--offline", "-p", installed, tarball, collections=installed)
        return installed


def main():
    with tempfile.TemporaryDirectory(prefix="acsgate-lint-") as scratch:
        lint = Lint(scratch)
        lint.check_linters()
        for version in versions.available():
            lint.check_documents(version)
            lint.check_syntax(version, lint.check_tarball(version))
    print(f"{lint.count - lint.failed} of {lint.count} checks of the collection are as they should be")
    return versions.verdict(lint.failed)


if __name__ == "__main__":
    sys.exit(main())
