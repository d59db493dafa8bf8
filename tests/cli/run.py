#!/usr/bin/env python3
"""Runs the golden command-line cases: tests/cli/cases/*.txt.

A case file holds a command line after `$ `, then `exit N`, then what the command must print after `--- stdout` and
`--- stderr`. Commands run in the top folder of the repository without a shell; `acsgate` stands for the binary under test and
`< FILE` gives standard input and `> FILE` takes standard output. `--update` writes what the binary prints now: read the difference before you commit it.
`--wine` runs a Windows program in Wine: it must print the same, but for the cases named `*-posix.txt`, where Windows has an answer of its own,
and those that need a device of Linux.
"""

import argparse
import difflib
import os
import pathlib
import shlex
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/windows"))
import wine  # noqa: E402

CASES = TOP / "tests/cli/cases"


def command_of(case):
    first = case.read_text(encoding="utf-8").split("\n", 1)[0]
    if not first.startswith("$ acsgate"):
        sys.exit(f"{case}: the first line must be `$ acsgate ...`")
    return first


def on_linux(binary, arguments, stdin, stdout):
    run = subprocess.run(
        [binary, *arguments],
        input=stdin,
        stdout=stdout or subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=TOP,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        timeout=60,
        check=False,
    )
    return run.returncode, run.stdout or b"", run.stderr


def transcript(execute, command):
    words = shlex.split(command[2:])
    standard_input, standard_output = b"", None
    if "<" in words:
        at = words.index("<")
        standard_input = (TOP / words[at + 1]).read_bytes()
        del words[at : at + 2]
    if ">" in words:
        at = words.index(">")
        standard_output = open(words[at + 1], "wb")  # /dev/full, the disk without room
        del words[at : at + 2]
    code, out, err = execute(words[1:], standard_input, standard_output)
    out, err = (stream.decode("utf-8", "backslashreplace") for stream in (out, err))
    return f"{command}\nexit {code}\n--- stdout\n{out}--- stderr\n{err}"


def compare(execute, cases, update):
    failed = 0
    for case in cases:
        now = transcript(execute, command_of(case))
        expected = case.read_text(encoding="utf-8")
        if update:
            case.write_text(now, encoding="utf-8")
        elif now != expected:
            failed += 1
            sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), now.splitlines(True), str(case), "now"))
    print(f"{len(cases) - failed} of {len(cases)} command-line cases as written")
    return 1 if failed or not cases else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--wine", action="store_true")
    options = parser.parse_args()
    cases = sorted(CASES.glob("*.txt"))
    binary = options.binary.resolve()
    if not options.wine:
        return compare(lambda *how: on_linux(binary, *how), cases, options.update)
    cases = [case for case in cases if not case.stem.endswith("-posix") and "/dev/" not in command_of(case)]
    with wine.Windows() as windows:
        return compare(lambda words, stdin, _: windows.run(binary, *words, stdin=stdin), cases, False)


if __name__ == "__main__":
    sys.exit(main())
