#!/usr/bin/env python3
"""The PowerShell that `emit` writes, as far as it can be judged without PowerShell: it parses, uses commands and parameters that exist,
nothing newer than 2.0 where it runs on hosts, and keeps its structure whatever the rollout is called.

    powershell.py --binary build/release/acsgate

The grammar (tree-sitter-powershell, pinned in package-lock.json) comes through npm and is compiled once into build/sccm. Where npm can't
get it, the test is skipped (77). cmdlets.csv has the parameters of Microsoft's cmdlet reference, and whether a cmdlet knows -WhatIf.
"""

import argparse
import csv
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "windows"))

import report
from sites import HERE, HOSTILE, TOP, Site, files_of

ROOM = TOP / "build/sccm"
CMDLETS = {row["cmdlet"]: row for row in csv.DictReader((HERE / "cmdlets.csv").open(encoding="ascii"))}
# Commands that come with PowerShell, and the parameters that are used of them.
HOST_COMMANDS = {"New-Object": {"TypeName", "ArgumentList"}, "Write-Output": set(), "Invoke-Gate": set()}
ADMIN_COMMANDS = {
    "Join-Path": {"Path", "ChildPath"}, "Split-Path": {"Path", "Parent"}, "Test-Path": {"LiteralPath"}, "Get-FileHash": {"LiteralPath", "Algorithm"},
    "Import-Module": {"Name"}, "Push-Location": set(), "Pop-Location": set(), "Set-Location": {"LiteralPath"}, "Out-Null": set(),
    "Get-Content": {"LiteralPath", "Encoding"}, "Where-Object": set(), "ForEach-Object": set(), "Write-Warning": {"Message"},
    "Add-AcsgateReturnCode": {"DeploymentType"},
}
# Newer than PowerShell 2.0.
NEWER = re.compile(
    r"::new\(|\[ordered\]|\[pscustomobject\]|\s-(?:not)?in\s|\s-sh[lr]\s|\$PSScriptRoot|\$PSItem|&&|\|\||\?\?|\?\.|\.ForEach\(|\.Where\(|-Raw\b"
    r"|^\s*(?:class|enum|using|workflow|configuration)\s|IsNullOrWhiteSpace|#Requires", re.I | re.M)
