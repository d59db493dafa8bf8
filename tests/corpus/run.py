#!/usr/bin/env python3
"""Feeds broken facts, policies and case files to acsgate and compares every error with the expected one.

    run.py BINARY [--update] [--only facts|policy|cases]

Each folder beside this script holds one file a fault and `expected.txt`, a line for each line on stderr:

    <file name><TAB><message behind the file name>

Besides the message the run checks the exit code, that stdout stays empty, and that neither time nor memory runs away.
ACSGATE_SLOW=1 (sanitizers, valgrind, Wine) gives 5 seconds instead of 1 and does not look at memory.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXPECTED = "expected.txt"
PREFIX = "acsgate: error: "
SLOW = os.environ.get("ACSGATE_SLOW") == "1"
MAX_SECONDS = 5.0 if SLOW else 1.0
MAX_BYTES = 200 << 20
HANG_SECONDS = 60.0

SCHEMA = b'{"schema":"acsgate.facts/v1",\n'


def huge_scalar(out):
    """50 MB: only the limit on the file's size can refuse it in time."""
    out.write(SCHEMA + b'"x":"')
    for _ in range(50):
        out.write(b"A" * (1 << 20))
    out.write(b'"}\n')


def deep_arrays(out):
    out.write(SCHEMA + b'"x":' + b"[" * 20000 + b"]" * 20000 + b"}\n")


def deep_open(out):
    out.write(SCHEMA + b'"x":' + b"[" * 4_000_000)


def deep_objects(out):
    out.write(SCHEMA + b'"x":' + b'{"a":' * 20000 + b"1" + b"}" * 20000 + b"}\n")


def many_keys(out):
    """The only fault is the last key: whoever compares each key with each other is caught."""
    out.write(SCHEMA + b'"x":{')
    out.write(b",".join(b'"key%d":%d' % (number, number) for number in range(100000)))
    out.write(b',\n"key0":0}}\n')


def many_like_keys(out):
    """Keys that differ in their last bytes only."""
    stem = b"k" * 2000
    out.write(SCHEMA + b'"x":{')
    out.write(b",".join(b'"%s%d":0' % (stem, number) for number in range(1500)))
    out.write(b',\n"%s7":0}}\n' % stem)


def many_services(out):
    out.write(SCHEMA + b'"services":{"items":{')
    out.write(b",".join(b'"s%d":{}' % number for number in range(10001)))
    out.write(b"}}}\n")


def many_hotfixes(out):
    out.write(SCHEMA + b'"updates":{"hotfixes":[' + b",".join([b'"KB5005112"'] * 10001) + b"]}}\n")


def many_packages(out):
    item = b'{"name":"a","version":"1","state":"x"}'
    out.write(SCHEMA + b'"updates":{"packages":[' + b",".join([item] * 20001) + b"]}}\n")


def many_thumbprints(out):
    out.write(SCHEMA + b'"roots":{"present":[' + b",".join([b'"' + b"A" * 40 + b'"'] * 10001) + b"]}}\n")


def many_pending(out):
    out.write(SCHEMA + b'"reboot":{"pending":[' + b",".join([b'"cbs"'] * 1001) + b"]}}\n")


def many_modules(out):
    item = b'{"module":"agent","version":"20.0.0-1"}'
    out.write(SCHEMA + b'"modules":{"items":[' + b",".join([item] * 1001) + b"]}}\n")


def many_digits(out):
    out.write(SCHEMA + b'"os":{"ubr":' + b"9" * 3_000_000 + b"}}\n")


def fault_at_the_end(out):
    out.write(SCHEMA + b'"x":[' + b"0,\n" * 1_000_000 + b"]}\n")


def many_escapes(out):
    out.write(SCHEMA + b'"host":{"name":"' + b"\\u0041" * 600_000 + b'"}}\n')


