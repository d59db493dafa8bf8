#!/usr/bin/env python3
"""Runs `acsgate run` and `postcheck` end to end on Linux, with a stand-in for an installer that is a real child process.

    run.py --binary build/release/acsgate [--kills 50]
"""

import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "windows"))

import bench  # noqa: E402
import choices  # noqa: E402
import endings  # noqa: E402
import kills  # noqa: E402
import postchecks  # noqa: E402
import races  # noqa: E402
import report  # noqa: E402


def checks(host, count):
    for part in (choices, endings, races, postchecks):
        for check in part.CHECKS:
            host.reset()
            yield from check(host)
    host.reset()
    yield from kills.check_kills(host, count)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=50)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return report.verdict(checks(bench.Bench(str(arguments.binary.resolve()), pathlib.Path(folder)), arguments.kills))


if __name__ == "__main__":
    sys.exit(main())
