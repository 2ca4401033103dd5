#!/usr/bin/env python3
"""Runs every case of a folder against the packaged programs and prints what was expected and what came.

    python3 deploy/bench/cases.py CASES [--only PATTERN] [--no-indexer]

CASES holds, in folders of its own, photos that are sent as a body, forms (*.body) and folders for the indexer
(folder-*.tar.gz). What is right for a file is told by its name, in EXPECTED. The service is started here, with a log of its
own. Ends with 1 if one case is wrong; a file that no pattern names is wrong too.

Needs api-service/target/pomona-service.jar and batch-indexer/target/pomona-indexer (mvn package).
"""

import argparse
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
JAR = ROOT / "api-service/target/pomona-service.jar"
INDEXER = ROOT / "batch-indexer/target/pomona-indexer/pomona-indexer"
LABELS = json.loads((ROOT / "shared-model/src/main/resources/dev/pomona/model/catalogue/labels.json").read_text())
FORM = {"Content-Type": "multipart/form-data; boundary=XyZ"}


class Label:
    """An answer whose first label is this one; UNKNOWN has none."""

    def __init__(self, label, recognised=False):
        self.label, self.recognised = label, recognised

    def __str__(self):
        return self.label + (", RECOGNISED" if self.recognised else "")

    def holds(self, answer):
        return answer.status == 200 and answer.json["label"] == self.label and (
            not self.recognised or answer.json["status"] == "RECOGNISED")


class NotSure:
    """An answer that is not RECOGNISED unless its kind is right, with the kind's card."""

    def __init__(self, kind):
        self.kind = kind

    def __str__(self):
        return f"not RECOGNISED, unless {self.kind}"

    def holds(self, answer):
        kind = answer.json.get("kind") if answer.status == 200 else None
        sure = answer.json.get("status") == "RECOGNISED" or kind and kind["recognised"]
        return answer.status == 200 and (not sure or kind and kind["id"] == self.kind)


class Refused:
    """A problem of this type, with these words in its detail."""

    def __init__(self, status, problem, words=""):
        self.status, self.problem, self.words = status, problem, words

    def __str__(self):
        return f"{self.status} {self.problem}" + (f", {self.words!r}" if self.words else "")

    def holds(self, answer):
        return (answer.status == self.status and answer.problem() == self.problem
                and self.words in str(answer.json.get("detail")))


class Either:
    """One of several expectations."""

    def __init__(self, *expectations):
        self.expectations = expectations

    def __str__(self):
        return " or ".join(map(str, self.expectations))

    def holds(self, answer):
        return any(expectation.holds(answer) for expectation in self.expectations)


TRUNCATED = Refused(422, "truncated-picture")

# Of the first pattern that fits the name of a photo. {label} is the part of the name that is a label of the index.
EXPECTED = [
    ("webp-fast-*", None),
    ("jpeg-no-end-marker*", Label("Lime")),
    ("jpeg-progressive-no-end-marker*", Label("Banana")),
    ("jpeg-cut-at-*", TRUNCATED),
    ("png-cut-at-*", TRUNCATED),
    ("webp-cut-at-*", TRUNCATED),
    ("webp-profile-is-garbage*", Label("Lime")),
    ("webp-profile-of-grey-class*", Label("Banana")),
    ("grey-lime*", NotSure("lime")),
    ("grey-apple*", NotSure("apple")),
    ("png-wide-gamut-*", None),
    ("heic-*", Refused(415, "unsupported-format", "HEIC")),
    ("gif*", Refused(415, "unsupported-format", "GIF")),
    ("data-url*", Refused(415, "unsupported-format", "data URL")),
    ("gzipped*", Either(Label("Lime"), Refused(415, "unsupported-encoding", "gzip"))),
    ("form-long-file-name*", Either(Label("Lime"), Refused(400, "part-headers-too-large"))),
    ("form-no-file-name*", Label("Lime")),
]


def expected(name):
    for pattern, expectation in EXPECTED:
        if fnmatch.fnmatch(name, pattern):
            return expectation or label_in(name)
    return None


def label_in(name):
    """The label of the index that the name of a photo holds: webp-fast-galia-melon_001.webp is a Galia-Melon."""
    return max((Label(label) for label in LABELS if f"-{label}_".lower() in name.lower()),
               key=lambda found: len(found.label), default=None)


class Answer:
    def __init__(self, status, body):
        self.status = status
        try:
            self.json = json.loads(body)
        except ValueError:
            self.json = {}

    def problem(self):
        return str(self.json.get("type", "")).rpartition(":")[2]

    def __str__(self):
        if self.status != 200:
            return f"{self.status} {self.problem()}: {self.json.get('detail')}"
        if "kinds" not in self.json:
            return "200"
        first = self.json["candidates"][0]
        kind = self.json["kind"]
        sure = " (kind recognised)" if kind and kind["recognised"] else ""
        return f"200 {self.json['status']} {first['label']} {first['confidence']:.2f}{sure}"


