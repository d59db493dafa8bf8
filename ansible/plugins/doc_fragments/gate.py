# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""What the documentation of several modules says of the options that they have in common."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type


class ModuleDocFragment:
    # Where acsgate is on the host, and how it gets there.
    DOCUMENTATION = r"""
options:
  windows_program:
    description:
      - Where C(acsgate.exe) lies on the controller, for C(x64) and for C(x86). Needed wherever something is run on the host.
    type: dict
    suboptions:
      x64:
        description: The program for 64-bit Windows.
        type: path
      x86:
        description: The program for 32-bit Windows.
        type: path
  arch:
    description:
      - Which of the two programs the host needs. Without it x64 is tried, and a host that has no such program is asked once
        more. Say C(x86) in the inventory for 32-bit Windows, so that one command suffices there too.
    type: str
    choices: [x64, x86]
"""

    FOLDER = r"""
options:
  install_dir:
    description:
      - Folder on the host for what is copied there, program and policy for instance. Only its last part is made if it is missing.
      - Nobody but administrators may be able to write there, because what lies there under the right name is run. Folders in
        C(Program Files) are such, those in C(ProgramData) are not. Letters, digits, spaces and C(._-) only, no space in its last part.
    type: str
    default: C:\Program Files\acsgate
"""

    MODULE = r"""
options:
  module:
    description:
      - Product of the policy.
    type: str
    default: agent
"""

    POLICY = r"""
options:
  policy:
    description:
      - Policy on the controller, in YAML, which the controller's program makes canonical, or in canonical form.
      - Without it the policy counts that is compiled into the program.
    type: path
"""

    CONTROLLER = r"""
options:
  controller_program:
    description:
      - The C(acsgate) of the controller, for what is done there; a policy in YAML or C(on_unknown=hold) need it, for instance.
      - Without it the environment variable C(ACSGATE) counts, then C(acsgate) on the search path.
    type: path
"""

    DECISION = r"""
options:
  released:
    description:
      - Release date of the builds, C(YYYY-MM-DD), for products that go by it.
    type: str
  on_unknown:
    description:
      - What a host may take of which the facts do not tell enough. C(hold) makes a policy that allows legacy builds there stricter.
        C(legacy) loosens nothing, a policy that says C(hold) goes on saying it.
    type: str
    choices: [legacy, hold]
    default: legacy
"""
