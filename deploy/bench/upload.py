#!/usr/bin/env python3
"""Copies all files below a folder to a prefix of a test server of S3, which takes unsigned requests.

    python3 deploy/bench/upload.py FOLDER http://127.0.0.1:4566/BUCKET/PREFIX
"""

import http.client
import pathlib
import sys
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from threading import local

folder, target = pathlib.Path(sys.argv[1]), urllib.parse.urlsplit(sys.argv[2])
connections = local()


def put(file):
    if not hasattr(connections, "open"):
        connections.open = http.client.HTTPConnection(target.netloc)
    key = urllib.parse.quote(f"{target.path}/{file.relative_to(folder).as_posix()}")
    connections.open.request("PUT", key, file.read_bytes())
    response = connections.open.getresponse()
    response.read()
    if response.status != 200:
        raise SystemExit(f"{key}: {response.status}")


files = [file for file in folder.rglob("*") if file.is_file()]
with ThreadPoolExecutor(8) as pool:
    for _ in pool.map(put, files):
        pass
print(f"uploaded {len(files)} files")
