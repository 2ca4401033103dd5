#!/usr/bin/env python3
"""Starts the service several times and prints how long it took to be ready, and the memory it holds after requests.

    python3 deploy/bench/start.py PHOTOS [--requests 10000] [--starts 3] [--service ARG] [-- COMMAND]

COMMAND is `java -Xmx512m -jar …/pomona-service.jar` unless given, for instance as the program that fast-start.sh makes.

PHOTOS is a folder of JPEGs, which two clients send in turn. Memory is read from /proc: resident in all, and of that
what no file backs ("anonymous": heap, code, native memory) and what mirrors files (libraries; the kernel may drop it).
"""

import argparse
import concurrent.futures
import itertools
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

JAR = Path(__file__).parents[2] / "api-service/target/pomona-service.jar"


def start(options):
    began = time.perf_counter()
    process = subprocess.Popen(
        [*options.command, f"--server.port={options.port}",
         f"--management.server.port={options.port + 1}", "--pomona.recognition.rate-limit.requests-per-minute=0",
         *options.service],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={"TF_CPP_MIN_LOG_LEVEL": "2", **os.environ})
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{options.port}/index", timeout=10).close()
            return process, time.perf_counter() - began
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise SystemExit("the service ended before it was ready")


def memory(process):
    sizes = {}
    for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, size, *_ = line.split()
        sizes[name.rstrip(":")] = int(size) / 1024
    return f"{sizes['Rss']:.0f} MB resident, {sizes['Anonymous']:.0f} anonymous, {sizes['Rss'] - sizes['Anonymous']:.0f} of files"


def ask(options, photo):
    request = urllib.request.Request(
        f"http://127.0.0.1:{options.port}/recognize", data=photo, headers={"Content-Type": "image/jpeg"})
    began = time.perf_counter()
    with urllib.request.urlopen(request) as response:
        response.read()
    return (time.perf_counter() - began) * 1000


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("photos", help="folder of JPEGs")
    arguments.add_argument("--requests", type=int, default=10000)
    arguments.add_argument("--starts", type=int, default=3)
    arguments.add_argument("--port", type=int, default=18380)
    arguments.add_argument("--service", action="append", default=[], help="one more argument of the service")
    own, _, command = "\0".join(sys.argv[1:]).partition("\0--\0")
    options = arguments.parse_args(own.split("\0"))
    options.command = command.split("\0") if command else ["java", "-Xmx512m", "-jar", str(JAR)]

    photos = [path.read_bytes() for path in sorted(Path(options.photos).rglob("*.jpg"))[:200]]
    print(*options.command, *options.service)
    for count in range(options.starts):
        process, seconds = start(options)
        try:
            print(f"  ready after {seconds:.2f} s: {memory(process)}", flush=True)
            if count < options.starts - 1 or not options.requests:
                continue
            sent = 0
            while sent < options.requests:
                part = min(options.requests - sent, max(1, options.requests // 4))
                with concurrent.futures.ThreadPoolExecutor(2) as clients:
                    took = sorted(clients.map(lambda photo: ask(options, photo),
                                              itertools.islice(itertools.cycle(photos), part)))
                sent += part
                print(f"  after {sent} requests, p50 {took[part // 2]:.1f} ms: {memory(process)}", flush=True)
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
