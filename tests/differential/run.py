#!/usr/bin/env python3
"""Compares `acsgate fleet` with the reference of this folder on random hosts.

Both follow plugin/DECISION.md, and neither knows the other. The hosts are shared out among several questions (policy, module,
builds, time). With --engine the output of that program, which takes the same command line and decides every host alone, must be
the same byte for byte.
"""

import argparse
import collections
import itertools
import json
import multiprocessing
import pathlib
import subprocess
import sys
import tempfile
import typing
import unittest

import random_hosts
import reference
import reference_test

TOP = pathlib.Path(__file__).resolve().parents[2]
POLICY = TOP / "policies/trendmicro-deep-security.yaml"
NOON = "2026-11-22T12:00:00Z"
BEFORE_ISSUED = "2026-11-21T23:59:59Z"
CHUNK = 5000
MOST_SHOWN = 5
LEAST_PERCENT = 5  # of each decision
COUNT_THAT_SHOWS_ALL = 10000

OVERLAYS = {
    "strict": """
on_unknown: hold
requirements:
  acs-update: {on_pending: legacy}
  acs-root: {absent_with_auto_update: unknown}
""",
    "other": """
facts_max_age: 36h
requirements:
  acs-update: {evidence: [native, hotfix, rollup_package, ubr]}
  settled: {no_pending_reboot: [file-rename], on_fail: legacy}
products:
  agent:
    lines:
      "20.0": {platforms: [windows-10-1809, windows-server-2012, windows-11]}
      "12.0": {patches: [0, 1, 2]}
""",
    "platforms": """
updates: updates.csv
platforms:
  rows:
    - {id: windows-7-sp1, proof_kb: [KB5006743]}
    - {id: windows-server-2012, proof_kb: [KB5009586, KB5010392]}
    - {id: windows-8.1, proof_kb: [KB5006729]}
    - {id: windows-10-1507, type: client}
    - {id: windows-10-1507-server, title: The same, build: 10240, type: server, min_ubr: 19086, proof_kb: [KB5006675], source: kb5022661}
    - {id: windows-10-1511, type: client}
    - {id: windows-10-1607, type: client}
    - {id: windows-10-1607-server, title: Another floor, build: 14393, type: server, min_ubr: 4770, proof_kb: [KB5007192], source: kb5022661}
    - {id: windows-10-1809, min_ubr: 2300, proof_kb: [KB5007206]}
    - {id: windows-10-1903, type: server}
    - {id: windows-10-1903-client, title: The same, build: 18362, type: client, never: true, source: kb5022661}
    - {id: windows-10-20h2, proof_kb: [KB5005611, KB5011487]}
requirements:
  acs-update: {evidence: [native, rollup_package, ubr, hotfix]}
  acs-root: {root_certificate: {sha256: 0000000000000000000000000000000000000000000000000000000000000000}}
products:
  agent: {requires: [settled, acs-root, acs-update]}
  manager: {requires: [acs-update]}
""",
}

# For the overlay "platforms": builds with rows of two sources, rows that precede the first proof, a KB with rows on both sides of
# the floor, and one that is a rollup and a security-only update.
MORE_UPDATES = """build,ubr,kb,released,kind,source
7601,25768,KB5007236,2021-11-09,security-only,wesng
9600,,KB5005613,2021-09-14,monthly-rollup,wesng
9600,20100,KB5005076,2021-08-10,monthly-rollup,wesng
9600,20200,KB5008263,2021-12-14,monthly-rollup,dataforgeeks
14393,4600,KB5008207,2021-12-14,regular,dataforgeeks
17763,2400,KB5009616,2022-01-25,preview,wesng
19042,,KB5006670,2021-09-14,monthly-rollup,wesng
"""


class Question(typing.NamedTuple):
    """What is asked of a share of the hosts. Policy: None for the one compiled in, a path, or the name of an overlay."""

    builds: tuple[str, ...]
    policy: pathlib.Path | str | None = None
    module: str = "agent"
    released: str | None = None
    now: str = NOON
    share: int = 1
    halt: str | None = None

    def words(self):
        words = ["--now", self.now, "--module", self.module]
        words += [word for build in self.builds for word in ("--build", build)]
        words += ["--halt", self.halt] if self.halt is not None else []
        return words + (["--released", self.released] if self.released else [])


