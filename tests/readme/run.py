#!/usr/bin/env python3
"""Runs the `$ acsgate` commands in the READMEs and compares what they print with what stands below them.

`--update` writes what they print now. Commands run in the top folder; `acsgate` stands for the binary under test.
"""

import argparse
import difflib
import os
import pathlib
import shlex
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
FENCE = "```"


def output_of(binary, command):
    words = shlex.split(command)
    words[0] = str(binary)
    run = subprocess.run(words, capture_output=True, cwd=TOP, env={**os.environ, "LC_ALL": "C.UTF-8"}, timeout=60, check=False)
    return (run.stdout + run.stderr).decode("utf-8").splitlines()


def fresh(binary, lines):
    """The lines of a README with the output of its console blocks as it is now, and how many commands there were."""
    result, commands, inside = [], 0, False
    for line in lines:
        if line == FENCE + "console":
            inside = True
        elif inside and line == FENCE:
            inside = False
        elif inside and line.startswith("$ acsgate "):
            commands += 1
            result += [line, *output_of(binary, line[2:])]
            continue
        elif inside:
            continue
        result.append(line)
    return result, commands


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    total = failed = 0
    for readme in sorted([TOP / "README.md", *TOP.glob("p*/**/README*.md")]):
        before = readme.read_text(encoding="utf-8").splitlines()
        after, commands = fresh(options.binary.resolve(), before)
        total += commands
        if options.update:
            readme.write_text("\n".join(after) + "\n", encoding="utf-8")
        elif before != after:
            failed += 1
            print(*difflib.unified_diff(before, after, str(readme), "now", lineterm=""), sep="\n")
    print(f"{total} commands in READMEs, {failed} files differ")
    return 1 if failed or not total else 0


if __name__ == "__main__":
    sys.exit(main())
