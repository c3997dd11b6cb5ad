#!/bin/sh
# What the tests use beside Python: a browser, and an office program that opens the Word files.
# Installed where apt and root are there; otherwise the tests that need them are skipped and say so.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests:$missing"
    apt-get update -qq || true
    if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        $missing fonts-liberation >/dev/null 2>&1; then
        exit 0
    fi
fi
echo "Not here and not installed:$missing. The tests that need them will be skipped."
