"""Looks into a JSON Schema: which properties it declares where."""

import json

from jsonschema import Draft202012Validator

STAR = "*"  # stands for an index, or for a key that is a name


class Schema:
    def __init__(self, path):
        self.path = path
        self.document = json.loads(path.read_text(encoding="utf-8"))
        self.validator = Draft202012Validator(self.document)

    def accepts(self, instance):
        return next(self.validator.iter_errors(instance), None) is None

    def complaints(self, instance):
        return [f"{error.json_path}: {error.message[:300]}" for error in self.validator.iter_errors(instance)]

    def _parts(self, subschema):
        """The subschema and all that apply beside it, whatever their condition."""
        if not isinstance(subschema, dict):
            return
        yield subschema
        for inner in subschema.get("allOf", []):
            yield from self._parts(inner)
        for keyword in ("then", "else"):
            yield from self._parts(subschema.get(keyword))
        reference = subschema.get("$ref")
        if reference:
            yield from self._parts(self.document["$defs"][reference.removeprefix("#/$defs/")])

    def objects(self, instance):
        """For each object in `instance` that the schema describes: (path, object, names of its properties)."""
        yield from self._objects(instance, [self.document], ())

    def _objects(self, instance, subschemas, path):
        parts = [part for subschema in subschemas for part in self._parts(subschema)]
        if isinstance(instance, dict):
            declared = {name for part in parts if "type" in part for name in part.get("properties", {})}
            if declared:
                yield path, instance, declared
        for key, value, inner in self._members(instance, parts):
            yield from self._objects(value, inner, (*path, key))

    @staticmethod
    def _members(instance, parts):
        """For each member of an object or a list: its key or index, its value, and the subschemas that apply to it."""
        if isinstance(instance, dict):
            names = [part["additionalProperties"] for part in parts if isinstance(part.get("additionalProperties"), dict)]
            for key, value in instance.items():
                inner = [part["properties"][key] for part in parts if key in part.get("properties", {})]
                yield key, value, inner or names
        elif isinstance(instance, list):
            inner = [part["items"] for part in parts if "items" in part]
            for index, value in enumerate(instance):
                yield index, value, inner

    def limits(self, instance):
        """(path, most members) of each list and mapping in `instance` that the schema limits and that is not empty."""
        for path, value, limit in self._limits(instance, [self.document], ()):
            if value:
                yield path, limit

    def _limits(self, instance, subschemas, path):
        parts = [part for subschema in subschemas for part in self._parts(subschema)]
        for keyword in ("maxItems", "maxProperties"):
            for part in parts:
                if keyword in part and part[keyword] > 0:
                    yield path, instance, part[keyword]
        for key, value, inner in self._members(instance, parts):
            yield from self._limits(value, inner, (*path, key))

    def undocumented(self, instance):
        """Keys of `instance` that the schema does not declare, as paths."""
        for path, value, declared in self.objects(instance):
            for key in value.keys() - declared:
                yield ".".join(map(str, (*path, key)))


def place_of(schema, path, instance):
    """A path in which list indices and names give way to STAR, so that equal positions are equal."""
    named = {place for place, _, _ in schema.objects(instance)}
    parts, value = [], instance
    for depth, step in enumerate(path):
        described = path[:depth] in named
        parts.append(step if described and not isinstance(value, list) else STAR)
        value = value[step]
    return tuple(parts)


def places(schema, instances):
    """{place: (keys seen in any instance, declared properties)}"""
    found = {}
    for instance in instances:
        for path, value, declared in schema.objects(instance):
            seen, all_declared = found.setdefault(place_of(schema, path, instance), (set(), set()))
            seen.update(value)
            all_declared.update(declared)
    return found


def subschemas(node, path=()):
    """Every subschema that declares an object, a value or a choice, with its path; refinements have no type of their own."""
    if isinstance(node, dict):
        yield path, node
        for key, value in node.items():
            if key not in ("examples", "enum", "const", "default", "required", "dependentRequired"):
                yield from subschemas(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from subschemas(value, (*path, index))
