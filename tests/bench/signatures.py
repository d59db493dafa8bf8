#!/usr/bin/env python3
"""Time and memory that `inspect` takes for a program of 100 MB, beside `sha256sum` on the same file in the same run.

    signatures.py --binary build/release/acsgate

Ends with 1 if it takes more than 1.5 times as long, or more memory for the large file than for a small one.
"""

import argparse
import os
import pathlib
import statistics
import struct
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/inspect"))
import making  # noqa: E402

ROUNDS = 7
LIMIT = 1.5
MEMORY_LIMIT = 1.1


def measured(*command):
    """Seconds of processor time, and the most memory, of a command."""
    with open(os.devnull, "wb") as null:
        child = subprocess.Popen([str(word) for word in command], stdout=null, stderr=null)
        _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{command} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def grow(program, size, target):
    """The program with bytes behind its sections, which are signed like everything before the certificate table. Written in blocks: a child
    starts with the memory that this program holds, and its own would not be seen below that."""
    block = struct.pack("<Q", 0x0123456789ABCDEF) * (1 << 13)
    with open(target, "wb") as out:
        out.write(program.read_bytes())
        while out.tell() < size:
            out.write(block)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    binary = parser.parse_args().binary
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        made = making.make_authority(folder / "authority")
        small = making.make_program(folder, "small.exe", True, True)
        grow(small, 100_000_000, folder / "plain.exe")
        signed = making.sign(made, folder / "plain.exe", folder / "large.exe", "fresh")
        signed_small = making.sign(made, small, folder / "signed-small.exe", "fresh")
        inspect = [binary, "inspect", "--now", making.NOW]
        ours, theirs = [], []
        for _ in range(ROUNDS):  # in turn, so that both meet the same machine
            ours.append(measured(*inspect, signed))
            theirs.append(measured("sha256sum", signed)[0])
        seconds = statistics.median(time for time, _ in ours)
        reference = statistics.median(theirs)
        memory = max(size for _, size in ours)
        memory_small = measured(*inspect, signed_small)[1]
    print(f"100 MB: inspect {seconds:.3f} s, sha256sum {reference:.3f} s, ratio {seconds / reference:.2f} (at most {LIMIT})")
    print(f"memory: {memory} KiB, of a small file {memory_small} KiB")
    return 0 if seconds <= LIMIT * reference and memory <= MEMORY_LIMIT * memory_small else 1


if __name__ == "__main__":
    sys.exit(main())