def filler(head, piece, size=(512 << 10) - 64, tail=b""):
    """A policy just below the size limit, of one piece again and again."""

    def write(out):
        out.write(head + piece * ((size - len(head) - len(tail)) // len(piece)) + tail)

    return write


CASES = b"schema: acsgate.cases/v1\ndefaults: {now: 2026-11-22T12:00:00Z, expect: unknown}\ncases:\n"


def many_cases(out):
    rows = b", ".join(b"%d" % number for number in range(10001))
    out.write(CASES + b"  - {name: a, columns: build, rows: [" + rows + b"]}\n")


def many_facts(out):
    """Rows that say little, each of a host of 200 KB."""
    kbs = b", ".join(b"KB%d" % number for number in range(4000000, 4010000))
    rows = b", ".join([b"1"] * 9000)
    out.write(CASES + b"  - {name: a, hotfixes: [" + kbs + b"], columns: build, rows: [" + rows + b"]}\n")


def policy_keys(out):
    out.write(b"extends: builtin\n" + b"".join(b"k%d: 1\n" % number for number in range(50000)))


GENERATED = {
    "facts": {
        "generated-scalar-50-mb.json": huge_scalar,
        "generated-arrays-20000-deep.json": deep_arrays,
        "generated-arrays-open-4-million-deep.json": deep_open,
        "generated-objects-20000-deep.json": deep_objects,
        "generated-keys-100000.json": many_keys,
        "generated-keys-alike.json": many_like_keys,
        "generated-services-10001.json": many_services,
        "generated-hotfixes-10001.json": many_hotfixes,
        "generated-packages-20001.json": many_packages,
        "generated-thumbprints-10001.json": many_thumbprints,
        "generated-pending-1001.json": many_pending,
        "generated-modules-1001.json": many_modules,
        "generated-digits-3-million.json": many_digits,
        "generated-fault-at-the-end.json": fault_at_the_end,
        "generated-escapes-600000.json": many_escapes,
    },
    "policy": {
        "generated-scalar-50-mb.yaml": filler(b"name: ", b"A" * 1024, 50 << 20),
        "generated-canonical-50-mb.json": filler(b'{"name":"', b"A" * 1024, 50 << 20),
        "generated-scalar-500-kb.yaml": filler(b"name: ", b"A" * 1024),
        "generated-flow-20000-deep.yaml": filler(b"name: ", b"[", 20000),
        "generated-block-20000-deep.yaml": filler(b"", b"- ", 40000),
        "generated-json-20000-deep.json": filler(b'{"name":', b"[", 20000),
        "generated-indent-deep.yaml": lambda out: out.write(b"".join(b" " * level + b"a:\n" for level in range(900))),
        "generated-commas.yaml": filler(b"name: [", b"a,", tail=b"a]\n"),
        "generated-braces.yaml": filler(b"name: ", b"{"),
        "generated-question-marks.yaml": filler(b"", b"? "),
        "generated-colons.yaml": filler(b"a: ", b"b: "),
        "generated-quotes.yaml": filler(b"name: [", b'"",', tail=b'""]\n'),
        "generated-anchors.yaml": filler(b"name: [", b"&a a, *a,"),
        "generated-folded.yaml": filler(b"name: >\n", b"  a\n\n"),
        "generated-blank-lines.yaml": filler(b"name: a\n", b"\n"),
        "generated-comments.yaml": filler(b"name: a\n", b"# x\n"),
        "generated-documents.yaml": filler(b"name: a\n", b"---\na: b\n"),
        "generated-keys-50000.yaml": policy_keys,
        "generated-tags.yaml": filler(b"name: ", b"!a "),
        "generated-percent.yaml": filler(b"", b"%TAG ! a\n"),
    },
    "cases": {
        "generated-cases-10001.yaml": many_cases,
        "generated-facts-large.yaml": many_facts,
        "generated-deep.yaml": filler(CASES, b"- ", 40000),
    },
}

SUITES = {
    # folder: (arguments, exit code, endings of a case, least number of cases)
    "facts": (["check", "--facts"], 22, (".json",), 40),
    "policy": (["policy", "digest"], 20, (".yaml", ".yml", ".json"), 60),
    "cases": (["policy", "test"], 20, (".yaml",), 55),
}


class Outcome:
    def __init__(self, code, stdout, stderr, seconds, peak):
        self.code, self.stdout, self.stderr, self.seconds, self.peak = code, stdout, stderr, seconds, peak


def run(command):
    """Runs to the end; output goes through files so that a full pipe cannot hold the child up."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        watchdog = threading.Timer(HANG_SECONDS, child.kill)
        watchdog.start()
        _, status, usage = os.wait4(child.pid, 0)
        watchdog.cancel()
        seconds = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Outcome(child.returncode, out.read(), err.read(), seconds, usage.ru_maxrss * 1024)


def messages(stderr, path):
    """The lines of stderr with the folder taken out, and what is wrong with their form."""
    lines, faults = [], []
    for line in stderr.decode("utf-8", "backslashreplace").splitlines():
        if not line.startswith(PREFIX):
            faults.append(f"line without {PREFIX!r}: {line[:200]}")
        text = line.removeprefix(PREFIX).replace(path.parent.as_posix() + "/", "")
        lines.append(text.removeprefix(path.name + ":").lstrip(" "))
    if not lines:
        faults.append("nothing on stderr")
    return lines, faults


def check(binary, arguments, code, path):
    outcome = run([binary, *arguments, str(path)])
    lines, faults = messages(outcome.stderr, path)
    if outcome.code != code:
        faults.append(f"exit code {outcome.code}, expected {code}")
    if outcome.stdout:
        faults.append(f"stdout is not empty: {outcome.stdout[:200]!r}")
    if outcome.seconds > MAX_SECONDS:
        faults.append(f"took {outcome.seconds:.2f} s, limit {MAX_SECONDS} s")
    if not SLOW and outcome.peak > MAX_BYTES:
        faults.append(f"took {outcome.peak >> 20} MB, limit {MAX_BYTES >> 20} MB")
    return lines, faults


def read_expected(path):
    expected = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, tab, message = line.partition("\t")
        if not tab:
            sys.exit(f"{path}: no tab in {line!r}")
        expected.setdefault(name, []).append(message)
    return expected


def run_suite(binary, suite, update, scratch):
    arguments, code, endings, least = SUITES[suite]
    folder = HERE / suite
    paths = sorted(path for path in folder.iterdir() if path.suffix in endings) if folder.is_dir() else []
    if not paths:
        print(f"{suite}: no cases yet")
        return 0
    if not update and not (folder / EXPECTED).exists():
        print(f"{suite}: no {EXPECTED} yet; run with --update and read the result")
        return 1
    for name, write in GENERATED[suite].items():
        path = scratch / name
        with open(path, "wb") as out:
            write(out)
        paths.append(path)
    expected = {} if update else read_expected(folder / EXPECTED)
    found, failures = {}, 0
    for path in paths:
        lines, faults = check(binary, arguments, code, path)
        found[path.name] = lines
        if not update and lines != expected.get(path.name):
            faults.append("message differs")
            faults += [f"  expected {line}" for line in expected.get(path.name, ["nothing: not in " + EXPECTED])]
            faults += [f"  found    {line}" for line in lines]
        for fault in faults:
            print(f"{suite}/{path.name}: {fault}")
        failures += bool(faults)
        if path.parent == scratch:
            path.unlink()
    for name in sorted(expected.keys() - found.keys()):
        print(f"{suite}/{name}: in {EXPECTED}, but there is no such case")
        failures += 1
    if len(paths) < least:
        print(f"{suite}: {len(paths)} cases, expected at least {least}")
        failures += 1
    if update:
        text = "".join(f"{name}\t{line}\n" for name in sorted(found) for line in found[name])
        (folder / EXPECTED).write_text(text, encoding="utf-8", newline="\n")
    print(f"{suite}: {len(paths)} cases, {failures} failed")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--update", action="store_true", help="write the expected messages anew")
    parser.add_argument("--only", choices=sorted(SUITES))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="acsgate-corpus-") as scratch:
        suites = [options.only] if options.only else list(SUITES)
        failures = sum(
            run_suite(os.path.abspath(options.binary), suite, options.update, Path(scratch).resolve()) for suite in suites
        )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
