#!/usr/bin/env sh
# Make the virtual environment, and install the system packages that are missing.
#
#   tools/setup.sh run     what rendering needs
#   tools/setup.sh voice   the same, with a voice; without it, if it cannot be had
#   tools/setup.sh test    the same, with the linters, the test tools and a browser
#
# PYTHON chooses the interpreter (3.11 or newer), VENV the folder (.venv). Quick the second time.
set -eu

goal=${1:-run}
venv=${VENV:-.venv}
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$here"

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

suits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3 python3.14}; do
        if command -v "$name" >/dev/null 2>&1 && suits "$name"; then
            say "$name"
            return 0
        fi
    done
    return 1
}

# What is missing, as names that the three package families translate below.
missing() {
    python=$(find_python) || { say python; python=''; }
    if [ -n "$python" ]; then
        "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || say venv
        "$python" -c 'import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' || say headers
    fi
    command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 || say compiler
    command -v pkg-config >/dev/null 2>&1 || say pkg-config
    if command -v pkg-config >/dev/null 2>&1; then
        pkg-config --exists cairo || say cairo
        pkg-config --exists pangocairo || say pango
    else
        say cairo
        say pango
    fi
    if [ "$goal" = test ]; then
        sh tools/find-browser.sh >/dev/null || say chromium
    fi
}

python_minor() {
    python=$(find_python) && "$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'
}

debian() {
    for what in $1; do
        case $what in
        python) say python3 python3-venv python3-dev ;;
        # The headers and venv of the interpreter that is there, which may not be Debian's default.
        venv) say "python$(python_minor)-venv" ;;
        headers) say "python$(python_minor)-dev" ;;
        compiler) say gcc libc6-dev ;;
        pkg-config) say pkg-config ;;
        cairo) say libcairo2-dev ;;
        pango) say libpango1.0-dev ;;
        chromium) say chromium ;;
        esac
    done | tr '\n' ' '
}

fedora() {
    for what in $1; do
        case $what in
        python | venv | headers) say python3 python3-devel ;;
        compiler) say gcc ;;
        pkg-config) say pkgconf-pkg-config ;;
        cairo) say cairo-devel ;;
        pango) say pango-devel ;;
        chromium) say chromium ;;
        esac
    done | sort -u | tr '\n' ' '
}

homebrew() {
    for what in $1; do
        case $what in
        python | venv | headers) say python@3.12 ;;
        compiler) ;;
        pkg-config) say pkg-config ;;
        cairo) say cairo ;;
        pango) say pango ;;
        chromium) say --cask chromium ;;
        esac
    done | sort -u | tr '\n' ' '
}

if [ -n "${PYTHON:-}" ] && ! suits "$PYTHON"; then
    fail "expected Python 3.11 or newer in PYTHON; $PYTHON is not (or does not start)"
fi
needed=$(missing | sort -u | tr '\n' ' ')
if [ -n "$needed" ]; then
    packages=$(debian "$needed")
    as_root=''
    [ "$(id -u)" = 0 ] || as_root='sudo -n'
    if command -v apt-get >/dev/null 2>&1 && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }; then
        say "Installing system packages: $packages"
        export DEBIAN_FRONTEND=noninteractive
        # shellcheck disable=SC2086
        $as_root apt-get install -y -q --no-install-recommends $packages >/dev/null 2>&1 || {
            $as_root apt-get update -q >/dev/null || fail "apt-get update failed; see above"
            $as_root apt-get install -y -q --no-install-recommends $packages >/dev/null ||
                fail "these packages could not be installed: $packages"
        }
        still=$(missing | sort -u | tr '\n' ' ')
        case " $still" in
        *" python "*) fail "nnviz needs Python 3.11 or newer; this system's python3 is
$(python3 --version 2>&1). Install a newer one and name it: make PYTHON=/path/to/python3.12 ..." ;;
        "  " | " ") ;;
        *) fail "still missing after the installation: $still" ;;
        esac
    else
        fail "Missing on this machine: $needed
Install them, then run the same command again:
  Debian, Ubuntu:  sudo apt-get install -y $packages
  Fedora:          sudo dnf install -y $(fedora "$needed")
  macOS:           brew install $(homebrew "$needed")
(and Xcode's compiler on macOS: xcode-select --install)"
    fi
fi

python=$(find_python) || fail "expected Python 3.11 or newer; PYTHON=${PYTHON:-} is not"
extras=''
[ "$goal" = test ] && extras='[test]'
[ "$goal" = voice ] && extras='[voice]'
stamp="$venv/.nnviz-$goal-$(cksum pyproject.toml | cut -d' ' -f1)"
if [ ! -x "$venv/bin/python" ] || ! suits "$venv/bin/python"; then
    say "Making $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv"
fi
if [ ! -e "$stamp" ] || ! "$venv/bin/python" -c 'import nnviz' >/dev/null 2>&1; then
    say "Installing nnviz$extras into $venv (a few minutes the first time)"
    if ! "$venv/bin/python" -m pip install -q --disable-pip-version-check -e ".$extras"; then
        [ "$goal" = voice ] || fail "pip could not install nnviz$extras into $venv; see above"
        say "The voice could not be installed; films will be silent."
        "$venv/bin/python" -m pip install -q --disable-pip-version-check -e . ||
            fail "pip could not install nnviz into $venv; see above"
    fi
    rm -f "$venv"/.nnviz-"$goal"-*
    : >"$stamp"
fi

# The checks of the lesson page's scripts, where there is node 20 with npm. Without them everything
# else is checked, but not in CI.
if [ "$goal" = test ] && command -v npm >/dev/null 2>&1 &&
    node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)'; then
    stamp="node_modules/.nnviz-$(cksum package-lock.json | cut -d' ' -f1)"
    if [ ! -e "$stamp" ]; then
        say "Installing the checks of the scripts into node_modules"
        if npm ci --silent --no-audit --no-fund --ignore-scripts; then
            : >"$stamp"
        elif [ -n "${CI:-}" ]; then
            fail "npm could not install what package-lock.json lists; see above"
        else
            rm -rf node_modules
        fi
    fi
fi
