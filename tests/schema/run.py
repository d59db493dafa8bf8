#!/usr/bin/env python3
"""Holds the JSON Schemas in policies/schema against the files, the loaders and the output that they describe.

    run.py --binary BINARY

Needs python3-jsonschema and python3-yaml.
"""

import argparse
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True

import agreement
import files
import output
from engine import TOP, Engine
from schemas import Schema


class Report:
    def __init__(self):
        self.count = 0
        self.failures = 0

    def passed(self):
        self.count += 1

    def check(self, holds, what, *details):
        self.count += 1
        if not holds:
            self.failures += 1
            print(f"FAIL {what}")
            for detail in details[:5]:
                print(f"     {detail[:400]}")

    def equal(self, what, found, expected):
        self.check(found == expected, what, f"found    {found}", f"expected {expected}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    binary = parser.parse_args().binary.resolve()
    report = Report()
    schemas = {path.name.removesuffix(".schema.json"): Schema(path) for path in (TOP / "policies/schema").glob("*.schema.json")}
    with tempfile.TemporaryDirectory(prefix="acsgate-schema-") as scratch:
        engine = Engine(binary, pathlib.Path(scratch).resolve())
        files.check_schemas(report, engine, schemas)
        files.check_shipped(report, engine, schemas)
        files.check_corpus(report, engine, schemas)
        files.check_rollout(report, schemas["rollout"])
        output.check_decisions(report, engine, schemas["decision"])
        agreement.check_policy(report, engine, schemas["policy"])
        agreement.check_facts(report, engine, schemas["facts"])
        agreement.check_cases(report, engine, schemas["cases"])
    print(f"{report.count - report.failures} of {report.count} checks of the schemas hold")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
