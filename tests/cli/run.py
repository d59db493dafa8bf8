#!/usr/bin/env python3
"""Runs the golden command-line cases: tests/cli/cases/*.txt.

A case file holds a command line after `$ `, then `exit N`, then what the command must print after `--- stdout` and
`--- stderr`. Commands run in the top folder of the repository without a shell; `acsgate` stands for the binary under test and
`< FILE` gives standard input and `> FILE` takes standard output. `--update` writes what the binary prints now: read the difference before you commit it.
"""

import argparse
import difflib
import os
import pathlib
import shlex
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
CASES = TOP / "tests/cli/cases"


def command_of(case):
    first = case.read_text(encoding="utf-8").split("\n", 1)[0]
    if not first.startswith("$ acsgate"):
        sys.exit(f"{case}: the first line must be `$ acsgate ...`")
    return first


def transcript(binary, command):
    words = shlex.split(command[2:])
    standard_input = b""
    if "<" in words:
        at = words.index("<")
        standard_input = (TOP / words[at + 1]).read_bytes()
        del words[at : at + 2]
    standard_output = subprocess.PIPE
    if ">" in words:
        at = words.index(">")
        standard_output = open(words[at + 1], "wb")  # /dev/full, the disk without room
        del words[at : at + 2]
    words[0] = str(binary)
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    run = subprocess.run(
        words,
        input=standard_input,
        stdout=standard_output,
        stderr=subprocess.PIPE,
        cwd=TOP,
        env=environment,
        timeout=60,
        check=False,
    )
    out, err = ((stream or b"").decode("utf-8", "backslashreplace") for stream in (run.stdout, run.stderr))
    return f"{command}\nexit {run.returncode}\n--- stdout\n{out}--- stderr\n{err}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    cases = sorted(CASES.glob("*.txt"))
    failed = 0
    for case in cases:
        now = transcript(options.binary.resolve(), command_of(case))
        expected = case.read_text(encoding="utf-8")
        if options.update:
            case.write_text(now, encoding="utf-8")
        elif now != expected:
            failed += 1
            sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), now.splitlines(True), str(case), "now"))
    print(f"{len(cases) - failed} of {len(cases)} command-line cases as written")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
