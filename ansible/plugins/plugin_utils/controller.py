# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""What the controller does itself: its own acsgate, and the policy in the form that hosts receive."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile

from .answer import Refused, printable

MAX_POLICY_BYTES = 4 << 20
SECONDS = 120  # of one command of the controller; each takes some milliseconds


def find_program(given):
    """The acsgate of the controller: as given, else the environment's ACSGATE, else the one on the search path."""
    name = given or os.environ.get("ACSGATE") or "acsgate"
    found = shutil.which(os.path.expanduser(name))
    if not found:
        raise Refused(f"there is no program {printable(name)} on the controller; give controller_program, or put acsgate on the search path")
    return found


def run(program, arguments, given=b""):
    """Exit code, standard output and standard error of the controller's acsgate; texts, with what was no UTF-8 as lone surrogates."""
    try:
        ended = subprocess.run([program, *arguments], input=given, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refused(f"{printable(program)} can't be run on the controller: {printable(str(error))}") from None
    return ended.returncode, ended.stdout.decode("utf-8", "surrogateescape"), ended.stderr.decode("utf-8", "replace")


def read_file(path, what, limit):
    """The bytes of a file of the controller."""
    try:
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise Refused(f"the {what} {printable(path)} can't be read on the controller: {error.strerror}; check the path") from None
    if len(data) > limit:
        raise Refused(f"the {what} {printable(path)} has more than {limit} bytes; is it the right file")
    return data


def _made_canonical(program, path=None):
    code, out, err = run(program, ["policy", "show", "--canonical", *([path] if path else [])])
    if code != 0 or not out.isascii() or not out.startswith("{"):
        why = printable(err, 2000) or f"{program} made nothing of it"
        raise Refused(f"the policy {printable(path or 'of the program')} is not usable: {why}")
    return out.strip().encode("ascii")


def _is_canonical(data):
    """Hosts hash what they make of a policy; only in its canonical form is that the SHA-256 of the file."""
    try:
        return data.startswith(b"{") and json.dumps(json.loads(data), sort_keys=True, separators=(",", ":")).encode("ascii") == data
    except (ValueError, RecursionError):
        return False


def canonical_policy(path, on_unknown, find):
    """The policy as hosts receive it, and its digest; (None, None) where the one compiled in serves. `find` names the controller's
    program, and is asked only where that is needed. on_unknown "hold" makes the policy stricter; "legacy" leaves it as it is."""
    data = None
    if path is not None:
        data = read_file(path, "policy", MAX_POLICY_BYTES).strip()
        if not _is_canonical(data):
            data = _made_canonical(find(), path)
    if on_unknown == "hold":
        program = find()
        whole = json.loads(data if data is not None else _made_canonical(program))
        if whole.get("on_unknown") != "hold":
            whole["on_unknown"] = "hold"
            with tempfile.TemporaryDirectory() as folder:
                stricter = os.path.join(folder, "policy.json")
                with open(stricter, "w", encoding="ascii") as file:
                    json.dump(whole, file)
                data = _made_canonical(program, stricter)
    if data is None:
        return None, None
    return data, "sha256:" + hashlib.sha256(data).hexdigest()
