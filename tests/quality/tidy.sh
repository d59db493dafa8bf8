#!/usr/bin/env bash
# clang-tidy over our sources, two at a time; libstdc++'s own use of what it deprecates is none of our business.
set -euo pipefail
build=$1
windows_build=$2
options=(--quiet --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-deprecated-declarations)
{
  find plugin/src -name '*.cpp' ! -name '*_windows.cpp' -print0 | xargs -0 -P 2 -n 4 clang-tidy-19 -p "$build" "${options[@]}" 2>&1
  find plugin/src -name '*_windows.cpp' -print0 |
    xargs -0 -P 2 -n 4 clang-tidy-19 -p "$windows_build" "${options[@]}" --extra-arg=--target=x86_64-w64-mingw32 \
      --checks=-bugprone-suspicious-stringview-data-usage 2>&1 # Windows' functions take the size apart
} | { grep -vE '^[0-9]+ warnings? (generated|suppressed)|^Suppressed|^Use -header-filter' || true; } | tee "$build/tidy.log"
! grep -qE 'warning:|error:' "$build/tidy.log"
