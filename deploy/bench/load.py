#!/usr/bin/env python3
"""Asks services that are running for photos, with 1, 4 and 16 clients, and prints a table. Started by load.sh.

    python3 deploy/bench/load.py NAME=URL [NAME=URL ...] --photos KIND=FILE [KIND=FILE ...] [--seconds 8]

Each kind is one photo, sent by hey (Debian package `hey`) again and again. The last service is the one compared with.
"""

import argparse
import csv
import io
import subprocess

CLIENTS = (1, 4, 16)


def percentile(numbers, share):
    return numbers[min(len(numbers) - 1, int(share * len(numbers)))]


def hey(url, photo, clients, seconds):
    """Requests a second, median and 99th percentile in milliseconds, and answers that were no 200."""
    out = subprocess.run(
        ["hey", "-z", f"{seconds:g}s", "-c", str(clients), "-m", "POST", "-T", "image/jpeg", "-D", photo, "-o", "csv", url],
        check=True, capture_output=True, text=True).stdout
    rows = list(csv.DictReader(io.StringIO(out)))
    took = sorted(float(row["response-time"]) * 1000 for row in rows if row["status-code"] == "200")
    if not took:
        raise SystemExit(f"{url} answers nothing")
    last = max(float(row["offset"]) + float(row["response-time"]) for row in rows)
    return len(took) / last, percentile(took, 0.5), percentile(took, 0.99), len(rows) - len(took)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("services", nargs="+")
    arguments.add_argument("--photos", nargs="+", required=True)
    arguments.add_argument("--seconds", type=int, default=8)
    options = arguments.parse_args()
    services = [service.split("=", 1) for service in options.services]

    print("| photo | clients | service | p50 ms | p99 ms | requests/s | refused | times the throughput |")
    print("|---|---|---|---|---|---|---|---|")
    for kind, photo in (kind.split("=", 1) for kind in options.photos):
        for _, url in services:
            hey(url + "/recognize", photo, 4, options.seconds)  # warms up
        for clients in CLIENTS:
            figures = {name: hey(url + "/recognize", photo, clients, options.seconds) for name, url in services}
            least = figures[services[-1][0]][0]
            for name, (rate, median, high, refused) in figures.items():
                print(f"| {kind} | {clients} | {name} | {median:.1f} | {high:.1f} | {rate:.1f} | {refused} | {rate / least:.1f} |",
                      flush=True)


if __name__ == "__main__":
    main()
