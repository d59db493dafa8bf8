"""Small changes to a document, one at a time, of the kind that authors make."""

import copy

VALUES = ["", "x", 7, True, None, [], ["x"], {}, {"x": "y"}]
NUMBERS = [0, -1, 2147483647, 2147483648]


def steps(node, path=()):
    yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from steps(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from steps(value, (*path, index))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def changed(document, path, change):
    """A copy in which `change(parent, last step)` has been applied."""
    document = copy.deepcopy(document)
    change(at(document, path[:-1]), path[-1])
    return document


def _removed(parent, step):
    del parent[step]


def _renamed(parent, step):
    parent[step + "_"] = parent.pop(step)


def replaced(value):
    def change(parent, step):
        parent[step] = value

    return change


def _filled(size):
    """A list or a mapping of names with so many members, all like the first."""

    def change(parent, step):
        value = parent[step]
        first = value[0] if isinstance(value, list) else next(iter(value.values()))
        parent[step] = [first] * size if isinstance(value, list) else {f"n{number}": first for number in range(size)}

    return change


def _repeated(parent, step):
    parent[step] = [*parent[step], parent[step][0]]


def mutations(document):
    """(what was done, document) for each place of the document and each kind of change."""
    for path, value in steps(document):
        if not path:
            continue
        name = ".".join(map(str, path))
        yield f"{name} removed", changed(document, path, _removed)
        if isinstance(path[-1], str):
            yield f"{name} renamed", changed(document, path, _renamed)
        if isinstance(value, list) and value:
            yield f"{name}: first item repeated", changed(document, path, _repeated)
        for wrong in VALUES + NUMBERS * isinstance(value, int) + [False] * isinstance(value, bool):
            if wrong != value or type(wrong) is not type(value):
                yield f"{name} = {wrong!r}", changed(document, path, replaced(wrong))
        if isinstance(value, str):
            yield f"{name} in other case", changed(document, path, replaced(value.swapcase()))
            yield f"{name} with a letter more", changed(document, path, replaced(value + "x"))


def sizes(document, path, size):
    return changed(document, path, _filled(size))
