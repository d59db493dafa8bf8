#!/usr/bin/env python3
"""ansible-test sanity on the collection, in full, with both versions of Ansible.

    sanity.py

Most of its tests have virtual environments of their own, which it makes from PyPI, in build/ansible-sanity; the first run takes a minute longer.
Where PyPI can't be reached this runs what needs no package from elsewhere, and ends with 77, skipped.
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
# These need no package from elsewhere.
OFFLINE = """
    action-plugin-docs compile empty-init future-import-boilerplate ignores line-endings metaclass-boilerplate no-assert no-illegal-filenames
    no-smart-quotes shebang symlinks
""".split()
# What pip says when it gets nothing from PyPI.
NO_PYPI = ("NewConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ProxyError", "HTTP error 5")


def call(version, folder, words):
    environment = dict(os.environ, HOME=str(HOME), PATH=f"{version.folder}:/usr/bin:/bin", LC_ALL="C.UTF-8", PYTHONDONTWRITEBYTECODE="1")
    for name in [name for name in environment if name == "PYTHONPATH" or name.startswith("ANSIBLE_")]:
        del environment[name]
    command = [version.tool("ansible-test"), "sanity", "--python", "3.11", "--color", "no", *words]
    return subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1700, check=False)


def offline(version, folder):
    known = call(version, folder, ["--list-tests"]).stdout.split()
    return [f"--test={test}" for test in OFFLINE if test in known]


def sanity(version, folder, words):
    """True if it passed; what it found is printed otherwise."""
    run = call(version, folder, words)
    said = run.stdout + run.stderr
    if run.returncode and not words and any(sign in said for sign in NO_PYPI):  # it could be reached before
        versions.lacks(f"the tests of ansible-test {version.name} that need packages (PyPI can't be reached)")
        return sanity(version, folder, offline(version, folder))
    print(f"ansible-test {version.name} sanity {' '.join(words)[:60]}: {said.count('Running sanity test')} tests, exit code {run.returncode}")
    skipped = [line for line in said.splitlines() if "skipp" in line.lower()]
    print("".join(f"  {line}\n" for line in skipped), end="")
    if run.returncode:
        print(run.stdout[-8000:], run.stderr[-8000:])
    return run.returncode == 0


def main():
    failed = 0
    cache = HOME / ".ansible/test/cache"
    cache.mkdir(parents=True, exist_ok=True)
    for pip in ("21_3_1", "24_2"):  # of Debian's version, and of the newer one
        shutil.copy(HERE / "get_pip.py", cache / f"get_pip_{pip}.py")
    online = versions.newest() is not None
    with tempfile.TemporaryDirectory(prefix="acsgate-sanity-") as scratch:
        _collections, folder = tree.copied(scratch)
        for version in versions.available():
            failed += not sanity(version, folder, [] if online else offline(version, folder))
        failed += not finds(versions.available()[-1], folder)
    return versions.verdict(failed)


def finds(version, folder):
    """The tests must be able to fail: what is not documented is found."""
    (folder / "plugins/modules/wave.py").unlink()
    run = call(version, folder, ["--test", "action-plugin-docs"])
    if run.returncode == 0:
        print(f"ansible-test {version.name} does not miss the documentation of an action")
    return run.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
