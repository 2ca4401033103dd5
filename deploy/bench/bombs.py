#!/usr/bin/env python3
"""Sends small files that claim, or hold, too many pixels to a running service and prints how soon they are refused.

    python3 deploy/bench/bombs.py [--url http://localhost:8080] [--times 100]
    python3 deploy/bench/bombs.py --metadata --times 1         a WebP with 2 MB of XMP instead, which is answered

Start the service with --pomona.recognition.rate-limit.requests-per-minute=0.
"""

import argparse
import struct
import time
import urllib.error
import urllib.request
import zlib
from pathlib import Path

PICTURE = Path(__file__).parents[2] / "api-service/src/test/resources/pictures/lossy.webp"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, pixels):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg(width, height):
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xc0" + frame + b"\xff\xd9"


def webp(width, height):
    size = (width - 1) | (height - 1) << 14
    lossless = b"\x2f" + struct.pack("<I", size) + bytes(11)
    return b"RIFF" + struct.pack("<I", 12 + len(lossless)) + b"WEBPVP8L" + struct.pack("<I", len(lossless)) + lossless


def webp_with_xmp(elements):
    def part(kind, data):
        return kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)

    picture = PICTURE.read_bytes()[12:]
    width, height = struct.unpack_from("<HH", picture, 14)
    canvas = struct.pack("<I", 4) + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    xmp = (b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
           b'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag>' + b"<rdf:li/>" * elements
           + b"</rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>")
    body = part(b"VP8X", canvas) + picture + part(b"XMP ", xmp)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def send(url, body):
    """The status and the milliseconds it took."""
    request = urllib.request.Request(url + "/recognize", data=body, headers={"Content-Type": "image/png"})
    start = time.perf_counter()
    try:
        with urllib.request.urlopen(request) as response:
            status = response.status
    except urllib.error.HTTPError as refused:
        refused.read()
        status = refused.code
    return status, (time.perf_counter() - start) * 1000


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--url", default="http://localhost:8080")
    arguments.add_argument("--times", type=int, default=100)
    arguments.add_argument("--metadata", action="store_true")
    options = arguments.parse_args()
    bombs = {"WebP with 220,000 elements of XMP": webp_with_xmp(220_000)} if options.metadata else {
        "PNG that claims 60,000 x 60,000": png(60_000, 60_000, b""),
        "PNG that holds 20,000 x 20,000": png(20_000, 20_000, zlib.compress(bytes(20_000 * 60_001), 9)),
        "JPEG that claims 65,500 x 65,500": jpeg(65_500, 65_500),
        "WebP that claims 16,384 x 16,384": webp(16_384, 16_384),
    }
    for name, body in bombs.items():
        answers = [send(options.url, body) for _ in range(options.times)]
        took = sorted(milliseconds for _, milliseconds in answers)
        statuses = sorted({status for status, _ in answers})
        print(f"{name:34} {len(body):9} bytes  {statuses}  median {took[len(took) // 2]:.1f} ms  most {took[-1]:.1f} ms")


if __name__ == "__main__":
    main()
