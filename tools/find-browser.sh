#!/usr/bin/env sh
# Print the browser that the tests drive, or fail: NNVIZ_CHROMIUM, or the first of these that is there.
set -u

if [ -n "${NNVIZ_CHROMIUM:-}" ]; then
    printf '%s\n' "$NNVIZ_CHROMIUM"
    exit 0
fi
for name in chromium chromium-browser google-chrome google-chrome-stable \
    '/Applications/Chromium.app/Contents/MacOS/Chromium' \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
    command -v "$name" && exit 0
done
exit 1
