# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""The packages that a host may be given, as the options of `acsgate run`."""

from __future__ import annotations

import json
import os
import re

from .answer import Refused, printable
from .gate import found
from .host import File, check_words, sha256_of

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]*\.[A-Za-z0-9]+\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


class Offer:
    """`words` names the packages, `extra` are files that the host needs for that, `files` the packages that the controller has, by name,
    and `builds` their builds."""

    def __init__(self, gate, options):
        self.files = {}
        self.builds = []
        self.extra = []
        self.command = check_words(options["command"], "command")
        if options["offer"]:
            manifest = self._manifest(gate, options["offer"], options["module"])
            self.extra = [manifest]
            self.words = ["--offer", manifest.name]
        elif options["manifest"]:
            self.words = check_words(["--offer", options["manifest"]], "manifest")
        else:
            self.words = [word for kind in ("acs", "legacy") if options[kind] for word in _given(kind, options[kind])]
        if not self.words:
            raise Refused("nothing is offered; give offer, manifest, acs or legacy")
        if options["allow_network_paths"]:
            self.words.append("--allow-network-paths")

    def _manifest(self, gate, packages, module):
        rows = []
        for package in packages:
            path = found(gate.action, package["file"], "package")
            name = os.path.basename(path)
            if not _NAME.match(name):
                raise Refused(f"the package {printable(name)} has a name that can't be passed to every Windows host; letters, digits and ._+- are possible")
            if name in self.files:
                raise Refused(f"two packages have the name {name}; give each a name of its own")
            digest = sha256_of(path)
            wanted = (package["sha256"] or digest).lower()
            if not _SHA256.match(wanted):
                raise Refused(f"the sha256 of {name} is none: {printable(package['sha256'], 80)}; give 64 hex digits")
            if wanted != digest:
                raise Refused(f"the package {printable(path)} has the SHA-256 {digest}, not {wanted}; get the right file")
            self.files[name] = File(name, path)
            self.builds.append(package["build"])
            rows.append({"module": module, "build": package["build"], "arch": package["arch"], "file": name, "sha256": digest})
        text = json.dumps({"schema": "acsgate.offer/v1", "offer": rows}, sort_keys=True)
        return gate.file("acsgate-offer", ".json", text.encode("ascii"))


def _given(kind, package):
    words = [f"--{kind}", package["file"]]
    for name in ("build", "sha256"):
        if package[name]:
            words += [f"--{kind}-{name}", package[name]]
    return check_words(words, kind)
