"""Decisions as the binary prints them."""

import json

from engine import NOW, TOP
from schemas import places

QUESTIONS = [
    [],
    ["--lang", "ja"],
    ["--build", "20.0.0-6690", "--build", "20.0.0-5012"],
    ["--build", "20.0.6690", "--build", "11.0.0-2580", "--build", "99.0.0-1"],
    ["--module", "notifier", "--build", "12.0.0-2932"],
    ["--module", "feature-package", "--released", "2023-02-10"],
    ["--module", "manager", "--build", "20.0.737"],
    ["--module", "scan-engine"],
    ["--module", "dsva"],
]


def check_decisions(report, engine, schema):
    decisions = []
    for facts in [*sorted((TOP / "policies/samples").glob("*.json")), *sorted((TOP / "tests/cli/facts").glob("*.json"))]:
        for question in QUESTIONS:
            text = engine.printed("check", "--facts", str(facts), "--format", "json", *NOW, *question)
            decisions.append((f"{facts.name} {' '.join(question)}", json.loads(text)))
    for words in ([], ["--policy", "tests/cli/facts/site.yaml"], ["--rollout", "tests/cli/rollouts/limited.yaml"]):
        text = engine.printed("fleet", "tests/cli/facts/fleet.ndjson", *NOW, *words)
        decisions += [(f"line {index + 1} of the fleet", json.loads(line)) for index, line in enumerate(text.splitlines())]
    for name, decision in decisions:
        complaints = schema.complaints(decision) + [f"undeclared key {key}" for key in schema.undocumented(decision)]
        report.check(not complaints, f"decision.schema.json and {name}", *complaints)
    for place, (seen, declared) in places(schema, [decision for _, decision in decisions]).items():
        # Every declared key shows up somewhere: none is left over from an earlier format.
        report.equal(f"decision: keys printed at {'.'.join(map(str, place)) or 'top'}", sorted(seen), sorted(declared))
    names = {decision["decision"] for _, decision in decisions}
    declared = schema.document["properties"]["decision"]["enum"]
    report.equal("decision: decisions seen", sorted(names), sorted(declared))
