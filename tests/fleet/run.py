#!/usr/bin/env python3
"""What `acsgate fleet` says of many hosts, against what is known otherwise.

* Decisions on random hosts are those of the engine, which decides every host alone, byte for byte, however the lines are dressed:
  CRLF, a byte order mark, unknown keys, a line of 1 MB, no end of the last line. The summary counts the same decisions.
* The summary counts what the decisions of the hosts say one by one: see recount.py.
* A line that a strict parser of JSON refuses is refused.
* What-if equals a brute-force recomputation: see mending.py.
* Waves in CSV and summary are those of `wave plan`; a CSV file is read back by Python's parser.
* A baseline is compared as sets of names are.
"""

import argparse
import collections
import csv
import io
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "tests/differential"), str(TOP / "tests/fleet")]
import mending  # noqa: E402
import random_hosts  # noqa: E402
import recount  # noqa: E402
import reference  # noqa: E402
import run as differential  # noqa: E402

NOW = differential.NOON
CHUNK = 10_000
LIMITED = """schema: acsgate.rollout/v1
name: limited
policy: builtin
zone: UTC
offer: [{module: agent, build: 20.0.0-6690}]
waves:
  - {name: canary, match: {labels: {ring: canary}}, max_hosts: 40}
  - {name: few, up_to_percent: 20, max_hosts: 100}
  - {name: most, up_to_percent: 90}
salt: limited
"""


class Failed(Exception):
    pass


def check(holds, *what):
    if not holds:
        raise Failed(" ".join(map(str, what)))


