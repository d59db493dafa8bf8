#!/usr/bin/env bash
set -euo pipefail
shellcheck .ci/run plugin/*.sh tests/run.sh tests/*/*.sh
