# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Imports one root certificate into a Windows host. The documentation is in plugins/modules/root_certificate.py."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from ansible.plugins.action import ActionBase

from ..plugin_utils import controller
from ..plugin_utils.answer import Refused, printable
from ..plugin_utils.gate import COMMON_OPTIONS, found
from ..plugin_utils.host import File, Host, check_folder, sha256_of

OPTIONS = {
    "path": {"type": "path", "required": True},
    "sha256": {"type": "str", "required": True},
    "install_dir": COMMON_OPTIONS["install_dir"],
}
MAX_CERTIFICATE_BYTES = 64 << 10
PEM = re.compile(rb"-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*")
DONE = "acsgate-imported"


class ActionModule(ActionBase):
    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        _unused, options = self.validate_argument_spec(OPTIONS)
        result.update(changed=False)
        try:
            path = found(self, options["path"], "certificate")
            digest = hashlib.sha256(der_of(controller.read_file(path, "certificate", MAX_CERTIFICATE_BYTES), path)).hexdigest()
            if digest != options["sha256"].lower():
                raise Refused(f"the certificate {printable(path)} has the SHA-256 {digest}, not {printable(options['sha256'])}; get the right one")
            result.update(sha256=digest, changed=True)
            if not self._task.check_mode:
                self._import(options, path)
        except Refused as refused:
            result.update(failed=True, changed=False, msg=str(refused))
        return result

    def _import(self, options, path):
        host = Host(self, check_folder(options["install_dir"]))
        file = File(f"root-{sha256_of(path)}.cer", path)
        names, _unused = host.look(make_folder=True)
        steps = host.push([file]) if file.name not in names else []
        # The full name of the program: what lies in the folder must not be run in its place.
        answer = host.command(*steps, rf"%SystemRoot%\System32\certutil.exe -addstore -f Root {file.name}>nul", f"echo {DONE}")
        if DONE not in answer.out:
            raise Refused(f"certutil did not import the certificate on the host: {printable(answer.err) or 'it said nothing'}; is the user an administrator")


def der_of(data, path):
    """The certificate itself. SHA-256 of certificates is of this form."""
    if data.startswith(b"\x30"):
        return data
    pem = PEM.fullmatch(data.strip() + b"\n")
    try:
        return base64.b64decode(b"".join(pem.group(1).split()), validate=True) if pem else refuse(path)
    except binascii.Error:
        return refuse(path)


def refuse(path):
    raise Refused(f"{printable(path)} is not one certificate in DER or PEM form")
