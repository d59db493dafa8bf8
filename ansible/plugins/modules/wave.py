# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Documentation only: what happens is in plugins/action/wave.py, on the controller."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
---
module: wave
short_description: Take hosts through the waves of a rollout
description:
  - Drives C(acsgate wave) on the controller. A ledger there remembers which host was leased to whom, and how it ended.
  - The host of the task is never connected to. A task may run for a host of a batch, to record its result, or for localhost.
  - C(next) leases nothing while a host that may go is not in the inventory. Hosts that are held, or had their turn, may be gone. A lease that is
    taken up for a host that is gone is recorded as C(unknown).
  - Start one play per ledger and I(controller) name at a time.
version_added: 0.1.0
options:
  command:
    description:
      - C(start) begins a rollout in a new ledger. A ledger that is there already is left alone.
      - C(next) leases hosts that may go now, or says why none may.
      - C(record) takes in the result of one attempt.
      - C(close) records C(unknown) for those of I(attempts) that have no result yet.
      - C(status) tells how far the rollout is.
    type: str
    required: true
    choices: [start, next, record, close, status]
  ledger:
    description:
      - The ledger, a file on a local disk of the controller. It has to outlive the play.
    type: path
    required: true
  rollout:
    description:
      - The rollout. For C(next) it must be the one that the ledger has pinned.
      - Required for I(command=start) and I(command=next).
    type: path
  fleet:
    description:
      - Files of facts, one C(acsgate.facts/v1) document a line. For C(start) the hosts, for C(next) newer facts of hosts.
      - A label C(inventory) of a host names it in the inventory. Without it the host's id, full name or computer name does.
    type: list
    elements: path
    default: []
  by:
    description: Name of the person who starts the rollout.
    type: str
  controller:
    description: Name under which hosts are leased. A play takes up again what was leased under its own name only.
    type: str
    default: ansible
  claim:
    description: How many hosts to lease at most.
    type: int
    default: 20
  ttl:
    description: How long leases hold. Without a result by then an attempt is inconclusive.
    type: str
    default: 2h
  take_up:
    description:
      - First give out again what this controller has leased and what has no result, as after a play that was killed.
      - Nothing is taken up while the rollout is halted, inconclusive or outside of its change windows.
    type: bool
    default: false
  attempt:
    description: The attempt whose result is recorded.
    type: str
  attempts:
    description: The attempts that are closed.
    type: list
    elements: str
    default: []
  result:
    description: The result of the attempt.
    type: str
    choices: [success, failure, refused, unknown, installed]
  detail:
    description: One sentence for the ledger.
    type: str
    default: ''
author:
  - The acsgate authors (@acsgate)
extends_documentation_fragment:
  - acsgate.rollout.gate.controller
attributes:
  check_mode:
    description: Leases nothing and records nothing; C(next) tells what the ledger says.
    support: full
  diff_mode:
    description: Shows no differences.
    support: none
"""

EXAMPLES = r"""
---
- name: Lease up to ten hosts
  acsgate.rollout.wave:
    command: next
    ledger: /var/lib/rollouts/agent.db
    rollout: /etc/rollouts/agent.yaml
    claim: 10
  register: leased
  delegate_to: localhost
  run_once: true

- name: Say that an attempt succeeded
  acsgate.rollout.wave:
    command: record
    ledger: /var/lib/rollouts/agent.db
    attempt: 678e5cbd-5-1
    result: success
"""

RETURN = r"""
---
answer:
  description: C(go), C(waiting), C(inconclusive), C(halted), C(finished), C(nobody-eligible), C(waiting-for-approval) or, in check mode, C(not-started).
  returned: next
  type: str
  sample: go
wave:
  description: The wave that is open.
  returned: next
  type: str
hosts:
  description: What was leased, with C(inventory_hostname), C(id), C(attempt), C(build), and C(claimed_at) where it was taken up again.
  returned: next
  type: list
  elements: dict
taken_up:
  description: Whether these are leases from before.
  returned: next
  type: bool
reasons:
  description: Why no host may go, with C(code), C(text) and maybe C(until).
  returned: next
  type: list
  elements: dict
closed:
  description: The attempts that had no result.
  returned: close
  type: list
  elements: str
halted:
  description: Why the rollout was halted by this result.
  returned: record and close
  type: str
status:
  description: What C(acsgate wave status --format json) prints.
  returned: status
  type: dict
"""
