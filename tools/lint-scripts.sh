#!/usr/bin/env sh
# Check the scripts of the lesson page: their types (tsc) and rules (eslint).
# tools/setup.sh has installed both where there is node 20 with npm; in CI there must be.
set -eu

cd "${0%/*}/.."
if [ ! -x node_modules/.bin/eslint ]; then
    [ -z "${CI:-}" ] || { printf '%s\n' "CI needs node 20 with npm to check the scripts" >&2; exit 1; }
    printf '%s\n' "The page's scripts are not checked: that needs node 20 or newer, with npm."
    exit 0
fi
node_modules/.bin/tsc
node_modules/.bin/eslint .
