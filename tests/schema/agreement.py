"""The loaders and their schemas agree: on which keys there are, and on which small changes are mistakes."""

import re

import edges
import mutations
from documents import merged, read_json, read_yaml
from engine import TOP
from schemas import places

HERE = TOP / "tests/schema"

# What the loader sees and a schema can't: nothing else excuses a schema that accepts what the loader refuses.
UNSEEN = {
    "reference to nothing": r'there is no (source|requirement|platform|ESU programme) "|there is no file "|'
    r'file ".*" can\'t be opened|is not a regular file',
    "names taken": r'product name ".*" is taken|id ".*" stands here twice|has a row already',
    "sort order": r"must be sorted|no row can follow one|this update row stands here twice",
    "comparison of two values": r'"acs_from" must not be earlier|"first_acs" must be a build of line|'
    r'names KB\d+ as proof, but|lacks "known_until"',
    "the end of a long list of complaints": r"^and \d+ more$",
}
UNSEEN_ANY = re.compile("|".join(UNSEEN.values()))


def _vocabulary(*globs):
    """Every word in the loader's source that could be a key."""
    words = set()
    for pattern in globs:
        for path in (TOP / "plugin/src").glob(pattern):
            words.update(re.findall(r'"([a-z][a-z0-9_]*)"', path.read_text(encoding="utf-8")))
    return words


def _check_coverage(report, schema, samples, vocabulary):
    # Places of one shape, such as the cases, the rows and the defaults of a case file, need be complete only together.
    shapes = {}
    for place, (seen, declared) in places(schema, samples).items():
        names, all_seen = shapes.setdefault(frozenset(declared), ([], set()))
        names.append(".".join(map(str, place)) or "top")
        all_seen.update(seen)
    for declared, (names, seen) in shapes.items():
        name = ", ".join(names)
        report.equal(f"{schema.path.name}: keys of the complete sample at {name}", sorted(seen), sorted(declared))
        report.equal(f"{schema.path.name}: keys at {name} that the loader's source does not name", sorted(declared - vocabulary), [])


def _with_words(document, path, words, value):
    return mutations.changed(document, (*path, "x"), lambda parent, _: parent.update(dict.fromkeys(words, value)))


def _set(document, path, value):
    return mutations.changed(document, path, mutations.replaced(value))


def _edges(sample, table):
    """(what was done, document) for each value of each place of an edges table."""
    for place, values in table:
        path = next(path for path, _ in mutations.steps(sample) if ".".join(map(str, path)) == place)
        for value in values.split() if isinstance(values, str) else values:
            yield f"{place} = {value}", _set(sample, path, value)


def _line_names(sample):
    lines = sample["products"]["agent"]["lines"]
    for name in edges.LINE_NAMES:
        yield f"line {name}", _set(sample, ("products", "agent", "lines"), {**lines, name: {**lines["11.0"], "first_acs": f"{name}.1"}})


def _check_unknown_keys(report, kind, schema, sample, vocabulary, complaints_about):
    """A key that the loader knows and the schema does not: the loader would not call it unknown."""
    for path, _, declared in schema.objects(sample):
        words = sorted(vocabulary - declared)
        for start in range(0, len(words), 50):  # the loader shows 100 complaints
            some = words[start : start + 50]
            complaints = complaints_about(_with_words(sample, path, some, "x"))
            unknown = {word for line in complaints for word in re.findall(r'has no key "([a-z0-9_]+)"', line)}
            where = ".".join(map(str, path)) or "top"
            report.equal(f"{kind}: keys at {where} that the loader knows", sorted(set(some) - unknown), [])


def check_policy(report, engine, schema):
    whole = read_yaml((HERE / "complete-policy.yaml").read_bytes())
    overlay = read_yaml((HERE / "complete-overlay.yaml").read_bytes())
    (engine.scratch / "complete-policy.yaml").write_bytes((HERE / "complete-policy.yaml").read_bytes())
    vocabulary = _vocabulary("policy/*.cpp")
    _check_coverage(report, schema, [whole, overlay], vocabulary)

    _check_unknown_keys(report, "policy", schema, whole, vocabulary, engine.policy_complaints)

    for sample, base in ((whole, None), (overlay, whole)):
        changes = [("unchanged", sample), *mutations.mutations(sample)]
        for place, limit in schema.limits(sample):
            changes += [(f"{place}: {size} entries", mutations.sizes(sample, place, size)) for size in (limit, limit + 1)]
        if base is None:
            changes += [*_edges(sample, edges.POLICY), *_line_names(sample)]
        for name, changed in changes:
            complaints = engine.policy_complaints(changed)
            accepted = schema.accepts(changed)
            if accepted and base and isinstance(changed.get("extends"), str):
                accepted = schema.accepts(merged(base, changed))
            if not accepted:
                report.check(complaints, f"policy: {name}: refused by the schema only", *schema.complaints(changed))
            elif complaints:
                seen = [line for line in complaints if not UNSEEN_ANY.search(line)]
                report.check(not seen, f"policy: {name}: accepted by the schema only", *seen)
            else:
                report.passed()


def check_facts(report, engine, schema):
    sample = read_json((HERE / "complete-facts.json").read_bytes())
    vocabulary = _vocabulary("facts/facts_decode.cpp", "facts/facts_lists.cpp")
    _check_coverage(report, schema, [sample], vocabulary)
    changes = [("unchanged", sample), *mutations.mutations(sample), *_edges(sample, edges.FACTS)]
    # null is wrong for every key that the reader knows, and passed over otherwise.
    changes += [
        (f"unknown keys at {path}", _with_words(sample, path, vocabulary - declared, None))
        for path, _, declared in schema.objects(sample)
    ]
    for place, limit in schema.limits(sample):
        changes += [(f"{place}: {size} entries", mutations.sizes(sample, place, size)) for size in (limit, limit + 1)]
    refused = engine.refused_facts([document for _, document in changes])
    for index, (name, document) in enumerate(changes):
        complaints = schema.complaints(document)
        report.check((index in refused) == bool(complaints), f"facts: {name}: reader and schema disagree", *complaints)


def check_cases(report, engine, schema):
    if not (TOP / "plugin/src/casebook").is_dir():
        return
    sample = read_yaml((HERE / "complete-cases.yaml").read_bytes())
    (engine.scratch / "complete-facts.json").write_bytes((HERE / "complete-facts.json").read_bytes())
    vocabulary = _vocabulary("casebook/*.[ch]pp")
    _check_coverage(report, schema, [sample], vocabulary)
    report.equal("cases: complaints about the complete sample", engine.case_complaints(sample), [])
    _check_unknown_keys(report, "cases", schema, sample, vocabulary, engine.case_complaints)
