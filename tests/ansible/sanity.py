#!/usr/bin/env python3
"""ansible-test sanity on the collection: in full with the newer ansible-core, and what runs without a network with Debian's.

    sanity.py

The newer one makes virtual environments for its tests, from PyPI, in build/ansible-sanity; the first run takes some minutes. Where PyPI can't be
reached this ends with 77, skipped.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import tree
import versions

HERE = pathlib.Path(__file__).resolve().parent
HOME = versions.ROOM / "ansible-sanity"
# Of Debian's version: those that need no package from elsewhere.
OFFLINE = [
    "action-plugin-docs", "changelog", "compile", "empty-init", "future-import-boilerplate", "ignores", "line-endings", "metaclass-boilerplate", "no-assert",
    "no-illegal-filenames", "no-smart-quotes", "shebang", "symlinks",
]


def sanity(version, folder, words):
    """True if it passed; what it found is printed otherwise."""
    environment = dict(os.environ, HOME=str(HOME), PATH=f"{version.folder}:/usr/bin:/bin", LC_ALL="C.UTF-8", PYTHONDONTWRITEBYTECODE="1")
    environment.pop("PYTHONPATH", None)
    for name in [name for name in environment if name.startswith(("ANSIBLE_", "GIT_")) and name != "GIT_SSL_CAINFO"]:
        del environment[name]
    command = [version.tool("ansible-test"), "sanity", "--python", "3.11", "--color", "no", *words]
    run = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1700, check=False)
    print(f"ansible-test {version.name} sanity {' '.join(words)[:60]}: {run.stdout.count('Running sanity test')} tests, exit code {run.returncode}")
    skipped = [line for line in (run.stdout + run.stderr).splitlines() if "skipp" in line.lower()]
    print("".join(f"  {line}\n" for line in skipped), end="")
    if run.returncode:
        print(run.stdout[-8000:], run.stderr[-8000:])
    return run.returncode == 0


def main():
    failed = 0
    (HOME / ".ansible/test/cache").mkdir(parents=True, exist_ok=True)
    newest = versions.newest()
    if newest:
        shutil.copy(HERE / "get_pip.py", HOME / ".ansible/test/cache/get_pip_24_2.py")
    with tempfile.TemporaryDirectory(prefix="acsgate-sanity-") as scratch:
        _collections, folder = tree.copied(scratch)
        if newest:
            failed += not sanity(newest, folder, ["--requirements", "--venv"])
        failed += not sanity(versions.debian(), folder, [word for test in OFFLINE for word in ("--test", test)])
    return versions.verdict(failed)


if __name__ == "__main__":
    sys.exit(main())
