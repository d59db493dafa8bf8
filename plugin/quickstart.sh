#!/usr/bin/env bash
# From a fresh machine to a first decision: installs what is needed, builds, and gates the sample hosts.
set -euo pipefail
cd "$(dirname "$0")/.."
bash plugin/install-packages.sh build
cmake --preset release >/dev/null
cmake --build --preset release --target acsgate

# The samples were collected on this day; later they would be too old to decide on.
now=2026-11-22T12:00:00Z
for facts in policies/samples/*.json; do
  command=(build/release/acsgate check --facts "$facts" --build 20.0.0-6690 --build 20.0.0-5995 --now "$now")
  printf '\n$ %s\n' "${command[*]}"
  code=0
  "${command[@]}" || code=$?
  echo "exit code $code"
  # 10 to 12 are decisions, from 20 on something is wrong.
  [ "$code" -lt 20 ] || { echo "quickstart.sh: $facts could not be decided" >&2; exit 1; }
done
printf '\nbuild/release/acsgate is ready. Next: build/release/acsgate check --help\n'