class Service:
    """The packaged service, with its log in a file."""

    def __init__(self, folder, port=18480):
        self.port, self.log = port, folder / "service.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                ["java", "-Xmx512m", "-jar", JAR, f"--server.port={port}", f"--management.server.port={port + 1}",
                 "--pomona.recognition.rate-limit.requests-per-minute=0"],
                stdout=log, stderr=subprocess.STDOUT, env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"})

    def wait(self):
        for _ in range(600):
            if self.process.poll() is not None:
                raise SystemExit(f"the service ended: {self.log.read_text()[-2000:]}")
            try:
                if self.ask("/index", None).status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        raise SystemExit("the service is not ready")

    def ask(self, path, body, headers=None, port=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port or self.port}{path}", data=body,
            headers={"Content-Type": "image/jpeg", **(headers or {})} if body else headers or {})
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return Answer(response.status, response.read())
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, refused.read())

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Report:
    def __init__(self, only):
        self.only, self.wrong, self.total = only, 0, 0

    def takes(self, name):
        return fnmatch.fnmatch(name, self.only)

    def line(self, name, wanted, got, right):
        self.total += 1
        self.wrong += not right
        print(f"{'ok   ' if right else 'WRONG'}  {name}\n         wanted  {wanted}\n         got     {got}", flush=True)


def photos(service, files, report):
    for file in files:
        expectation = expected(file.name)
        form = file.suffix == ".body"
        gzip = {"Content-Encoding": "gzip"} if file.suffix == ".gz" else {}
        answer = service.ask("/recognize", file.read_bytes(), FORM if form else gzip)
        report.line(file.name, expectation or "(no pattern)", answer, bool(expectation) and expectation.holds(answer))


def requests(service, photo, report):
    """Requests whose trouble is in a header."""
    for charset in ("ISO-8859-1", "utf-16", "windows-1252"):
        accept = {"Accept": f"application/json;charset={charset}"}
        for path, body, port in (("/recognize", photo, None), ("/fruits/kiwi", None, None), ("/index", None, None),
                                 ("/actuator/health", None, service.port + 1)):
            name = f"request: {path}, charset={charset}"
            if report.takes(name):
                answer = service.ask(path, body, accept, port)
                report.line(name, "200 or 406", answer, answer.status in (200, 406))
    name = "request: a Cookie of 9,000 bytes"
    if report.takes(name):
        before = len(service.log.read_text())
        answer = service.ask("/recognize", photo, {"Cookie": "a=" + "b" * 9000})
        time.sleep(0.5)
        logged = service.log.read_text()[before:]
        quiet = "ERROR" not in logged and "\tat " not in logged
        report.line(name, "400 without an ERROR in the log", f"{answer}; {'quiet' if quiet else 'an ERROR'}",
                    answer.status == 400 and quiet)


class Run:
    """A run of the indexer on an unpacked folder."""

    def __init__(self, archive, folder, java=None):
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        self.index = folder / "index"
        environment = {**os.environ, **({"JAVA_HOME": java} if java else {})}
        process = subprocess.run([INDEXER, "index", "--photos", folder / "photos", "--index", self.index],
                                 capture_output=True, text=True, env=environment, cwd=folder)
        self.exit = process.returncode
        self.output = process.stdout + process.stderr
        self.labels = self.read_labels()

    def read_labels(self):
        pointer = self.index / "current.json"
        if not pointer.exists():
            return {}
        return json.loads((self.index / json.loads(pointer.read_text())["manifest"]).read_text())["counts"]["labels"]

    def says(self, *words):
        return all(re.search(word, self.output, re.IGNORECASE) for word in words)

    def __str__(self):
        last = [line for line in self.output.splitlines() if line.strip()][-1:]
        return f"exit {self.exit}, {len(self.labels)} labels, {sum(self.labels.values())} photos; {''.join(last)[:200]}"


FOLDERS = {
    "folder-nas-thumbnails*": (
        "two labels, eight photos; the rest counted",
        lambda run: run.exit == 0 and len(run.labels) == 2 and sum(run.labels.values()) <= 8 and run.says(r"16\b")),
    "folder-phone-export*": (
        "an index, or the reasons with how many of each and an example",
        lambda run: run.exit == 0 or run.says("HEIC", r"IMG_\d+\.(HEIC|MOV|AAE)", r"\b6\b")),
    "folder-one-photo-a-label*": (
        "an index, or words that help and no LAPACK",
        lambda run: not run.says("LAPACK") and (run.exit == 0 or run.says("--discriminant none|more photos"))),
    "folder-names-that-look-alike*": (
        "one label each, or a warning that names the pairs",
        lambda run: run.exit == 0 and (len(run.labels) == 2 or run.says("Kiwi", "P.*che", "alike|differ only|same"))),
    "folder-photos-at-the-top*": (
        "two photos left out, rejected or warned of; no label 'photos'",
        lambda run: run.exit == 0 and "photos" not in run.labels and run.says(r"Mango_00|without a label|no label|\b2 ")),
}


