#!/usr/bin/env python3
"""Imports every capture of tests/import/FORMAT/ and compares facts, errors and exit code with CAPTURE.expected.

    run.py --binary build/release/acsgate [--update] [--only FORMAT]

CAPTURE.options holds further arguments for a capture, as one would type them. `--update` writes what the binary says now: read the
difference before you commit it. Each format must have at least 12 captures.
"""

import argparse
import difflib
import json
import pathlib
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
COLLECTED = "2026-11-22T10:00:00Z"
LEAST = 12


def indented(line):
    try:
        return json.dumps(json.loads(line), indent=1, ensure_ascii=True)
    except ValueError:
        return line


def transcript(binary, capture):
    options = capture.with_name(capture.name + ".options")
    more = shlex.split(options.read_text(encoding="utf-8")) if options.exists() else []
    command = [binary, "facts", "--from", capture.parent.name, "--collected-at", COLLECTED, *more, capture.name]
    run = subprocess.run(command, cwd=capture.parent, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    facts = "\n".join(indented(line) for line in run.stdout.decode("ascii").splitlines())
    return f"exit {run.returncode}\n--- stdout\n{facts}\n--- stderr\n{run.stderr.decode('utf-8', 'backslashreplace')}"


def captures(folder):
    return sorted(path for path in folder.iterdir() if path.suffix not in (".expected", ".options"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--only")
    options = parser.parse_args()
    folders = [path for path in sorted(HERE.iterdir()) if path.is_dir() and options.only in (None, path.name)]
    failed = total = 0
    for folder in folders:
        found = captures(folder)
        total += len(found)
        if len(found) < LEAST:
            print(f"{folder.name}: {len(found)} captures, expected at least {LEAST}")
            failed += 1
        for capture in found:
            now = transcript(options.binary.resolve(), capture)
            expected = capture.with_name(capture.name + ".expected")
            if options.update:
                expected.write_text(now, encoding="utf-8", newline="\n")
                continue
            before = expected.read_text(encoding="utf-8") if expected.exists() else ""
            if now != before:
                failed += 1
                sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), now.splitlines(True), str(expected), "now"))
    print(f"{total} captures of {len(folders)} formats, {failed} failed")
    return 1 if failed or not total else 0


if __name__ == "__main__":
    sys.exit(main())
