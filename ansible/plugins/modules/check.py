# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Documentation only: what happens is in plugins/action/check.py, on the controller."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
---
module: check
short_description: Decide whether a Windows host may receive an ACS-signed build
description:
  - Runs the gate, C(acsgate check), on a Windows host, or on the controller for facts that are at hand, and returns its decision.
  - A refusal is a result, not a failure. The task fails only where no decision was made, a wrong option or an answer that is none, for instance.
  - What can't be told is C(unknown), and C(unknown) never becomes a pass.
  - The program and the policy are copied to the host when they are not there yet, under names that hold their SHA-256; after
    that each check is one remote command and no transfer. What was copied is read back and compared before it gets its name.
  - Needs neither PowerShell nor Python on the host; any connection that runs a command and copies a file will do.
version_added: 0.1.0
author:
  - The acsgate authors (@acsgate)
options:
  build:
    description:
      - Builds to ask for, such as C(20.0.0-6690). With none the decision alone counts.
    type: list
    elements: str
    default: []
  facts:
    description:
      - Facts of the host, C(acsgate.facts/v1), as the path of a file on the controller or as a mapping. The controller decides
        then, and nothing is sent to the host.
    type: raw
  now:
    description:
      - Decide as of this time, RFC 3339, in place of the clock. Only together with I(facts).
    type: str
  timeout:
    description:
      - How long each source of the host's facts may take, in seconds. Without it the program's own limits hold, 3 to 10 seconds.
    type: int
extends_documentation_fragment:
  - acsgate.rollout.gate
  - acsgate.rollout.gate.folder
  - acsgate.rollout.gate.module
  - acsgate.rollout.gate.policy
  - acsgate.rollout.gate.controller
  - acsgate.rollout.gate.decision
attributes:
  check_mode:
    description: Changes nothing. Where program or policy are not on the host yet, the decision is C(unknown) with C(GATE.NOT_INSTALLED) and C(changed) is true.
    support: full
  diff_mode:
    description: Shows no differences.
    support: none
  platform:
    description: Windows Server 2008 SP2, Windows 7 and later. The controller is Linux.
    support: full
    platforms: windows
notes:
  - Connect as an administrator of the host. C(become) has no effect.
seealso:
  - module: acsgate.rollout.install
"""

EXAMPLES = r"""
---
- name: May the host receive the first ACS build
  acsgate.rollout.check:
    build: [20.0.0-6690]
    policy: files/site.yaml
    windows_program:
      x64: /opt/acsgate/acsgate-x64.exe
      x86: /opt/acsgate/acsgate-x86.exe
  register: gate

- name: Say why not
  ansible.builtin.debug:
    msg: "{{ gate.reasons | map(attribute='text') | list }}"
  when: not gate.allowed

- name: Decide on the controller for facts that another tool collected
  acsgate.rollout.check:
    build: [20.0.0-6690]
    facts: "facts/{{ inventory_hostname }}.json"
"""

RETURN = r"""
---
decision:
  description: What the host may take, C(acs), C(legacy), C(hold), C(unknown) or C(not-applicable). C(unknown) if the task failed.
  returned: always
  type: str
  sample: legacy
acs_ready:
  description: Whether it is proven that ACS builds run on the host. False where it is not known, too.
  returned: always
  type: bool
allowed:
  description: Whether the highest build asked for may be installed. With none asked for, the same as I(acs_ready).
  returned: always
  type: bool
build:
  description: The highest build asked for that may be installed and is not there yet.
  returned: always, null if there is none
  type: str
  sample: 20.0.0-4959
host:
  description: Name that the host gives itself.
  returned: always, null if it gave none
  type: str
reasons:
  description: Why the decision is as it is, the gravest reason first; mappings of C(code) and C(text).
  returned: always
  type: list
  elements: dict
  sample: [{code: OS.UBR_BELOW_FLOOR, text: Windows build 17763.2114 is below the needed 17763.2210}]
requirements:
  description: The requirements, judged; mappings of C(id), C(title), C(status), C(reasons), C(evidence) and C(remedy).
  returned: always
  type: list
  elements: dict
pushed:
  description: Names of the files that were copied to the host, or would be in check mode.
  returned: always
  type: list
  elements: str
ansible_facts:
  description: Facts to be added.
  returned: success
  type: complex
  contains:
    acsgate:
      description:
        - The whole decision, C(acsgate.decision/v1), as the program printed it. C(acs_ready) is null there where it is unknown.
        - In check mode, where program or policy are not on the host yet, a mapping with the same keys, most of them null.
      type: dict
"""
