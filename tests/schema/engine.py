"""Asks the binary under test."""

import json
import pathlib
import subprocess

ERROR = "acsgate: error: "
NOW = ["--now", "2026-11-22T12:00:00Z"]
TOP = pathlib.Path(__file__).resolve().parents[2]


class Engine:
    def __init__(self, binary, scratch):
        self.binary = str(binary)
        self.scratch = scratch

    def run(self, *arguments, stdin=b""):
        done = subprocess.run([self.binary, *arguments], input=stdin, capture_output=True, cwd=TOP, timeout=60, check=False)
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "backslashreplace")

    def printed(self, *arguments):
        """What a command prints that must succeed in printing, whatever it decides."""
        code, out, error = self.run(*arguments)
        if code >= 20:
            raise RuntimeError(f"{' '.join(arguments)}: {error}")
        return out

    def policy_complaints(self, document):
        """The loader's complaints about a policy; none if it accepts it. Relative names are looked up in `scratch`."""
        path = self.scratch / "policy.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        code, _, error = self.run("policy", "digest", str(path))
        lines = [line.removeprefix(ERROR) for line in error.splitlines()]
        if (code == 0) != (not lines) or code not in (0, 20):
            raise RuntimeError(f"exit code {code}: {error}")
        return lines

    def case_complaints(self, document):
        """What is wrong with a case file; its cases may fail as they like."""
        path = self.scratch / "cases.yaml"
        path.write_text(json.dumps(document), encoding="utf-8")
        code, _, error = self.run("policy", "test", str(path))
        return [line.removeprefix(ERROR) for line in error.splitlines()] if code >= 20 else []

    def refused_facts(self, documents):
        """The indices of the documents that the facts reader refuses."""
        refused = set()
        for start in range(0, len(documents), 100):  # fleet names no more than 100 bad lines
            lines = "".join(json.dumps(document) + "\n" for document in documents[start : start + 100])
            _, _, error = self.run("fleet", "-", "--brief", *NOW, stdin=lines.encode())
            prefix = ERROR + "<stdin>:"
            for line in error.splitlines():
                if line.startswith(prefix):
                    refused.add(start + int(line.removeprefix(prefix).split(":")[0]) - 1)
        return refused
