# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Documentation only: what happens is in plugins/action/follow.py, on the controller."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
---
module: follow
short_description: Follow an installation that was begun before, to its end
description:
  - Asks a Windows host how the last C(acsgate run) ended there, and waits for its end if it still goes on. Installs nothing.
  - A play that was killed and started again uses it before it installs, so that no host is installed twice.
  - Whether an installation is the one that is meant, its build and its beginning tell. The beginning is by the clock of the host.
version_added: 0.1.0
author:
  - The acsgate authors (@acsgate)
options:
  since:
    description: An installation that began before this time, RFC 3339 in UTC, is another one.
    type: str
    required: true
  of_build:
    description: An installation of another build is another one.
    type: str
    required: true
  timeout:
    description: How long to wait for the end, in seconds.
    type: int
    default: 2700
  poll:
    description: How long to wait between two questions, in seconds.
    type: int
    default: 5
  controller_program:
    description: The acsgate program on the controller, not used so far. Without it C(ACSGATE), else acsgate on the path.
    type: path
extends_documentation_fragment:
  - acsgate.rollout.gate
  - acsgate.rollout.gate.folder
  - acsgate.rollout.gate.module
attributes:
  check_mode:
    description: Asks once. Copies nothing to the host; without the program there the state is C(none).
    support: full
  diff_mode:
    description: Shows no differences.
    support: none
"""

EXAMPLES = r"""
---
- name: See how it ended
  acsgate.rollout.follow:
    since: "2026-11-23T13:02:00Z"
    of_build: 20.0.0-6690
    windows_program:
      x64: /opt/acsgate/acsgate-x64.exe
"""

RETURN = r"""
---
state:
  description: C(none) if no such installation was begun, else as M(acsgate.rollout.install) has it.
  returned: always
  type: str
  sample: installed
reboot_required:
  description: Whether the host has to be restarted.
  returned: always
  type: bool
rc:
  description: Exit code of the installer.
  returned: always, null if it is not known
  type: int
build:
  description: The build that was installed.
  returned: always, null if none was
  type: str
decision:
  description: The decision at that time.
  returned: always, null if it is not known
  type: str
result:
  description: What the gate itself had to say; empty where the installer's exit code says all.
  returned: always
  type: str
codes:
  description: Codes of the reasons, where I(result) is not empty.
  returned: always
  type: list
  elements: str
postcheck:
  description: C(pass), C(fail), C(unknown) or C(deferred); empty if nobody looked.
  returned: always
  type: str
pushed:
  description: Names of the files that were copied to the host, or would be in check mode.
  returned: always
  type: list
  elements: str
"""
