# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Documentation only: what happens is in plugins/action/fleet_report.py, on the controller."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
---
module: fleet_report
short_description: Report who got what, who was held back and why
description:
  - Writes a report about a fleet to the controller, as text and as JSON.
  - With a ledger it tells of the rollout. Without one it tells what the gate decided for the hosts of the play.
  - What holds hosts back is listed with the number of hosts and the remedies, the most frequent first.
  - A report is no change; the task is never C(changed).
version_added: 0.1.0
author:
  - The acsgate authors (@acsgate)
options:
  dest:
    description: Folder on the controller. It is made if it is missing.
    type: path
    required: true
  name:
    description: Name of the two files, without C(.txt) and C(.json).
    type: str
    default: acsgate-report
  title:
    description: First line of the report.
    type: str
    default: Rollout of the security agent
  ledger:
    description: Ledger of a rollout on the controller.
    type: path
  fleet:
    description: Files of facts, one C(acsgate.facts/v1) document a line. They are judged again on the controller, for texts and remedies.
    type: list
    elements: path
    default: []
  policy:
    description: Policy with which I(fleet) is judged. Without it the one that is compiled into the program.
    type: path
  hosts:
    description: Inventory names of the hosts that M(acsgate.rollout.check) was run for. Their decisions are newer than those of I(fleet).
    type: list
    elements: str
    default: []
  variable:
    description: The variable in which the answer of M(acsgate.rollout.check) was registered. Answers from a cache of facts don't count.
    type: str
    default: acsgate_check
extends_documentation_fragment:
  - acsgate.rollout.gate.controller
attributes:
  check_mode:
    description: The report is made and returned, and not written.
    support: full
  diff_mode:
    description: Shows no differences.
    support: none
"""

EXAMPLES = r"""
---
- name: Report what the gate said of all hosts
  acsgate.rollout.fleet_report:
    dest: /var/lib/rollouts/report
    hosts: "{{ ansible_play_hosts_all }}"
  delegate_to: localhost
  run_once: true
"""

RETURN = r"""
---
text_file:
  description: The report as text.
  returned: success
  type: str
json_file:
  description: The report as JSON, C(acsgate.fleet-report/v1).
  returned: success
  type: str
text:
  description: The text itself.
  returned: success
  type: str
report:
  description: The values of the JSON file.
  returned: success
  type: dict
"""
