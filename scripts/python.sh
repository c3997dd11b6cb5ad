#!/bin/sh
# See that there is a Python that can make a virtual environment; install Debian's part for it where we may.
set -eu
python=$1
if ! command -v "$python" >/dev/null 2>&1; then
    echo "Golden Thread needs Python 3.11 or later, and no $python was found." >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Golden Thread needs Python 3.11 or later; $python is older. Try: make PYTHON=python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    else
        echo "This Python can't make virtual environments. Install Debian's python3-venv and try again." >&2
        exit 1
    fi
fi
