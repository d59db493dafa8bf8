"""The Ansible versions that the tests of the collection run with: Debian's ansible-core, and a newer one from PyPI.

    for version in versions.available():
        subprocess.run([version.tool("ansible-playbook"), ...], env=version.environment(collections, home))
    sys.exit(versions.verdict(failed))

The newer one lives in a virtual environment in build/, made once from requirements-2.19.txt, every file of it by its SHA-256. Where PyPI
can't be reached the tests run with Debian's alone, say so, and end with 77, which ctest counts as skipped.
"""

import fcntl
import hashlib
import pathlib
import shutil
import subprocess
import sys
from typing import NamedTuple

TOP = pathlib.Path(__file__).resolve().parents[2]
ROOM = TOP / "build"
REQUIREMENTS = pathlib.Path(__file__).resolve().with_name("requirements-2.19.txt")
SKIPPED = 77
PYTHON = "/usr/bin/python3.11"

_missing = []


class Version(NamedTuple):
    name: str
    folder: pathlib.Path  # of ansible-playbook and its like

    def tool(self, name):
        return str(self.folder / name)

    def environment(self, collections, home, **more):
        """Nothing of the user's own configuration gets through. `collections` holds ansible_collections/, `home` is scratch."""
        pathlib.Path(home).mkdir(parents=True, exist_ok=True)
        configuration = pathlib.Path(home) / "ansible.cfg"
        configuration.touch()
        return {
            "PATH": f"{self.folder}:/usr/bin:/bin",
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "ANSIBLE_HOME": str(pathlib.Path(home) / "ansible"),
            "ANSIBLE_LOCAL_TEMP": str(pathlib.Path(home) / "ansible-tmp"),
            "ANSIBLE_COLLECTIONS_PATH": str(collections),
            "ANSIBLE_CONFIG": str(configuration),
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_NOCOWS": "1",
            "ANSIBLE_RETRY_FILES_ENABLED": "0",
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            **{name: str(value) for name, value in more.items()},
        }


def debian():
    return Version("2.14", pathlib.Path("/usr/bin"))


def newest():
    """The version of requirements-2.19.txt, or None where it can't be had."""
    room = ROOM / "ansible-2.19"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    ROOM.mkdir(exist_ok=True)
    with open(ROOM / "ansible-2.19.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two tests may start at once
        mark = room / "complete"
        if not mark.exists() or mark.read_text(encoding="ascii") != wanted:
            shutil.rmtree(room, ignore_errors=True)
            why = _make(room)
            if why:
                lacks(f"ansible-core 2.19 ({why})")
                return None
            mark.write_text(wanted, encoding="ascii")
    return Version("2.19", room / "bin")


def _make(room):
    if not pathlib.Path(PYTHON).exists():
        return f"no {PYTHON}"
    pip = [str(room / "bin/python"), "-m", "pip", "install", "-q", "--require-hashes", "--only-binary", ":all:", "-r", str(REQUIREMENTS)]
    for command in ([PYTHON, "-m", "venv", str(room)], pip):
        run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        if run.returncode:
            lines = (run.stderr or run.stdout).strip().splitlines()
            return lines[-1][:200] if lines else f"{command[0]} ended with {run.returncode}"
    return ""


def available():
    found = [version for version in (debian(), newest()) if version and pathlib.Path(version.tool("ansible-playbook")).exists()]
    if not found:
        sys.exit("versions.py: no ansible-core here; run: bash plugin/install-packages.sh build test")
    return found


def linked_collection(scratch):
    """A collection path whose acsgate.rollout is this tree's ansible/ folder."""
    names = pathlib.Path(scratch) / "ansible_collections/acsgate"
    names.mkdir(parents=True, exist_ok=True)
    link = names / "rollout"
    if not link.exists():
        link.symlink_to(TOP / "ansible")
    return pathlib.Path(scratch)


def lacks(what):
    """This can't be tested here: the verdict is "skipped" at best."""
    _missing.append(what)


def verdict(failed):
    """The exit code of a test: 1 if anything failed, 77 if only a part could be run."""
    for what in _missing:
        print(f"skipped: {what}")
    return 1 if failed else SKIPPED if _missing else 0
