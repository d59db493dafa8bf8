# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""Documentation only: what happens is in plugins/action/install.py, on the controller."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
---
module: install
short_description: Install on a Windows host what the gate allows there
description:
  - Runs C(acsgate run) on the host. It decides anew, at the moment of the installation, picks the package that the decision
    allows, starts the installer in the background and looks afterwards whether what was installed runs.
  - Installing a security agent can cut the connection. The task asks again until the installation has ended or I(timeout) is over.
  - A host that may take nothing now is C(held) and no failure. So is one where the build or a newer one is installed, C(nothing-to-do).
  - Where there is nothing to do it is one remote command and no transfer. Packages of I(offer) are copied only to hosts that
    are to install them, and removed there when the installation has ended.
  - After a restart, run it once more with I(postcheck_pending) to finish the look afterwards.
version_added: 0.1.0
author:
  - The acsgate authors (@acsgate)
options:
  offer:
    description:
      - Packages on the controller, of which each host is sent the one that it is to install.
    type: list
    elements: dict
    suboptions:
      file:
        description: The package, on the controller. Its name must be of letters, digits and C(._+-), because the host's gets the same.
        type: path
        required: true
      build:
        description: Its build, with four parts such as C(20.0.0-6690).
        type: str
        required: true
      arch:
        description: For which processors it is.
        type: str
        choices: [x64, x86, arm64]
        default: x64
      sha256:
        description: The SHA-256 that the file must have, in hex. Without it, whatever the file has.
        type: str
  acs:
    description:
      - Package of an ACS build that is on the host already, or on a share (I(allow_network_paths)).
    type: dict
    suboptions:
      file:
        description: Its path on the host, without spaces.
        type: str
        required: true
      build:
        description: Its build, where its name does not say it as C(Agent-Core-Windows-20.0.0-6690.x86_64.msi) does.
        type: str
      sha256:
        description: The SHA-256 that it must have. Needed where others than administrators may write.
        type: str
  legacy:
    description:
      - Package of a legacy build that is on the host already.
    type: dict
    suboptions:
      file:
        description: Its path on the host, without spaces.
        type: str
        required: true
      build:
        description: Its build, where its name does not say it as C(Agent-Core-Windows-20.0.0-6690.x86_64.msi) does.
        type: str
      sha256:
        description: The SHA-256 that it must have. Needed where others than administrators may write.
        type: str
  manifest:
    description:
      - Path on the host of a manifest, C(acsgate.offer/v1), with packages beside it. C(acsgate run --write-manifest) makes it.
    type: str
  allow_network_paths:
    description:
      - Whether I(acs), I(legacy) and I(manifest) may be on other machines.
    type: bool
    default: false
  command:
    description:
      - The installer and its arguments, started without a shell; C({artifact}) stands for the package. A program of the system by its bare
        name, or a full path. No word may have spaces, quotes or any of C($%^&|<>!`()).
    type: list
    elements: str
    default: [msiexec.exe, /i, "{artifact}", /qn, /norestart]
  timeout:
    description:
      - How long to wait for the end of the installation, in seconds. It goes on all the same when the time is over.
    type: int
    default: 2700
  poll:
    description:
      - How long to wait between two questions whether it has ended, in seconds.
    type: int
    default: 5
  settle:
    description:
      - How long after the installation to look a second time whether it runs, in seconds; 0 looks once.
    type: int
    default: 10
  postcheck_pending:
    description:
      - Install nothing; finish the look afterwards that an installation left for the time after the restart.
    type: bool
    default: false
  build:
    description:
      - Consider only packages of these builds.
    type: list
    elements: str
    default: []
extends_documentation_fragment:
  - acsgate.rollout.gate
  - acsgate.rollout.gate.folder
  - acsgate.rollout.gate.module
  - acsgate.rollout.gate.policy
  - acsgate.rollout.gate.controller
  - acsgate.rollout.gate.decision
attributes:
  check_mode:
    description: Says what would be installed (C(planned)), as C(acsgate run --dry-run) does, and changes nothing.
    support: full
  diff_mode:
    description: Shows the builds before and after.
    support: full
  platform:
    description: Windows Server 2008 SP2, Windows 7 and later. The controller is Linux.
    support: full
    platforms: windows
notes:
  - Connect as an administrator of the host. C(become) has no effect.
seealso:
  - module: acsgate.rollout.check
"""

EXAMPLES = r"""
---
- name: Install the ACS build where it runs and the legacy build elsewhere
  acsgate.rollout.install:
    offer:
      - {build: 20.0.0-6690, file: packages/Agent-Core-Windows-20.0.0-6690.x86_64.msi}
      - {build: 20.0.0-4959, file: packages/Agent-Core-Windows-20.0.0-4959.x86_64.msi}
    windows_program:
      x64: /opt/acsgate/acsgate-x64.exe
  register: agent

- name: Restart where the installer asks for it
  ansible.windows.win_reboot:
  when: agent.reboot_required

- name: Finish the look afterwards
  acsgate.rollout.install:
    postcheck_pending: true
    windows_program:
      x64: /opt/acsgate/acsgate-x64.exe
  when: agent.state == 'deferred'
"""

RETURN = r"""
---
state:
  description:
    - C(installed), C(nothing-to-do), C(held) (nothing was started, and I(result) says why), C(deferred) (installed; the look afterwards waits
      for the restart), C(planned) (check mode), C(running) (the time is over, and it goes on), C(failed), or C(unknown) (nobody can tell).
    - The task has failed with C(failed), C(running) and C(unknown), except for C(unknown) in check mode.
  returned: always
  type: str
  sample: installed
reboot_required:
  description: Whether the host has to be restarted, before or after the installation.
  returned: always
  type: bool
rc:
  description: Exit code of the installer.
  returned: always, null if none was started or its end is not known
  type: int
  sample: 0
build:
  description: The build that was chosen.
  returned: always, null if none was
  type: str
  sample: 20.0.0-6690
decision:
  description: The host's decision.
  returned: always, null if none was made
  type: str
  sample: acs
result:
  description: What the gate itself has to say, such as C(INSTALL.HELD); empty where the installer's exit code says all.
  returned: always
  type: str
codes:
  description: Codes of the reasons, where I(result) is not empty.
  returned: always
  type: list
  elements: str
  sample: [REBOOT.PENDING]
postcheck:
  description: C(pass), C(fail), C(unknown) or C(deferred); empty if nobody looked.
  returned: always
  type: str
  sample: pass
pushed:
  description: Names of the files that were copied to the host, or would be in check mode.
  returned: always
  type: list
  elements: str
"""
