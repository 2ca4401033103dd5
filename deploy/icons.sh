#!/usr/bin/env bash
# Makes the page's PNG icons from its icon.svg, with Chromium as the painter: deploy/icons.sh
# A maskable icon has no rounded corners and keeps what matters within the inner four fifths.
set -euo pipefail
cd "$(dirname "$0")/../api-service/src/main/resources/static"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

paint() { # SVG SIZE FILE
    printf '<!doctype html><style>*{margin:0}svg{display:block;width:%dpx;height:%dpx}</style>%s' "$2" "$2" "$1" \
        >"$work/icon.html"
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
        --default-background-color=00000000 --window-size="$2,$2" --screenshot="$work/icon.png" "$work/icon.html" \
        2>"$work/chromium.log" || { cat "$work/chromium.log"; exit 1; }
    mv "$work/icon.png" "$3"
}

icon=$(cat icon.svg)
square=${icon/ rx=\"15\"/}
maskable=$(sed 's|\(<rect[^>]*/>\)|\1<g transform="translate(32 32) scale(.82) translate(-32 -32)">|; s|</svg>|</g></svg>|' <<<"$square")
paint "$icon" 192 icon-192.png
paint "$icon" 512 icon-512.png
paint "$square" 180 icon-180.png
paint "$maskable" 512 icon-maskable-512.png
