#!/usr/bin/env python3
"""`acsgate emit`: golden files for the shipped rollout, the same bytes every time, folders that are whole or not there, and values that mean
something to somebody.

    run.py --binary build/release/acsgate [--update]

--update writes what is emitted now to golden/. powershell.py and contract.py judge the scripts themselves.
"""

import argparse
import json
import pathlib
import re
import shutil
import shlex
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "windows"))

import report
from sites import HERE, HOSTILE, SAMPLE, TOP, Site, files_of

GOLDEN = HERE / "golden"
KINDS = ("configmgr", "intune")
# Copied, and the policy is in policies/.
NOT_GOLDEN = re.compile(r"content/|gate/policy\.json$")
PRESENT = "tests/cli/facts"


def differences(left, right):
    return [path for path in sorted(left.keys() | right.keys()) if left.get(path) != right.get(path)]


def check_golden(site, update):
    for kind in KINDS:
        folder = site.good(kind, kind)
        files = {path: text for path, text in files_of(folder).items() if not NOT_GOLDEN.match(path) and path != "gate/policy.json"}
        if update:
            shutil.rmtree(GOLDEN / kind, ignore_errors=True)
            for path, text in files.items():
                (GOLDEN / kind / path).parent.mkdir(parents=True, exist_ok=True)
                (GOLDEN / kind / path).write_bytes(text)
        differ = differences(files, files_of(GOLDEN / kind))
        yield f"{kind}: as in golden/ (run.py --update writes it)", not differ, differ
        plain = [path for path, text in files.items() if not path.endswith(".md") and not text.isascii()]
        yield f"{kind}: ASCII", not plain, plain
        bare = [path for path, text in files.items() if not path.endswith((".md", ".json")) and text.count(b"\n") != text.count(b"\r\n")]
        yield f"{kind}: Windows' line ends", not bare, bare
        listed = {file["path"] for file in json.loads((folder / "emit.json").read_text(encoding="ascii"))["files"]}
        yield f"{kind}: emit.json lists every file", listed == set(files_of(folder)) - {"emit.json"}, listed
        _, canonical, _ = site.run("policy", "show", "--canonical", TOP / "policies/trendmicro-deep-security.yaml")
        yield f"{kind}: the policy", (folder / "gate/policy.json").read_text(encoding="utf-8") + "\n" == canonical, None
        digest = json.loads((folder / "emit.json").read_text(encoding="ascii"))["policy"]["digest"]
        carry = [path for path in files if path.endswith((".vbs", ".ps1")) and digest not in files[path].decode() and "Remove" not in path and "Set-" not in path]
        yield f"{kind}: every script of the host carries the digest", not carry, carry


def check_folder(site):
    """Whole or not at all, twice the same, and nobody's work is lost."""
    for kind in KINDS:
        first, second = site.good(kind, f"{kind}-a"), site.good(kind, f"{kind}-b")
        yield f"{kind}: twice the same bytes", not differences(files_of(first), files_of(second)), None
        code, said, _ = site.emit(kind, f"{kind}-a")
        yield f"{kind}: up to date", code == 0 and "up to date" in said, said
        script = next(first.rglob("*.ps1"))
        script.write_bytes(script.read_bytes() + b"# SIG # Begin signature block\r\n")
        code, _, errors = site.emit(kind, f"{kind}-a")
        yield f"{kind}: a file that was signed is not replaced", code == 22 and script.name in errors and "--force" in errors, errors
        code, _, errors = site.emit(kind, f"{kind}-a", "--force")
        kept = site.folder / f"{kind}-a.old" / script.relative_to(first)
        yield f"{kind}: but for --force, which keeps it", code == 0 and b"SIG" in kept.read_bytes() and b"SIG" not in script.read_bytes(), errors
        code, _, errors = site.emit(kind, f"{kind}-b", rollout=site.rollout(), installers=None)
        yield f"{kind}: another rollout replaces it", code == 0 and "site" in (second / "README.md").read_text(encoding="utf-8"), errors
        for text in ('{"schema": 1, "files": 1}', '{"schema": "acsgate.emit/v1", "files": [{"path": 1, "sha256": [2]}]}', "[" * 10_000):
            (first / "emit.json").write_text(text, encoding="ascii")
            code, _, errors = site.emit(kind, f"{kind}-a")
            yield f"{kind}: a list that is none of emit's: {text[:40]}", code == 22 and "did not write it" in errors, errors
        strange = second / "notes.txt"
        strange.write_text("mine", encoding="ascii")
        code, _, errors = site.emit(kind, f"{kind}-b")
        yield f"{kind}: a file of somebody else's", code == 22 and "notes.txt" in errors and strange.exists(), errors
        left = [path.name for path in site.folder.iterdir() if "acsgate-" in path.name]
        yield f"{kind}: nothing is left beside it", not left, left
    mine = site.folder / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work", encoding="ascii")
    for words in ((), ("--force",)):
        code, _, errors = site.emit("configmgr", "mine", *words)
        yield f"a folder of somebody else's {words}", code == 22 and (mine / "thesis.txt").exists() and list(mine.iterdir()) == [mine / "thesis.txt"], errors


