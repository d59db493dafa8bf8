"""The schemas themselves, and the files that they must accept or refuse."""

import pathlib
import re

from jsonschema import Draft202012Validator

import mutations
from documents import Unreadable, merged, read_json, read_yaml
from engine import TOP
from schemas import subschemas

HERE = TOP / "tests/schema"
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
MODELINE = re.compile(rb"^# yaml-language-server: \$schema=(\S+)$", re.MULTILINE)
OPEN = {"facts", "decision"}  # readers pass over what they do not know


def _explains(text):
    english, _, japanese = text.partition("\n\n")
    return bool(re.search("[A-Za-z]", english)) and not JAPANESE.search(english) and bool(JAPANESE.search(japanese))


def check_schemas(report, engine, schemas):
    names = engine.printed("policy", "schema").decode().split()
    report.equal("the names that the binary lists", sorted(names), sorted(schemas))
    shared = {}
    for name, schema in schemas.items():
        document = schema.document
        report.equal(f"{name}: the schema in the binary", engine.printed("policy", "schema", name), schema.path.read_bytes())
        Draft202012Validator.check_schema(document)
        report.equal(f"{name}: $schema", document.get("$schema"), "https://json-schema.org/draft/2020-12/schema")
        report.equal(f"{name}: $id", document.get("$id"), f"urn:acsgate:schema:{name}:v1")
        report.check(document.get("title"), f"{name}: has no title")
        for path, node in subschemas(document):
            where = f"{name}: {'/'.join(map(str, path))}"
            if "properties" in node and "type" in node:
                for key, value in node["properties"].items():
                    report.check(_explains(value.get("description", "")), f"{where}: {key} lacks a description in both languages")
                closed = node.get("additionalProperties") is False
                report.check(closed != (name in OPEN), f"{where}: additionalProperties {'missing' if not closed else 'false'}")
            if "pattern" in node:
                fits = all(re.search(node["pattern"], example) for example in node.get("examples", []))
                report.check(fits, f"{where}: an example does not fit the pattern")
        for key, definition in document["$defs"].items():
            refines = "type" not in definition and "enum" not in definition
            report.check(refines or _explains(definition.get("description", "")), f"{name}: $defs/{key} lacks a description")
            # Each schema stands alone, so some definitions stand in several: under one name always the same.
            report.equal(f"{name}: $defs/{key} as in the other schemas", definition, shared.setdefault(key, definition))


def _accept(report, schema, what, document):
    complaints = schema.complaints(document)
    report.check(not complaints, f"{schema.path.name} refuses {what}", *complaints)


def check_shipped(report, engine, schemas):
    for name in ("trendmicro-deep-security.yaml", "platforms/windows.yaml", "rollouts/sample.yaml"):
        report.check(MODELINE.search((TOP / "policies" / name).read_bytes()), f"policies/{name} names no schema for editors")
    for path in sorted((TOP / "policies").rglob("*.yaml")):
        if line := MODELINE.search(path.read_bytes()):
            named = (path.parent / line[1].decode()).resolve()
            known = [schema for schema in schemas.values() if schema.path == named]
            report.check(known, f"{path.name} names a schema that is not there")
            for schema in known:
                _accept(report, schema, path.name, read_yaml(path.read_bytes()))
    for path in [*(TOP / "tests/cli/facts").glob("*.yaml"), HERE / "complete-policy.yaml", HERE / "complete-overlay.yaml"]:
        _accept(report, schemas["policy"], path.name, read_yaml(path.read_bytes()))
    for path in [*(TOP / "policies/tests").glob("*.yaml"), *(TOP / "tests/fuzz/corpus/casebook").glob("*.yaml"), HERE / "complete-cases.yaml"]:
        _accept(report, schemas["cases"], path.name, read_yaml(path.read_bytes()))
    codes = re.findall(r'"([A-Z]+\.[A-Z_]+)"', (TOP / "plugin/src/gate/code_table.cpp").read_text(encoding="utf-8"))
    report.equal("cases: reason codes", schemas["cases"].document["$defs"]["code"]["enum"], codes)
    reason = schemas["decision"].document["$defs"]["reason"]["properties"]["code"]["pattern"]
    report.equal("decision: reason codes that the pattern refuses", [code for code in codes if not re.search(reason, code)], [])
    for arguments in ([], ["policies/trendmicro-deep-security.yaml"], ["tests/cli/facts/site.yaml"], ["tests/schema/complete-overlay.yaml"]):
        canonical = engine.printed("policy", "show", "--canonical", *arguments)
        _accept(report, schemas["policy"], f"the canonical form of {arguments or 'the builtin policy'}", read_json(canonical))
    fuzz = [*(TOP / "tests/fuzz/corpus/policy").iterdir(), *(TOP / "tests/fuzz/corpus/facts").iterdir()]
    for path in [*(TOP / "policies/samples").glob("*.json"), *(TOP / "tests/cli/facts").glob("*.json"), *fuzz]:
        kind, read = ("policy", read_yaml) if path.parent.name == "policy" else ("facts", read_json)
        _accept(report, schemas[kind], path.name, read(path.read_bytes()))
    lines = [read_json(line) for path in (TOP / "tests/cli/facts").glob("fleet*.ndjson") for line in path.read_bytes().splitlines()]
    report.check(lines and not engine.refused_facts(lines), "the reader refuses a line of tests/cli/facts/fleet*.ndjson")
    for index, line in enumerate(lines):
        _accept(report, schemas["facts"], f"line {index + 1} of the fleet", line)


