# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Documentation only: what happens is in plugins/action/collect.py, on the controller."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
---
module: collect
short_description: Bring the facts of a Windows host to the controller
description:
  - Runs C(acsgate facts) on the host and keeps what it prints in a file on the controller, for M(acsgate.rollout.wave) and C(acsgate fleet).
  - The label C(inventory) in it holds the host's name in the inventory.
  - The program is copied to the host when it is not there yet, as M(acsgate.rollout.check) does it.
  - The host is not changed otherwise.
version_added: 0.1.0
author:
  - The acsgate authors (@acsgate)
options:
  dest:
    description: Folder on the controller. Each host gets a file there, its inventory name with C(.json).
    type: path
    required: true
  controller_program:
    description: Not used; here so that the same defaults serve all actions.
    type: path
extends_documentation_fragment:
  - acsgate.rollout.gate
  - acsgate.rollout.gate.folder
attributes:
  check_mode:
    description: Writes no file, and copies nothing to the host. Without the program there are no facts then.
    support: full
  diff_mode:
    description: Shows no differences.
    support: none
"""

EXAMPLES = r"""
---
- name: Collect the fleet
  acsgate.rollout.collect:
    dest: /var/lib/rollouts/facts
    windows_program:
      x64: /opt/acsgate/acsgate-x64.exe
"""

RETURN = r"""
---
facts:
  description: The facts, C(acsgate.facts/v1).
  returned: success, null in check mode where the program is not on the host
  type: dict
path:
  description: The file on the controller.
  returned: success
  type: str
pushed:
  description: Names of the files that were copied to the host, or would be in check mode.
  returned: always
  type: list
  elements: str
"""
