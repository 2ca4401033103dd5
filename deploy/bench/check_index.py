#!/usr/bin/env python3
"""Checks that current.json of an index names a whole version whose checksums hold.

    python3 deploy/bench/check_index.py [--finished] INDEX

INDEX is a folder, or s3://BUCKET/PREFIX at an endpoint that takes unsigned requests, such as LocalStack's
(AWS_ENDPOINT_URL_S3). With --finished all versions must be whole, hold no file but those in their manifests, no run may be at
work, and in a bucket no upload may be incomplete.
"""

import hashlib
import json
import os
import sys
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree
from pathlib import Path


class Folder:
    """An index in a folder."""

    def __init__(self, root):
        self.root = Path(root)

    def read(self, name):
        return (self.root / name).read_bytes()

    def names(self):
        return {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()}

    def uploads(self):
        return set()


class Bucket:
    """An index in a bucket."""

    NAMESPACE = "{http://s3.amazonaws.com/doc/2006-03-01/}"

    def __init__(self, location):
        bucket, _, prefix = location.split("://", 1)[1].partition("/")
        self.url = os.environ["AWS_ENDPOINT_URL_S3"].rstrip("/") + "/" + bucket
        self.prefix = prefix.rstrip("/") + "/"

    def get(self, path, **query):
        with urllib.request.urlopen(self.url + urllib.parse.quote(path) + "?" + urllib.parse.urlencode(query)) as answer:
            return answer.read()

    def read(self, name):
        return self.get("/" + self.prefix + name)

    def names(self):
        names, query = set(), {"list-type": 2, "prefix": self.prefix}
        while True:
            page = ElementTree.fromstring(self.get("", **query))
            names |= {key.text[len(self.prefix):] for key in page.iter(self.NAMESPACE + "Key")}
            token = page.find(self.NAMESPACE + "NextContinuationToken")
            if token is None:
                return {name for name in names if not name.endswith("/")}
            query["continuation-token"] = token.text

    def uploads(self):
        page = ElementTree.fromstring(self.get("", uploads="", prefix=self.prefix))
        return {key.text for key in page.iter(self.NAMESPACE + "Key")}


def check_files(index, manifest):
    """Checks every file that a version's manifest lists."""
    folder = manifest.rpartition("/")[0] + "/"
    files = json.loads(index.read(manifest))["files"]
    for file in files:
        content = index.read(folder + file["path"])
        if len(content) != file["bytes"] or hashlib.sha256(content).hexdigest() != file["sha256"]:
            raise SystemExit(f"{folder}{file['path']} is damaged")
    return {folder + file["path"] for file in files}


def check_finished(index, names, versions):
    """Checks that no run is at work and that none has left anything behind."""
    if not json.loads(index.read("runs/active.json"))["released"]:
        raise SystemExit("a run holds the slot")
    listed = {"current.json", ".lock"}
    for version in versions:
        manifest = f"versions/{version}/manifest.json"
        listed |= check_files(index, manifest) | {manifest}
    left = {name for name in names - listed if not name.startswith("runs/")} | index.uploads()
    if left:
        raise SystemExit(f"left behind: {sorted(left)}")


def main():
    index = Bucket(sys.argv[-1]) if "://" in sys.argv[-1] else Folder(sys.argv[-1])
    current = json.loads(index.read("current.json"))
    if hashlib.sha256(index.read(current["manifest"])).hexdigest() != current["sha256"]:
        raise SystemExit(f"the manifest of {current['version']} is damaged")
    check_files(index, current["manifest"])
    names = index.names()
    uploads = index.uploads()
    versions = {name.split("/")[1] for name in names if name.startswith("versions/")}
    incomplete = sorted(version for version in versions if f"versions/{version}/manifest.json" not in names)
    if "--finished" in sys.argv:
        if incomplete:
            raise SystemExit(f"incomplete: {incomplete}")
        check_finished(index, names, versions)
    print(
        f"{current['version']} is whole; {len(versions)} versions, {len(incomplete)} of them incomplete,"
        f" {len(uploads)} incomplete uploads"
    )


if __name__ == "__main__":
    main()