def folders(files, scratch, report):
    for file in files:
        wanted, right = next((FOLDERS[pattern] for pattern in FOLDERS if fnmatch.fnmatch(file.name, pattern)),
                             ("(no pattern)", lambda run: False))
        run = Run(file, scratch / file.name)
        report.line(file.name, wanted, run, right(run))


def starts(scratch, report):
    """Starts of the service in surroundings that do not suit it; each has to end with one clear line."""
    cache, wrong_place = "start: a cache that cannot be written", "start: LC_ALL=C and an accent in a location"
    platform = "start: a platform that the build is not for"
    if report.takes(cache):
        run = start(scratch, ["-Duser.home=/proc/nobody"], [], {"HOME": "/proc/nobody"})
        report.line(cache, "ends, names the folder and POMONA_CACHE", run,
                    run.exit not in (0, None) and "POMONA_CACHE" in run.output and "/proc/nobody" in run.output
                    and "\tat " not in run.output)
    if report.takes(platform):
        run = start(scratch, ["-Dos.arch=aarch64"], [], {})
        report.line(platform, "ends, names the platform and the remedy", run,
                    run.exit not in (0, None) and "linux-arm64" in run.output and "native.platform" in run.output
                    and "\tat " not in run.output)
    if report.takes(wrong_place):
        run = start(scratch, [], ["--pomona.index.location=/tmp/p\u00eache"], {"LC_ALL": "C"})
        report.line(wrong_place, "no stack trace", run, "\tat " not in run.output)


class Start:
    """A start of the service: its exit code, or None if it went on running, and its log."""

    def __init__(self, exit, output):
        self.exit, self.output = exit, output

    def __str__(self):
        lines = [line for line in self.output.splitlines() if line.strip()]
        ended = f"exit {self.exit}" if self.exit is not None else "goes on running"
        return f"{ended}; {' '.join(lines[-5:])[-400:]}"


def start(scratch, options, arguments, environment):
    log = scratch / "start.log"
    clean = {name: value for name, value in os.environ.items() if name not in ("POMONA_CACHE", "XDG_CACHE_HOME")}
    with log.open("w") as stream:
        process = subprocess.Popen(
            ["java", "-Xmx512m", *options, "-jar", JAR, "--server.port=18482", "--management.server.port=18483", *arguments],
            stdout=stream, stderr=subprocess.STDOUT, env={**clean, **environment})
    try:
        code = process.wait(40)
    except subprocess.TimeoutExpired:
        process.terminate()
        process.wait()
        code = None
    return Start(code, log.read_text(errors="replace"))


def later_javas(archive, scratch, report):
    """The indexer on each JDK after 17 that is installed."""
    for java in sorted(Path("/usr/lib/jvm").glob("java-[2-9][0-9]-*")):
        name = f"indexer on {java.name}"
        if report.takes(name) and not java.is_symlink():
            run = Run(archive, scratch / java.name, str(java))
            report.line(name, "works, or one line that names the versions", run,
                        run.exit == 0 or "getSubject" not in run.output and run.says("Java (17|21)|JDK (17|21)"))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("cases", type=Path, help="folder with the cases")
    arguments.add_argument("--only", default="*", help="pattern of names to run")
    arguments.add_argument("--no-indexer", action="store_true", help="leave out the folders")
    options = arguments.parse_args()
    report = Report(options.only)
    files = [file for file in sorted(options.cases.rglob("*")) if file.is_file() and file.name != "README.md"]
    archives = [file for file in files if file.name.startswith("folder-")]
    taken = [file for file in files if file not in archives and report.takes(file.name)]
    scratch = Path(tempfile.mkdtemp(prefix="pomona-cases-"))
    try:
        service = Service(scratch)
        try:
            service.wait()
            photos(service, taken, report)
            photo = next((file for file in files if file.name == "jpeg-no-end-marker.jpg"), None)
            if photo:
                requests(service, photo.read_bytes(), report)
        finally:
            service.stop()
        starts(scratch, report)
        if not options.no_indexer:
            folders([file for file in archives if report.takes(file.name)], scratch, report)
            if archives:
                later_javas(archives[0], scratch, report)
    finally:
        shutil.rmtree(scratch)
    print(f"{report.total} cases, {report.wrong} wrong")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