QUESTIONS = [
    Question(("20.0.0-6690", "20.0.0-5995"), POLICY, share=6),
    Question(("20.0.6690", "20.0.1-690"), share=2),
    Question(("20.0.690", "12.0.2931", "12.0.0.2932"), module="relay"),
    Question(("11.0.0-2580", "21.0.0-100"), released="2023-01-31"),
    Question(("11.0.0-2579", "21.0.5"), released="2023-02-01"),
    Question(("20.0.0-6689", "20.0.0-6690"), module="notifier"),
    Question(("20.0.737", "20.0.0-736"), module="manager"),
    Question(("21.0.0-5",), module="scan-engine"),
    Question(("20.0.0-100",), module="feature-package", released="2023-01-31"),
    Question(("20.0.0-100",), module="feature-package", released="2023-02-01"),
    Question(("20.0.0-100",), module="feature-package", released="2023-02-15"),
    Question(("20.0.0-100", "20.0.101"), module="feature-package"),
    Question((), share=2),
    Question(("20.0.0-6690", "20.0.0-5995"), halt="a defect in 20.0.0-6690"),
    Question((), module="manager", halt=""),
    Question((), module="manager"),
    Question(("20.0.0-6690", "20.0.0-6689"), now=BEFORE_ISSUED, share=2),
    Question(("20.0.0-6690", "20.0.0-5995"), "strict", share=4),
    Question(("20.0.0-6690", "12.0.2932", "11.0.0-1"), "other", share=4),
    Question(("20.0.0-6690", "20.0.0-6689"), "platforms", share=6),
    Question(("20.0.736", "20.0.0.737"), "platforms", module="manager"),
]


class Chunk(typing.NamedTuple):
    question: Question
    count: int
    seed: int


class Programs(typing.NamedTuple):
    binary: pathlib.Path
    engine: pathlib.Path | None


class Findings(typing.NamedTuple):
    decisions: collections.Counter
    codes: collections.Counter
    differences: list[str]

    @classmethod
    def none(cls):
        return cls(collections.Counter(), collections.Counter(), [])

    def add(self, other):
        self.decisions.update(other.decisions)
        self.codes.update(other.codes)
        self.differences.extend(other.differences)


def run(words):
    done = subprocess.run([str(word) for word in words], capture_output=True, cwd=TOP, timeout=600, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}\nexit {done.returncode}\n{done.stderr.decode('utf-8', 'replace')}")
    return done.stdout


def comparable(expected):
    """The answer of the reference in the words of `acsgate.decision/v1`."""
    asked = [{**item, "allowed": item["outcome"] == "allowed"} for item in expected["asked"]]
    for item in asked:
        del item["outcome"]
    return {**expected, "asked": asked, "codes": sorted(expected["codes"])}


def codes_of(decision):
    for part in (decision, *decision["asked"], *decision["requirements"]):
        yield from (reason["code"] for reason in part.get("reasons", ()))


def comparable_output(decision, builds):
    codes = set(codes_of(decision)) & reference.COMPARED_CODES
    if not builds:
        codes.discard("MODULE.NOT_READ")
    return {
        **{key: decision[key] for key in ("host", "decision", "acs_ready", "allowed", "build")},
        "platform": decision["platform"]["id"] if decision["platform"] else None,
        "asked": [{key: item[key] for key in ("build", "acs", "allowed")} for item in decision["asked"]],
        "requirements": [[item["id"], item["status"]] for item in decision["requirements"]],
        "codes": sorted(codes),
    }


def describe(chunk, host, expected, got):
    keys = [key for key in expected if expected[key] != got.get(key)]
    return "\n".join(
        [
            f"--- seed {chunk.seed}, policy {chunk.question.policy or 'builtin'}, {' '.join(chunk.question.words())}",
            f"host: {host}",
            f"differs in: {', '.join(keys)}",
            f"reference: {json.dumps(expected)}",
            f"acsgate:   {json.dumps(got)}",
        ]
    )


