#!/usr/bin/env bash
# Installs what is needed, builds everything and runs every test. May be run again at any time.
set -euo pipefail
cd "$(dirname "$0")/.."
bash plugin/install-packages.sh build test

configure() { # preset, CMake arguments
  cmake --preset "$@" -DACSGATE_WERROR=ON >/dev/null
}
configure release -DACSGATE_QUALITY=ON -Dfuzz_seconds="${ACSGATE_FUZZ_SECONDS:-60}"
configure asan
configure linux-x86
configure windows-x64
configure windows-x86
cmake --build --preset release
cmake --build --preset asan
cmake --build --preset linux-x86
cmake --build --preset windows-x64
cmake --build --preset windows-x86 --target acsgate
ctest --preset release -j2 "$@"
