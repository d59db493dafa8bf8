#!/usr/bin/env python3
"""Runs the `$ acsgate` commands in the READMEs and compares what they print with what stands below them, and files that are shown
(below `<!-- file: PATH -->`) with the files.

A ledger or a folder that a command writes, `wave.db` and `acsgate-configmgr`, lies in a scratch folder of its own, one for each README.

`--update` writes what they print and hold now. Commands run in the top folder; `acsgate` stands for the binary under test.
"""

import argparse
import difflib
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
FENCE = "```"
WRITTEN = ("wave.db", "acsgate-configmgr")


def output_of(binary, command, scratch):
    words = [str(pathlib.Path(scratch, word)) if word in WRITTEN else word for word in shlex.split(command)]
    words[0] = str(binary)
    run = subprocess.run(words, capture_output=True, cwd=TOP, env={**os.environ, "LC_ALL": "C.UTF-8"}, timeout=60, check=False)
    return (run.stdout + run.stderr).decode("utf-8").replace(f"{scratch}/", "").splitlines()


def fresh(binary, lines, scratch):
    """The lines of a README as they should be: console blocks with the output of their commands, blocks below `<!-- file: PATH -->`
    with that file. And how many commands there were."""
    result, commands, block, shown = [], 0, None, None
    for line in lines:
        if block is None and line.startswith(FENCE):
            block = line.removeprefix(FENCE)
            result.append(line)
            if shown:
                result += (TOP / shown).read_text(encoding="utf-8").splitlines()
                block = "file"
        elif block is not None and line == FENCE:
            block = shown = None
            result.append(line)
        elif block == "console" and line.startswith("$ acsgate "):
            commands += 1
            result += [line, *output_of(binary, line[2:], scratch)]
        elif block not in ("console", "file"):
            result.append(line)
            named = re.fullmatch(r"<!-- file: (\S+) -->", line)
            shown = named[1] if named else shown if not line else None
    return result, commands


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    total = failed = 0
    for readme in sorted([TOP / "README.md", *TOP.glob("p*/**/README*.md")]):
        before = readme.read_text(encoding="utf-8").splitlines()
        with tempfile.TemporaryDirectory(prefix="acsgate-readme-") as scratch:
            after, commands = fresh(options.binary.resolve(), before, scratch)
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