CHANGES = re.compile(r"(?:New|Add|Set|Remove|Invoke)-CM")
VALUE = re.compile(r"'(?:[^']|'')*'|\('(?:[^']|'')*'(?: \+ (?:\[char\]0x[0-9A-F]{4}|'(?:[^']|'')*'))*\)")
PIECE = re.compile(r"\[char\]0x([0-9A-F]{4})|'((?:[^']|'')*)'")


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def parser_program():
    """The program that prints syntax trees, built at the first use."""
    program = ROOM / "tree"
    sources = [HERE / "tree.c", HERE / "package-lock.json"]
    if program.exists() and program.stat().st_mtime > max(file.stat().st_mtime for file in sources):
        return program
    if not shutil.which("npm"):
        skip("there is no npm")
    ROOM.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(HERE / name, ROOM / name)
    npm = ["npm", "ci", "--ignore-scripts", "--omit=peer", "--no-audit", "--no-fund"]
    try:
        fetched = subprocess.run(npm, cwd=ROOM, capture_output=True, timeout=240, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        fetched = False
    if not fetched:
        skip("npm can't fetch the grammar")
    grammar = ROOM / "node_modules/tree-sitter-powershell/src"
    command = ["cc", "-O1", "-w", "-o", program, HERE / "tree.c", grammar / "parser.c", grammar / "scanner.c", f"-I{grammar}", "-ltree-sitter"]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode != 0:
        skip(f"the grammar can't be compiled (libtree-sitter-dev): {built.stderr[-300:]}")
    return program


class Node:
    def __init__(self, kind, text):
        self.kind, self.text, self.children, self.parent = kind, text, [], None

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def first(self, kind):
        return next((node for node in self.walk() if node.kind == kind), None)


def parse(program, source):
    run = subprocess.run([program], input=source, capture_output=True, check=True)
    path = []
    for line in run.stdout.decode("ascii").splitlines():
        depth, kind, begin, end = line.split()
        node = Node(kind, source[int(begin) : int(end)].decode("ascii"))
        del path[int(depth) :]
        if path:
            node.parent = path[-1]
            path[-1].children.append(node)
        path.append(node)
    return path[0]


def commands(root):
    """Each command with its name, its parameters (those of a hash table that is splatted, too) and its node."""
    tables = {}
    for node in root.walk():
        if node.kind == "assignment_expression":
            left = node.children[0].text.strip()
            table = node.first("hash_literal_expression")
            if table is not None and "@{" in node.text.split("=", 1)[1][:4]:
                keys = [entry.children[0].text for entry in table.walk() if entry.kind == "hash_entry"]
                tables.setdefault(left, set()).update(keys)
            elif "." in left and not left.startswith("$start"):
                name, member = left.split(".", 1)
                tables.setdefault(name, set()).add(member)
    for node in root.walk():
        if node.kind != "command":
            continue
        name = node.first("command_name")
        parameters, elements = set(), [child for child in node.children if child.kind == "command_elements"]
        for element in elements:
            for child in element.children:
                if child.kind == "command_parameter":
                    parameters.add(child.text.lstrip("-"))
                elif child.text.startswith("@") and child.text[1:].isidentifier():
                    parameters |= tables["$" + child.text[1:]]
        yield name.text if name is not None else node.text.split()[0], parameters, node


def is_guarded(node):
    """Below an `if` that asks ShouldProcess, or in a function that only such code calls."""
    for above in node.above():
        if above.kind == "if_statement" and "ShouldProcess(" in above.text.split("{", 1)[0]:
            return True
        if above.kind == "function_statement":
            return above.first("function_name").text == "Add-AcsgateReturnCode"
    return False


def shape(root):
    """The tree with every value in it the same."""
    lines = []

    def visit(node, depth):
        if VALUE.fullmatch(node.text):
            lines.append(f"{depth} VALUE")
            return
        lines.append(f"{depth} {node.kind}")
        for child in node.children:
            visit(child, depth + 1)

    visit(root, 0)
    return lines


def values(root):
    """What the value expressions of a script stand for."""
    found = set()
    for node in root.walk():
        if VALUE.fullmatch(node.text):
            units = b"".join(
                int(code, 16).to_bytes(2, "little") if code else text.replace("''", "'").encode("utf-16-le") for code, text in PIECE.findall(node.text))
            found.add(units.decode("utf-16-le"))
    return found


def check_script(program, name, source, host):
    yield f"{name}: ASCII", source.isascii(), None
    yield f"{name}: line ends", b"\n" not in source.replace(b"\r\n", b""), None
    root = parse(program, source)
    wrong = [(node.kind, node.text[:80]) for node in root.walk() if node.kind == "ERROR" or node.kind.startswith("MISSING")]
    yield f"{name}: parses", not wrong, wrong
    if host:
        newer = NEWER.search(source.decode("ascii"))
        yield f"{name}: nothing newer than PowerShell 2.0", newer is None, newer
        # Output is read when the gate has ended: a text of several KB would fill the pipe, and neither would go on.
        long = [call for call in re.findall(r"Invoke-Gate '(check[^']*)'", source.decode("ascii")) if not re.search(r"--format (?:token|nagios)\b", call)]
        yield f"{name}: what the gate prints fits into a pipe", not long, long
        yield f"{name}: below 32 KB, the most that a detection may have", len(source) < 32768, len(source)
    for command, parameters, node in commands(root):
        if command in CMDLETS and not host:
            unknown = parameters - set(CMDLETS[command]["parameters"].split())
            yield f"{name}: parameters of {command}", not unknown, unknown
            if CHANGES.match(command):
                yield f"{name}: {command} asks ShouldProcess", is_guarded(node), node.text[:100]
        else:
            allowed = HOST_COMMANDS if host else ADMIN_COMMANDS
            yield f"{name}: {command} is allowed", command in allowed, node.text[:100]
            yield f"{name}: parameters of {command}", command not in allowed or not parameters - allowed[command], parameters
    text = source.decode("ascii")
    if not host:
        calls = [node for command, _, node in commands(root) if command == "Add-AcsgateReturnCode"]
        yield f"{name}: -WhatIf", "SupportsShouldProcess = $true" in text and all(is_guarded(node) for node in calls), None


def scripts_of(folder):
    return {path: text for path, text in files_of(folder).items() if path.endswith(".ps1")}


def is_for_hosts(path):
    return "/" in path


def check_hostile(site, program):
    """Values of a rollout, in every place of every script: the same tree, and the value itself comes back."""
    usual = {kind: scripts_of(site.good(kind, f"usual-{kind}", rollout=site.rollout(), installers=None)) for kind in ("configmgr", "intune")}
    shapes = {(kind, path): shape(parse(program, text)) for kind, scripts in usual.items() for path, text in scripts.items()}
    for number, value in enumerate(HOSTILE):
        waves = [{"name": value, "up_to_percent": 10}, {"name": "all", "up_to_percent": 100}]
        rollout = site.rollout(f"{number}.yaml", name=value, waves=waves)
        for kind in usual:
            files = site.emitted(kind, f"{kind}-{number}", rollout) or {}
            for path, text in files.items():
                if not path.endswith(".ps1"):
                    continue
                if is_for_hosts(path):
                    yield f"{value!r}: {kind} {path} has nothing of it", text == usual[kind][path], None
                    continue
                root = parse(program, text)
                yield f"{value!r}: {path} keeps its structure", shape(root) == shapes[kind, path], None
                known = values(root)
                yield f"{value!r}: {path} has the value", f"acsgate {value}" in known and f"01 {value}" in known, sorted(known)[:5]


def checks(options):
    program = parser_program()
    with Site(options.binary) as site:
        root = TOP / "tests/sccm/golden"
        for kind in ("configmgr", "intune"):
            for path, source in scripts_of(site.good(kind, kind)).items():
                yield from check_script(program, f"{kind}/{path}", source, is_for_hosts(path))
        yield "the golden files are there", root.is_dir(), root
        yield from check_hostile(site, program)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    return report.verdict(checks(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