class Comparison:
    def __init__(self, programs, folder):
        self.programs = programs
        (folder / "updates.csv").write_text(MORE_UPDATES, encoding="utf-8")
        self.policy_words = {None: [], POLICY: ["--policy", POLICY]}
        for name, text in OVERLAYS.items():
            path = folder / f"{name}.yaml"
            path.write_text("extends: builtin\n" + text, encoding="utf-8")
            self.policy_words[name] = ["--policy", path]
        self.policies = {}
        for key, words in self.policy_words.items():
            canonical = run([programs.binary, "policy", "show", "--canonical", *words[1:]])
            self.policies[key] = json.loads(canonical)
        self.references = {key: reference.Reference(policy) for key, policy in self.policies.items()}

    def compare(self, chunk):
        question = chunk.question
        now = reference.parse_time(question.now)
        world = random_hosts.World(self.policies[question.policy], now, question.builds)
        hosts = list(random_hosts.lines(world, chunk.count, chunk.seed))
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".ndjson") as file:
            file.writelines(host + "\n" for host in hosts)
            file.flush()
            words = ["fleet", file.name, "--format", "ndjson", *self.policy_words[question.policy], *question.words()]
            output = run([self.programs.binary, *words]).splitlines()
            alone = run([self.programs.engine, *words]).splitlines() if self.programs.engine else output
        findings = Findings.none()
        for number, (host, line, line_alone) in enumerate(itertools.zip_longest(hosts, output, alone), 1):
            if host is None or line is None or line_alone is None:
                lengths = f"{len(hosts)} hosts, {len(output)} decisions, {len(alone)} by the engine"
                findings.differences.append(f"--- seed {chunk.seed}, line {number}: {lengths}")
                break
            expected = self.references[question.policy].decide(
                json.loads(host), question.module, question.builds, now, question.released, question.halt is not None
            )
            findings.decisions[expected["decision"]] += 1
            findings.codes.update(expected["codes"])
            expected = comparable(expected)
            got = comparable_output(json.loads(line), question.builds)
            if expected != got:
                findings.differences.append(describe(chunk, host, expected, got))
            elif line != line_alone:
                texts = f"fleet:  {line.decode()}\nengine: {line_alone.decode()}"
                findings.differences.append(f"--- seed {chunk.seed}, {' '.join(question.words())}\nhost: {host}\n{texts}")
        return findings


def chunks(count, seed):
    """Shares the hosts out among the questions, in pieces that a process takes at a time."""
    shares = sum(question.share for question in QUESTIONS)
    given = passed = 0
    number = 0
    for question in QUESTIONS:
        passed += question.share
        mine = count * passed // shares - given
        given += mine
        while mine > 0:
            number += 1
            yield Chunk(question, min(mine, CHUNK), seed * 1_000_000 + number)
            mine -= CHUNK


class Worker:
    """One Comparison a process: policies are read once."""

    comparison = None

    @classmethod
    def start(cls, programs, folder):
        cls.comparison = Comparison(programs, folder)

    @classmethod
    def compare(cls, chunk):
        try:
            return cls.comparison.compare(chunk)
        except SystemExit as failure:  # would end the worker in silence
            findings = Findings.none()
            findings.differences.append(str(failure))
            return findings


def reference_holds():
    suite = unittest.defaultTestLoader.loadTestsFromModule(reference_test)
    return unittest.TextTestRunner(stream=sys.stderr, verbosity=0).run(suite).wasSuccessful()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--engine", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    if not reference_holds():
        return 1
    programs = Programs(options.binary.resolve(), options.engine.resolve() if options.engine else None)
    findings = Findings.none()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        Comparison(programs, folder)  # a policy that can't be read is said once, here
        with multiprocessing.Pool(options.processes, Worker.start, (programs, folder)) as pool:
            for some in pool.imap(Worker.compare, chunks(options.count, options.seed)):
                findings.add(some)
    decisions, codes, differences = findings
    for difference in differences[:MOST_SHOWN]:
        print(difference)
    missed = []
    if options.count >= COUNT_THAT_SHOWS_ALL:
        names = [decision for decision in reference.OUTCOMES if decisions[decision] * 100 < LEAST_PERCENT * options.count]
        missed = [f"decision {name} below {LEAST_PERCENT} %" for name in names]
        missed += [f"no host with {code}" for code in sorted(reference.COMPARED_CODES - codes.keys())]
    if missed:
        print(f"--- the hosts test too little: {', '.join(missed)}")
    shown = ", ".join(f"{name} {100 * number / options.count:.1f} %" for name, number in decisions.most_common())
    compared = "acsgate, the reference and the engine" if programs.engine else "acsgate and the reference"
    print(
        f"{options.count} hosts, {len(QUESTIONS)} questions, seed {options.seed}: {compared} differ on {len(differences)} ({shown})"
    )
    return 1 if differences or missed else 0


if __name__ == "__main__":
    sys.exit(main())