def _verdict(schema, data, read, base):
    try:
        document = read(data)
    except Unreadable:
        return "unreadable"
    if not schema.accepts(document):
        return "refused"
    overlay = isinstance(document, dict) and document.get("extends") == "builtin"
    return "refused merged" if overlay and not schema.accepts(merged(base, document)) else "accepted"


def check_corpus(report, engine, schemas):
    """Broken files are refused, but for those in unseen-*.txt, each with its reason.

    unreadable      the file is no YAML or JSON, and the schema is never asked
    refused merged  nothing is wrong with the overlay alone; what it makes of the policy that it extends is refused
    accepted        the mistake is one that a schema can't see
    """
    base = read_json(engine.printed("policy", "show", "--canonical"))
    for kind, read in (("policy", read_yaml), ("facts", read_json), ("cases", read_yaml)):
        if not (TOP / "tests/corpus" / kind).is_dir():
            continue
        listed = {}
        for line in (HERE / f"unseen-{kind}.txt").read_text(encoding="utf-8").splitlines():
            name, verdict, reason = line.split("\t")
            listed[name] = verdict
            report.check(verdict in ("unreadable", "refused merged", "accepted") and reason, f"unseen-{kind}.txt: {line}")
        broken = {path.name: path for path in (TOP / "tests/corpus" / kind).iterdir() if path.suffix in (".yaml", ".json")}
        report.equal(f"files in unseen-{kind}.txt that are not there", sorted(listed.keys() - broken.keys()), [])
        for name, path in sorted(broken.items()):
            verdict = _verdict(schemas[kind], path.read_bytes(), read, base)
            report.equal(f"tests/corpus/{kind}/{name}", verdict, listed.get(name, "refused"))


# Where in the sample, and what there: None removes.
BROKEN_ROLLOUTS = [
    ("schema", "acsgate.rollout/v2"),
    ("name", ""),
    ("policy", None),
    ("zone", "JST+9:00"),
    ("zone", None),
    ("unknown", "x"),
    ("offer", []),
    ("offer.0.build", "20.0"),
    ("offer.0.build", "20.0.0-06690"),
    ("offer.0.module", None),
    ("offer.0.arch", "amd64"),
    ("offer.0.file", "agent.msi"),
    ("offer.0.sha256", "abc"),
    ("waves", []),
    ("waves.0.match", None),
    ("waves.0.match", {}),
    ("waves.0.match.labels", {}),
    ("waves.0.match.ring", "canary"),
    ("waves.0.max_failures", -1),
    ("waves.0.max_hosts", "5"),
    ("first", {}),
    ("waves.0.soak", "1 day"),
    ("waves.0.soak", "0h"),
    ("waves.0.approve", "yes"),
    ("waves.1.up_to_percent", 101),
    ("waves.1.min_success_percent", "98"),
    ("waves.1.name", None),
    ("budget", {}),
    ("change_windows.0.days", ["monday"]),
    ("change_windows.0.days", ["mon", "mon"]),
    ("change_windows.0.from", "24:00"),
    ("change_windows.0.to", None),
    ("blackouts.0.until", "2027-02-29"),
    ("blackouts.0.until", "2027-01-04T25:00"),
    ("blackouts.0.until", "2027-01-04T18:00:00Z"),
    ("blackouts.0.reason", None),
    ("max_in_flight.0.hosts", 0),
    ("max_in_flight.0.label", None),
    ("holds.0.reason", None),
    ("holds.0.owner", ""),
    ("holds.0.match", None),
    ("waivers.0.approver", None),
    ("waivers.0.until", None),
    ("waivers.0.requirement", None),
    ("waivers.0.until", "soon"),
    ("accepted_risks.0.risks", []),
    ("accepted_risks.0.reason", None),
    ("accepted_risks.0.until", None),
]


def check_rollout(report, schema):
    sample = read_yaml((TOP / "policies/rollouts/sample.yaml").read_bytes())
    for place, value in BROKEN_ROLLOUTS:
        path = [int(step) if step.isdigit() else step for step in place.split(".")]

        def change(parent, step):
            if value is None:
                del parent[step]
            else:
                parent[step] = value

        broken = mutations.changed(sample, path, change)
        report.check(not schema.accepts(broken), f"rollout.schema.json accepts {place} = {value!r}")
    for place, value in (("holds.0.until", "2026-12-31T18:00"), ("waves.1.match", {"id": "*7"}), ("salt", 2026), ("waves.2.max_hosts", 50), ("first", {"labels": {"role": "relay"}})):
        path = [int(step) if step.isdigit() else step for step in place.split(".")]
        good = mutations.changed(sample, path, lambda parent, step: parent.update({step: value}))
        _accept(report, schema, f"{place} = {value!r}", good)
