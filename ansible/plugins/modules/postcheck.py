# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Documentation only: what happens is in plugins/action/postcheck.py, on the controller."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
---
module: postcheck
short_description: Look whether an installed build is there and its services run
description:
  - Runs C(acsgate postcheck) on a Windows host. That a build does not run is a result, not a failure of the task.
version_added: 0.1.0
author:
  - The acsgate authors (@acsgate)
options:
  expect:
    description: The build that should run; a newer one will do.
    type: str
    required: true
  settle:
    description: Look twice, so many seconds apart. A service may end soon after its start.
    type: int
    default: 0
extends_documentation_fragment:
  - acsgate.rollout.gate
  - acsgate.rollout.gate.folder
  - acsgate.rollout.gate.module
  - acsgate.rollout.gate.policy
  - acsgate.rollout.gate.controller
attributes:
  check_mode:
    description: Looks all the same, and copies nothing to the host. Without the program there it answers C(unknown).
    support: full
  diff_mode:
    description: Shows no differences.
    support: none
"""

EXAMPLES = r"""
---
- name: See whether the Agent still runs
  acsgate.rollout.postcheck:
    expect: 20.0.0-6690
    windows_program:
      x64: /opt/acsgate/acsgate-x64.exe
"""

RETURN = r"""
---
status:
  description: C(pass), C(fail) or C(unknown).
  returned: always
  type: str
running:
  description: Whether the status is C(pass).
  returned: always
  type: bool
open:
  description: What did not pass, such as C(version) or C(service:ds_agent).
  returned: always
  type: list
  elements: str
pushed:
  description: Names of the files that were copied to the host, or would be in check mode.
  returned: always
  type: list
  elements: str
"""
