#!/usr/bin/env python3
"""Runs the unit tests, built for Windows, in Wine.

    unit.py build/windows-x64/acsgate_unit_tests.exe
"""

import pathlib
import sys

import wine


def main():
    with wine.Windows() as windows:
        run = windows.run(pathlib.Path(sys.argv[1]), timeout=280)
    sys.stdout.buffer.write(run.stdout + run.stderr)
    print(f"exit code {run.code}")
    return 1 if run.code != 0 or b"All tests passed" not in run.stdout else 0


if __name__ == "__main__":
    sys.exit(main())
