#!/usr/bin/env python3
"""Builds the Windows program again from a copy of the sources in another folder, without ccache, and compares it byte by byte.

    reproducible.py build/windows-x64/acsgate.exe
"""

import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

import wine

KEPT = ["CMakeLists.txt", "CMakePresets.json", "plugin", "policies", "tests"]


def build_again(top):
    """The same presets, in a folder whose path is longer."""
    for name in KEPT:
        source = wine.TOP / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, top / name)
    shutil.copytree(wine.TOP / "build/third_party", top / "build/third_party", symlinks=True)
    environment = {**os.environ, "CCACHE_DISABLE": "1"}
    for command in (["cmake", "--preset", "windows-x64"], ["cmake", "--build", "--preset", "windows-x64", "--target", "acsgate", "-j2"]):
        run = subprocess.run(command, cwd=top, env=environment, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            sys.exit(f"{' '.join(command)} failed:\n{run.stdout[-4000:]}{run.stderr[-4000:]}")
    return (top / "build/windows-x64/acsgate.exe").read_bytes()


def main():
    first = pathlib.Path(sys.argv[1]).read_bytes()
    if os.fsencode(wine.TOP) in first:
        sys.exit(f"{sys.argv[1]} names the folder that it was built in")
    with tempfile.TemporaryDirectory(prefix="acsgate-built-in-another-folder-") as name:
        second = build_again(pathlib.Path(name))
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"built again in {spent.ru_utime + spent.ru_stime:.0f} s of processor time")
    if first == second:
        print(f"the same {len(first)} bytes")
        return 0
    differ = next((at for at, pair in enumerate(zip(first, second)) if pair[0] != pair[1]), min(len(first), len(second)))
    print(f"{len(first)} and {len(second)} bytes; they differ from byte {differ:#x} on")
    return 1


if __name__ == "__main__":
    sys.exit(main())
