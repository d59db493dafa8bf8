#!/usr/bin/env python3
"""Keeps the rooms of plugin/src in order: each may include only what lies below it, and no code asks which system it is on."""

import pathlib
import re
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[1] / "plugin/src"
BELOW = {
    "base": set(),
    "facts": {"base"},
    "policy": {"base", "facts"},
    "artifact": {"base"},
    "gate": {"base", "facts", "policy", "artifact"},
    "probe": {"base", "facts", "policy", "artifact"},
    "host": {"base", "facts", "policy", "gate"},
    "install": {"base", "facts", "policy", "artifact", "gate", "probe", "host"},
    "fleet": {"base", "facts", "policy", "artifact", "gate", "probe"},
    "rollout": {"base", "facts", "policy", "artifact", "gate", "probe"},
    "casebook": {"base", "facts", "policy", "artifact", "gate"},
    "report": {"base", "facts", "policy", "artifact", "gate", "probe", "host", "install", "fleet", "rollout", "casebook"},
    "integration": {"base", "facts", "policy", "artifact", "gate", "install", "rollout", "report"},
    "command": {"integration", "base", "facts", "policy", "artifact", "gate", "probe", "host", "install", "fleet", "rollout", "casebook", "report"},
}


def violations():
    for path in sorted(SOURCE.rglob("*.[ch]pp")):
        room = path.relative_to(SOURCE).parts[0]
        if room.startswith("main_"):
            room = "command"
        elif room not in BELOW:
            yield f"{path}: unknown room {room}"
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.match(r'\s*#\s*include\s+"[^"]*\.cpp"', line):
                yield f"{path}:{number}: a source file is included"
            included = re.match(r'\s*#\s*include\s+"([a-z0-9_]+)/', line)
            if included and included[1] != room and included[1] not in BELOW[room]:
                yield f"{path}:{number}: {room} must not include {included[1]}"
            if "_WIN32" in line:
                yield f"{path}:{number}: choose code of one system by file name, not by #ifdef"


def main():
    found = list(violations())
    print(*found, f"{len(found)} violations", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