class Tester:
    def __init__(self, binary, engine, folder, count):
        self.binary, self.engine, self.folder, self.count = binary, engine, folder, count
        self.policy = json.loads(self.run("policy", "show", "--canonical"))
        self.now = reference.parse_time(NOW)

    def run(self, *words, program=None, code=0):
        done = subprocess.run([str(program or self.binary), *map(str, words)], capture_output=True, cwd=TOP, timeout=600, check=False)
        check(done.returncode == code, words, "exit", done.returncode, done.stderr[:2000])
        return done.stdout

    def fleet(self, *words, code=0):
        return self.run("fleet", *words, "--now", NOW, code=code)

    def hosts(self, count, seed, policy=None):
        return list(random_hosts.lines(random_hosts.World(policy or self.policy, self.now), count, seed))

    def write(self, name, lines, end="\n", start=b"", last_end=True):
        path = self.folder / name
        text = end.join(lines) + (end if last_end else "")
        path.write_bytes(start + text.encode("utf-8", "surrogatepass"))
        return path

    # Decisions

    def decisions(self):
        chance = random.Random(11)
        counts = collections.Counter()
        for seed in range(-(-self.count // CHUNK)):
            lines = self.hosts(min(CHUNK, self.count - seed * CHUNK), 100 + seed)
            alone = self.run("fleet", self.write("plain", lines), "--now", NOW, program=self.engine)
            dressed = [self.dressed(line, chance) for line in lines]
            dressed.insert(chance.randrange(len(lines)), "")
            path = self.write("dressed", dressed, chance.choice(["\n", "\r\n"]), chance.choice([b"", b"\xef\xbb\xbf"]), chance.random() < 0.5)
            together = self.fleet(path)
            if together != alone:
                pairs = itertools.zip_longest(together.splitlines(), alone.splitlines())
                check(False, "fleet and engine differ:", next(pair for pair in pairs if pair[0] != pair[1]))
            seen = collections.Counter(json.loads(line)["decision"] for line in alone.splitlines())
            summed = json.loads(self.fleet(path, "--format", "json"))["decisions"]
            check({name: number for name, number in summed.items() if number} == dict(seen), "summary", summed, seen)
            counts.update(seen)
        return f"{sum(counts.values())} hosts decided as each alone ({', '.join(f'{name} {number}' for name, number in counts.items())})"

    @staticmethod
    def dressed(line, chance):
        """The same host with keys that nobody knows, at the start, where they change no value."""
        way = chance.random()
        if way < 0.7:
            return line
        stranger = {"x-new": chance.choice([1, None, "a", [1, {"build": 1}], {"status": "denied"}, -0.5e3])}
        if way > 0.9995:
            stranger["x-long"] = "x" * (1 << 20)
        return json.dumps(stranger)[:-1] + ", " + line.lstrip()[1:]

    def summary(self):
        path = self.write("summed", lines := self.hosts(min(CHUNK, self.count), 6))
        answer = json.loads(self.fleet(path, "--format", "json", "--by", "site", "--by", "ring"))
        return check(*recount.compare(self.policy, lines, self.fleet(path).splitlines(), answer)) or f"{len(lines)} hosts summed up as recounted"

    # Malformed lines

    def malformed(self):
        chance = random.Random(12)
        lines = self.hosts(2_000, 5)
        spoilt = []
        letters = "{}[]:,\"\\ \t0123456789eE+-.aun\f\x1a\x01\x7f\u3042"
        while len(spoilt) < 10_000:
            line = chance.choice(lines)
            for _ in range(chance.choice([1, 1, 2])):
                at = chance.randrange(len(line))
                line = line[:at] + chance.choice(["", chance.choice(letters), chance.choice(letters)]) + line[at + chance.randrange(3) :]
            if line.strip():
                spoilt.append(line)
        good = json.dumps({"schema": "acsgate.facts/v1", "host": {"name": "M"}})
        path = self.write("spoilt", [text for index, line in enumerate(spoilt) for text in (line, good.replace("M", f"MARK-{index}"))])
        printed = [json.loads(line)["host"] for line in self.fleet(path, "--brief", code=22).splitlines()]
        marks = {name: place for place, name in enumerate(printed) if name.startswith("MARK-")}
        check(len(marks) == len(spoilt), "a good line behind a bad one was lost")
        refused = 0
        before = -1
        for index, line in enumerate(spoilt):
            place = marks[f"MARK-{index}"]
            taken = place - before - 1
            before = place
            if not self.is_json(line):
                refused += 1
                check(taken == 0, "taken, though no strict parser takes it:", line)
        check(refused > 2_000, "too few lines were malformed:", refused)
        self.fleet(path, "--brief", "--strict", code=22)
        return f"{refused} of {len(spoilt)} spoilt lines are no JSON, and all of those are refused"

    @staticmethod
    def is_json(line):
        def refuse(word):
            raise ValueError(word)

        try:
            json.loads(line.removesuffix("\r"), parse_constant=refuse)
        except (ValueError, RecursionError):
            return False
        return True

    # What-if

    def what_if(self):
        hosts = checked = 0
        for seed, (name, module) in enumerate([(None, "agent"), ("other", "agent"), ("platforms", "agent"), ("strict", "manager")]):
            words = ["--module", module]
            if name:
                path = self.folder / "overlay.yaml"
                (self.folder / "updates.csv").write_text(differential.MORE_UPDATES, encoding="utf-8")
                path.write_text("extends: builtin\n" + differential.OVERLAYS[name], encoding="utf-8")
                words += ["--policy", path]
            policy = json.loads(self.run("policy", "show", "--canonical", *words[3:]))
            lines = self.hosts(max(1, self.count // 40), 900 + seed, policy)
            answer = json.loads(self.fleet(self.write("what-if", lines), "--format", "json", "--what-if", "all", *words))["what_if"]
            checked += self.compare_what_if(policy, module, lines, answer)
            hosts += len(lines)
        return f"{checked} counts of what-if are those of a brute-force recomputation on {hosts} random hosts"

    def compare_what_if(self, policy, module, lines, answer):
        mender = mending.Mender(policy)
        blocked = []
        for line in lines:
            facts = json.loads(line)
            outcomes = mender.outcomes(facts, module, self.now)
            if outcomes is not None:
                row = mender.row_with_floor(facts)
                blocked.append((tuple(row["proof_kb"]) if row else None, outcomes))
        check(answer["blocked"] == len(blocked), "blocked", answer["blocked"], len(blocked))
        beyond = sum(not outcomes[frozenset(mending.REMEDIES)] for _, outcomes in blocked)
        check(answer["beyond"] == beyond, "beyond", answer["beyond"], beyond)

        def unblocked(steps):
            def done(kbs):
                return frozenset(step["remedy"] for step in steps if "kb" not in step or tuple(step["kb"]) == kbs)

            return sum(outcomes[done(kbs)] for kbs, outcomes in blocked)

        singles = [{"remedy": remedy} for remedy in mending.REMEDIES]
        singles += [{"remedy": "update", "kb": list(kbs)} for kbs in {kbs for kbs, _ in blocked if kbs}]
        rows = [[step] for step in singles] + [list(pair) for pair in itertools.combinations(singles, 2) if pair[0]["remedy"] != pair[1]["remedy"]]
        rows.append(singles[:3])
        key = lambda steps: tuple(sorted((step["remedy"], *step.get("kb", [])) for step in steps))  # noqa: E731
        expected = {key(steps): unblocked(steps) for steps in rows}
        got = {key(row["steps"]): row["hosts"] for row in answer["ranking"]}
        # A named update beside another remedy is listed only where the two do more than either alone.
        for steps in rows:
            if len(steps) == 2 and any("kb" in step for step in steps) and unblocked(steps) <= max(unblocked(steps[:1]), unblocked(steps[1:])):
                del expected[key(steps)]
        wrong = {steps: (got.get(steps, 0), number) for steps, number in expected.items() if got.get(steps, 0) != number}
        check(not wrong and got.keys() <= expected.keys(), "what-if differs (acsgate, brute force):", wrong)
        numbers = [row["hosts"] for row in answer["ranking"]]
        check(numbers == sorted(numbers, reverse=True), "the ranking is not ranked")
        done = []
        for step in answer["way"]:
            done += step["steps"]
            check(step["total"] == unblocked(done), "the way", step, unblocked(done))
        return len(expected)

    # Waves and CSV

    def waves(self):
        rollout = self.folder / "rollout.yaml"
        rollout.write_text(LIMITED, encoding="utf-8")
        lines = []
        for index, line in enumerate(self.hosts(2_000, 77)):
            facts = json.loads(line)
            facts.setdefault("host", {})["id"] = f"host-{index}"
            lines.append(json.dumps(facts))
        path = self.write("waves", lines)
        plan = {host["id"]: host["wave"] or "" for host in json.loads(self.run("wave", "plan", path, "--rollout", rollout, "--now", NOW))["hosts"]}
        text = self.fleet(path, "--format", "csv", "--bom", "--rollout", rollout, "--by", "ring")
        check(text.startswith(b"\xef\xbb\xbfhost,id,fqdn,ring,wave,"), "csv head", text[:80])
        table = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))
        check({row["id"]: row["wave"] for row in table} == plan, "waves in csv and wave plan differ")
        listed = [json.loads(line)["wave"] or "" for line in self.fleet(path, "--brief", "--rollout", rollout).splitlines()]
        check(listed == list(plan.values()), "waves in ndjson and wave plan differ")
        summed = json.loads(self.fleet(path, "--format", "json", "--rollout", rollout))["rollout"]["waves"]
        check({wave["wave"] or "": wave["hosts"] for wave in summed} == collections.Counter(plan.values()), "waves summed up", summed)
        return f"{len(plan)} hosts in the waves of wave plan, and in a CSV file that is read back"

    def formulas(self):
        names = ["=1+1", "+1", "-1", "@A1", "\t=1", " =1", "a,b", 'a"b', "a\nb", "a\r=1", "＝1", "plain", "<b>&amp;", "a\u202eb"]
        path = self.write("names", [json.dumps({"schema": "acsgate.facts/v1", "host": {"name": name, "id": name, "labels": {"site": name}}}) for name in names])
        table = list(csv.reader(io.StringIO(self.fleet(path, "--format", "csv").decode("utf-8"), newline="")))
        check(len(table) == len(names) + 1 and len({len(row) for row in table}) == 1, "rows or cells were torn apart")
        for row in table:
            for cell in row:
                check(cell.isprintable() and not cell.lstrip(" ").startswith(("=", "+", "-", "@", "＝")), "a formula, or a control character:", row)
        check([row[0] for row in table[6:8]] == ["' =1", "a,b"], "cells", table[6:8])
        return f"{len(names)} hostile names are no formulas and plain text"

    # Baseline

    def baseline(self):
        then, now = self.hosts(3_000, 21), self.hosts(3_000, 22)
        named = [[self.named(line, index + offset) for index, line in enumerate(lines)] for lines, offset in ((then, 0), (now, 500))]
        old, new = self.write("then", named[0]), self.write("now", named[1])
        results = [{item["host"]: item["decision"] for item in map(json.loads, self.fleet(path, "--brief").splitlines())} for path in (old, new)]
        (self.folder / "old.ndjson").write_bytes(self.fleet(old))
        answer = json.loads(self.fleet(new, "--format", "json", "--baseline", self.folder / "old.ndjson"))["baseline"]
        both = results[0].keys() & results[1].keys()
        moves = collections.Counter((results[0][name], results[1][name]) for name in both)
        expected = {pair: number for pair, number in moves.items() if pair[0] != pair[1]}
        got = {(move["old"], move["now"]): move["hosts"] for move in answer["transitions"]}
        check(got == expected, "transitions", got, expected)
        check(answer["same"] == sum(moves.values()) - sum(expected.values()), "same", answer["same"])
        check((answer["new"], answer["gone"]) == (500, 500), "new and gone", answer["new"], answer["gone"])
        text = self.fleet(new, "--format", "summary", "--baseline", self.folder / "old.ndjson").decode()
        check((changed := sum(expected.values())) > 1_020 and f"and {changed - 20:,} more" in text, "changed hosts that are not named", changed)
        self.fleet(new, "--format", "summary", "--baseline", old)  # facts will do
        self.fleet(new, "--format", "summary", "--baseline", TOP / "README.md", code=22)
        return f"{len(both)} hosts compared with an earlier run"

    @staticmethod
    def named(line, index):
        facts = json.loads(line)
        facts["host"] = {**facts.get("host", {}), "name": f"Host-{index}"}
        return json.dumps(facts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--engine", required=True, type=pathlib.Path)
    parser.add_argument("--count", type=int, default=100_000, help="random hosts; what-if takes a tenth of them")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="acsgate-fleet-") as folder:
        tester = Tester(options.binary.resolve(), options.engine.resolve(), pathlib.Path(folder), options.count)
        for test in (tester.summary, tester.malformed, tester.waves, tester.formulas, tester.baseline, tester.what_if, tester.decisions):
            try:
                print(test(), flush=True)
            except Failed as failure:
                failed += 1
                print(f"FAILED {test.__name__}: {failure}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