def check_errors(site):
    other = site.folder / "installers"
    other.mkdir()
    (other / "Agent-Core-Windows-20.0.0-6690.x86_64.msi").write_text("x", encoding="ascii")
    wrong = site.folder / "wrong.exe"
    wrong.write_bytes(b"MZ" + bytes(100))
    narrow = site.folder / "x86.exe"
    narrow.write_bytes(b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0" + (0x014C).to_bytes(2, "little") + bytes(20))
    pem = site.folder / "wrong.pem"
    pem.write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", encoding="ascii")
    offer = lambda **more: site.rollout(f"{len(more)}-{sorted(more.values())[0][:5].strip('%')}.yaml", offer=[{"module": "agent", "build": "20.0.0-6690", "arch": "x64", "file": "a.msi", "sha256": "a" * 64} | more])
    for what, code, told, words, how in (
        ("no installers", 20, "--installers", (), {"installers": None}),
        ("an installer is missing", 22, "20.0.0-4959", (), {"installers": other}),
        ("no such folder", 22, "can't be listed", (), {"installers": site.folder / "none"}),
        ("no program", 22, "no Windows program", ("--program-x64", wrong), {}),
        ("a program for another machine", 22, "no Windows program for x64", ("--program-x64", narrow), {}),
        ("an installer that is not the one on offer", 22, "SHA-256", (), {"rollout": offer(file="Agent-Core-Windows-20.0.0-6690.x86_64.msi")}),
        ("another root", 22, "SHA-256", ("--root", pem), {}),
        ("no such rollout", 20, "none.yaml", (), {"rollout": site.folder / "none.yaml"}),
        ("no architecture", 20, "architecture", (), {"rollout": site.rollout("arch.yaml", offer=[{"module": "agent", "build": "20.0.0-6690", "file": "a.msi", "sha256": "a" * 64}]), "installers": None}),
        ("a build of no line", 20, "ACS build", (), {"rollout": offer(build="77.0.0-1"), "installers": None}),
        ("no .msi", 20, ".msi", (), {"rollout": offer(file="setup.exe"), "installers": None}),
        ("a file name with a quote", 22, "can't be an argument", (), {"rollout": offer(file='a" b.msi'), "installers": None}),
        ("a file name with a percent sign", 22, "can't be an argument", (), {"rollout": offer(file="%PATH%.msi"), "installers": None}),
        ("a name that is too long", 20, "shorter name", (), {"rollout": site.rollout("long.yaml", name="x" * 121), "installers": None}),
        ("a wave's name that is too long", 20, "shorter name", (), {"rollout": site.rollout("wave.yaml", waves=[{"name": "x" * 111, "up_to_percent": 1}]), "installers": None}),
    ):
        ended, said, errors = site.emit("configmgr", "errors", *words, **how)
        yield f"{what}: {code}", ended == code and told in errors and not said, (ended, errors)
        yield f"{what}: nothing is written", not (site.folder / "errors").exists() and not list(site.folder.glob("errors*")), None


def check_command(site):
    """The command of each deployment type is one that the program takes."""
    script = (site.good("configmgr", "command") / "New-AcsgateObjects.ps1").read_text(encoding="ascii")
    commands = re.findall(r"InstallCommand = '(\"%ProgramFiles%.*)'", script)
    yield "two commands", len(commands) == 2, commands
    for kind, command, sample in (("acs", commands[0], "1-ready.json"), ("legacy", commands[1], "2-update-missing.json")):
        words = shlex.split(command.replace("\\", "/"))[1:]
        words = [str(site.folder / "command/gate/policy.json") if word.endswith("policy.json") else word for word in words]
        mark = words.index("--")
        words[mark:mark] = ["--dry-run", "--facts", str(TOP / "policies/samples" / sample), "--now", "2026-11-22T12:00:00Z"]
        words[words.index("msiexec.exe")] = "sh"
        run = site.run(*words, cwd=site.folder / "command/content" / f"{kind}-x64")
        yield f"the {kind} command", run[0] in (0, 40, 43) and "usage" not in run[2] and "digest" not in run[2], run
        words[words.index("--policy-digest") + 1] = "sha256:" + "0" * 64
        run = site.run(*words, cwd=site.folder / "command/content" / f"{kind}-x64")
        yield f"the {kind} command with another policy", run[0] == 20, run


def check_offer(site):
    """Of several builds the highest counts; hosts of which too little is known get what the policy says."""
    rows = [(arch, build) for arch in ("x64", "x86") for build in ("20.0.0-4959", "20.0.0-7119", "20.0.0-6690", "20.0.0-5995")]
    offer = [{"module": "agent", "build": build, "arch": arch, "file": f"{build}-{arch}.msi", "sha256": "a" * 64} for arch, build in rows]
    strict = site.folder / "strict.yaml"
    strict.write_text("extends: builtin\nname: strict\non_unknown: hold\n", encoding="ascii")
    rollout = site.rollout("several.yaml", offer=offer, policy=strict.name)
    script = (site.good("configmgr", "several", rollout=rollout, installers=None) / "New-AcsgateObjects.ps1").read_text(encoding="ascii")
    types = re.findall(r"DeploymentTypeName = '([^']*)'", script)
    yield "the highest build of each kind", types == ["gate", "ACS x64 20.0.0-7119", "ACS x86 20.0.0-7119", "legacy x64 20.0.0-5995", "legacy x86 20.0.0-5995"], types
    values = re.findall(r"Value1 = @\('([^']*)'", script)
    yield "its rules", values == ["acs", "AMD64", "acs", "x86", "legacy", "AMD64", "legacy", "x86"], values
    folder = site.good("intune", "several-intune", rollout=rollout, installers=None)
    codes = [re.findall(r"(\d+) { \$answer = 'met' }", (folder / f"{kind}-x64/requirement.ps1").read_text(encoding="ascii")) for kind in ("acs", "legacy")]
    yield "Intune's requirement", codes == [["100"], ["101"]], codes


def check_intune_command(site):
    """Intune's agent is a 32-bit program: what it takes %ProgramFiles% for is not where a 64-bit host has the gate."""
    readme = (site.good("intune", "intune", rollout=site.rollout(), installers=None) / "README.md").read_text(encoding="utf-8")
    for folder, variable in (("acs-x64", "ProgramW6432"), ("legacy-x86", "ProgramFiles")):
        about = readme.split(f"* {folder.replace('-', chr(92) + '-')}:")[1].split("* ")[0]
        yield f"{folder}: where the gate is", f'"%{variable}%' in about and about.count("%") == 4, about
        yield f"{folder}: its architecture", f"architecture {folder.split('-')[1]}" in about, about


def check_hostile(site):
    """What is no PowerShell: scripts of hosts have nothing of a name in them, and a document keeps its lines."""
    usual = {kind: files_of(site.good(kind, f"usual-{kind}", rollout=site.rollout(), installers=None)) for kind in KINDS}
    refused = 0
    for number, value in enumerate(HOSTILE):
        rollout = site.rollout(f"{number}.yaml", name=value, waves=[{"name": value, "up_to_percent": 10}, {"name": "all", "up_to_percent": 100}])
        for kind in KINDS:
            files = site.emitted(kind, f"{kind}-{number}", rollout)
            if files is None:
                refused += 1
                continue
            other = [path for path in differences(files, usual[kind]) if not re.match(r"[^/]+\.(ps1|md|json)$", path)]
            yield f"{value!r}: {kind} differs only where the name stands", not other, other
            for path in ("README.md", "README.ja.md"):
                text, before = files[path].decode("utf-8"), usual[kind][path].decode("utf-8")
                yield f"{value!r}: {kind} {path} keeps its lines", text.count("\n") == before.count("\n"), None
                yield f"{value!r}: {kind} {path} has nothing that hides", not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text), None
                yield f"{value!r}: {kind} {path} has no markup of it", "<b>" not in text and "[x](" not in text, None
        # The name of a file stands in a command line: it is in there as it is, or it is an error.
        rollout = site.rollout(f"{number}-file.yaml", offer=[{"module": "agent", "build": "20.0.0-6690", "arch": "x64", "file": f"a{value}b.msi", "sha256": "a" * 64}])
        code, _, errors = site.emit("configmgr", f"file-{number}", rollout=rollout, installers=None)
        yield f"{value!r} in a file's name", code == 0 or (code == 22 and "can't be an argument" in errors) or "control character" in errors, (code, errors)
    yield "40 values and more get through", len(HOSTILE) - refused // 2 >= 40, refused


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, required=True)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()

    def checks():
        with Site(options.binary) as site:
            yield from check_golden(site, options.update)
        for part in (check_folder, check_errors, check_command, check_offer, check_intune_command, check_hostile):
            with Site(options.binary) as site:
                yield from part(site)

    return report.verdict(checks())


if __name__ == "__main__":
    sys.exit(main())
