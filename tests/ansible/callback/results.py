"""Writes what each task returned, a line of JSON for each host, into the file that RESULTS names."""

from __future__ import annotations

import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: results
type: notification
short_description: Results of tasks as lines of JSON
description: [For tests.]
author: The acsgate authors
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "results"
    CALLBACK_NEEDS_ENABLED = True

    def _write(self, how, result, **_more):
        host, task, value = (getattr(result, name, None) or getattr(result, "_" + name) for name in ("host", "task", "result"))
        line = {"host": host.get_name(), "task": task.get_name(), "how": how, "result": value}
        with open(os.environ["RESULTS"], "a", encoding="ascii") as file:
            file.write(json.dumps(line, default=str) + "\n")

    def v2_runner_on_ok(self, result):
        self._write("ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._write("failed", result)

    def v2_runner_on_unreachable(self, result):
        self._write("unreachable", result)
