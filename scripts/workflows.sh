#!/usr/bin/env bash
# Checks every workflow, the examples and action.yml with actionlint and zizmor, clean at
# their default level. Installs them below .orps/; what cannot be had is said aloud.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$PWD/.orps
export PATH="$tools/bin:$tools/workflows/bin:$PATH"
files=(examples/*.yml .github/workflows/*.yml)

missing() { printf '\n!! NOT CHECKED by %s: it is not here and could not be installed.\n\n' "$1"; }

if ! command -v actionlint > /dev/null && command -v go > /dev/null; then
  GOBIN="$tools/bin" go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 || true
fi
if command -v actionlint > /dev/null; then
  # Without shellcheck and pyflakes, which a machine may have or not.
  actionlint -shellcheck= -pyflakes= "${files[@]}"
  echo "actionlint: ${#files[@]} workflows are clean."
else
  missing actionlint
fi

if ! command -v zizmor > /dev/null; then
  { python3 -m venv "$tools/workflows" && "$tools/workflows/bin/pip" install -q zizmor==1.32.0; } || true
fi
if command -v zizmor > /dev/null; then
  zizmor --offline --no-progress --quiet "${files[@]}" action.yml
  echo "zizmor: ${#files[@]} workflows and action.yml are clean."
else
  missing zizmor
fi
