"""What the tests of emit share: the program, rollouts with a made-up offer, and folders to emit into."""

import json
import pathlib
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
INSTALLERS = HERE / "installers"
SAMPLE = TOP / "policies/rollouts/sample.yaml"

# Values that mean something somewhere: to PowerShell, VBScript, cmd, MOF, WQL, XML, Markdown or a terminal.
HOSTILE = [
    "'", '"', "''", '""', "`", "``", "$(calc.exe)", "$env:PATH", "${x}", "$x", "@(1)", "@{a=1}", "@'\nx\n'@", '@"\nx\n"@', "a'; calc.exe; '",
    'a"; calc.exe; "', 'a" & WScript.Quit(0) & "', "%PATH%", "%%", "^&calc", "a\nb", "a\r\nb", "a\tb", "#x", "<#", "#>", "--%", "-Force", "; exit 0",
    "| calc", "&& calc", "\\", "a\\", "\\\\server\\share", "*", "[a-z]?", "{{name:word}}", "{{/each}}", "日本語の名前", "表ソ能", "\u2018\u2019\u201c\u201d", "𠮷野家",
    "a\u202eb", "<b>&amp;</b>", "[x](javascript:y)", "|a|b|", "\u00a0", "'@", "x" * 100,
]


class Site:
    def __init__(self, binary):
        self.binary = str(pathlib.Path(binary).resolve())

    def __enter__(self):
        self._scratch = tempfile.TemporaryDirectory(prefix="acsgate-emit-")
        self.folder = pathlib.Path(self._scratch.name)
        return self

    def __exit__(self, *_):
        self._scratch.cleanup()

    def run(self, *words, **how):
        run = subprocess.run([self.binary, *map(str, words)], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False, **how)
        return run.returncode, run.stdout, run.stderr

    def emit(self, kind, out, *words, rollout=SAMPLE, installers=INSTALLERS):
        extra = ["--installers", installers] if installers else []
        return self.run("emit", kind, "--rollout", rollout, "--out", self.folder / out, *extra, *words)

    def good(self, kind, out, *words, **how):
        code, _, errors = self.emit(kind, out, *words, **how)
        if code != 0:
            raise RuntimeError(f"emit {kind} ended with {code}: {errors}")
        return self.folder / out

    def emitted(self, kind, out, rollout):
        """The files for a rollout with a hostile value; None where the loader refuses it, for controls and direction marks in names."""
        code, _, errors = self.emit(kind, out, rollout=rollout, installers=None)
        if code == 20 and "control character" in errors:
            return None
        if code != 0:
            raise RuntimeError(f"emit {kind} ended with {code}: {errors}")
        return files_of(self.folder / out)

    def rollout(self, file_name="site.yaml", **changes):
        """A rollout file; JSON is YAML, and hides nothing of a value."""
        document = {
            "schema": "acsgate.rollout/v1", "name": "site", "policy": "builtin", "zone": "UTC",
            "offer": [{"module": "agent", "build": "20.0.0-6690", "arch": "x64", "file": "acs.msi", "sha256": "a" * 64},
                      {"module": "agent", "build": "20.0.0-4959", "arch": "x86", "file": "legacy.msi", "sha256": "b" * 64}],
            "waves": [{"name": "first", "up_to_percent": 10}, {"name": "all", "up_to_percent": 100}],
        } | changes
        file = self.folder / file_name
        file.write_text("# a rollout\n" + json.dumps(document, ensure_ascii=False), encoding="utf-8")
        return file


def files_of(folder):
    """Path below the folder, and bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
