# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Documentation only: what happens is in plugins/action/root_certificate.py, on the controller."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
---
module: root_certificate
short_description: Import a root certificate into a Windows host
description:
  - Copies a certificate to the host and imports it into the machine's Trusted Root store, with C(certutil -addstore -f Root).
  - The SHA-256 of the certificate is compared on the controller before, and that of the file is part of its name on the host.
  - The task does not look whether the certificate is there already, and is always C(changed). Ask M(acsgate.rollout.check) before and after.
version_added: 0.1.0
author:
  - The acsgate authors (@acsgate)
options:
  path:
    description: The certificate on the controller, in DER or PEM form.
    type: path
    required: true
  sha256:
    description: SHA-256 of the certificate in DER form, which is what certificate viewers show.
    type: str
    required: true
extends_documentation_fragment:
  - acsgate.rollout.gate.folder
attributes:
  check_mode:
    description: Compares the SHA-256, and leaves the host alone.
    support: full
  diff_mode:
    description: Shows no differences.
    support: none
"""

EXAMPLES = r"""
---
- name: Import Microsoft's root
  acsgate.rollout.root_certificate:
    path: files/microsoft-identity-verification-root-2020.crt
    sha256: 5367F20C7ADE0E2BCA790915056D086B720C33C1FA2A2661ACF787E3292E1270
"""

RETURN = r"""
---
sha256:
  description: SHA-256 of the certificate.
  returned: success
  type: str
"""
