#!/usr/bin/env python3
"""The progress line of `acsgate fleet` on a terminal: it is there while hosts are read, and nothing of it is left where the
run has ended, whatever else was written to the terminal meanwhile. Elsewhere, and with --quiet, there is none.

    terminal.py --binary build/release/acsgate
"""

import argparse
import fcntl
import json
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import termios
import threading
import time

sys.dont_write_bytecode = True

NOW = "2026-11-22T12:00:00Z"
COLUMNS = 40  # a line that is taken away with more blanks than it had would go to the next row
PROGRESS = re.compile(rb"acsgate: [\d,]+ hosts, \d+ s ")
PAUSE = 0.4  # seconds; the line is written anew after 0.2


def batch(number):
    """Hosts of some megabytes, so that the program's buffer hands them on."""
    hosts = [json.dumps({"schema": "acsgate.facts/v1", "host": {"name": f"H{number}-{index}"}, "x": "x" * 1000}) for index in range(3_000)]
    return ("\n".join(hosts) + "\n").encode()


BATCHES = [batch(0), b"{\n" + batch(1), batch(2)]


def screen(written):
    """What a terminal shows after these bytes, row by row."""
    rows, row, column = [[]], 0, 0
    for letter in written.decode():
        if letter == "\r":
            column = 0
        elif letter == "\n":
            row, column = row + 1, 0
        else:
            if column == COLUMNS:
                row, column = row + 1, 0
            while len(rows) <= row:
                rows.append([])
            rows[row] += " " * (column + 1 - len(rows[row]))
            rows[row][column] = letter
            column += 1
        while len(rows) <= row:
            rows.append([])
    return ["".join(cells).rstrip() for cells in rows]


def drain(end, into):
    try:
        while data := os.read(end, 65536):
            into.append(data)
    except OSError:  # the other end is closed
        pass


def on_terminal(binary, *words, output_too=True):
    """Exit code, and what was written to the terminal, while hosts come in slowly."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    command = [binary, "fleet", "-", "--now", NOW, *words]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=theirs if output_too else subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    written = []
    reader = threading.Thread(target=drain, args=(ours, written))
    reader.start()
    for data in BATCHES:
        process.stdin.write(data)
        process.stdin.flush()
        time.sleep(PAUSE)
    process.stdin.close()
    code = process.wait(60)
    reader.join(60)
    os.close(ours)
    return code, b"".join(written)


def in_files(binary, *words):
    done = subprocess.run([binary, "fleet", "-", "--now", NOW, *words], input=b"".join(BATCHES), capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def faults(binary):
    code, out, err = in_files(binary, "--format", "summary")
    lines = err.splitlines(keepends=True)
    if code != 22 or len(lines) != 2 or PROGRESS.search(err):
        yield f"in files: exit {code}, {err!r}"
    expected = screen(lines[0] + out + lines[1])
    code, written = on_terminal(binary, "--format", "summary")
    if code != 22 or screen(written) != expected:
        yield f"on a terminal: exit {code}, {screen(written)}"
    if len(PROGRESS.findall(written)) < 2:
        yield f"no progress is shown: {written[:300]!r}"
    _, written = on_terminal(binary, "--brief", output_too=False)
    if screen(written) != screen(err) or not PROGRESS.search(written):
        yield f"a list into a file: {written[:300]!r}"
    for words in (["--brief"], ["--format", "summary", "--quiet"]):
        if PROGRESS.search(on_terminal(binary, *words)[1]):
            yield f"{words}: progress is shown"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    binary = parser.parse_args().binary.resolve()
    found = list(faults(binary))
    print(*(f"FAILED {fault}" for fault in found), sep="\n") if found else print("the progress line comes and goes")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
