#!/usr/bin/env bash
# Every C++ file is as clang-format would write it.
set -euo pipefail
find plugin/src tests -name '*.[ch]pp' -print0 | xargs -0 clang-format-19 --dry-run -Werror
