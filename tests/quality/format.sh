#!/usr/bin/env bash
# Every C++ file is as clang-format would write it.
set -euo pipefail
git ls-files -z --cached --others --exclude-standard -- 'plugin/src/*.[ch]pp' 'tests/*.[ch]pp' | xargs -0 clang-format-19 --dry-run -Werror
