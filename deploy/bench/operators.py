"""The proofs of operators.sh: starts two replicas of the service and does what operators do."""

import base64
import collections
import concurrent.futures
import datetime
import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

WORK = pathlib.Path(sys.argv[1])
JAR = pathlib.Path(__file__).resolve().parents[2] / "api-service/target/pomona-service.jar"
PASSWORD = "a password for the bench"
OPERATOR = {"Authorization": "Basic " + base64.b64encode(f"operator:{PASSWORD}".encode()).decode()}
AT_WORK = {"QUEUED", "STARTING", "RUNNING"}


def fail(why):
    sys.exit("FAILED: " + why)


def check(holds, why):
    if not holds:
        fail(why)


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


class Replica:
    def __init__(self, name):
        self.name = name
        self.port = free_port()
        self.up = False
        self.start()

    def start(self):
        begin = time.monotonic()
        log = open(WORK / f"{self.name}.log", "ab")
        self.process = subprocess.Popen(
            ["java", "-Xmx512m", "-XX:+UseSerialGC", "-jar", str(JAR), "--server.address=127.0.0.1", f"--server.port={self.port}",
             "--management.server.port=-1", "--pomona.index.location=s3://operators/index", "--pomona.index.refresh=2s",
             f"--pomona.index.cache={WORK}/{self.name}-cache", f"--pomona.security.operator.password={PASSWORD}",
             "--pomona.security.operator.failures-per-minute=0",  # else ten requests with a password at once
             "--pomona.recognition.rate-limit.requests-per-minute=0", "--pomona.reindex.photos=s3://operators/photos",
             "--pomona.reindex.sources=s3://operators/worse", "--pomona.reindex.local.java-options=-Xmx1g",
             f"--pomona.reindex.local.output={WORK}/output"],
            stdout=log, stderr=log)
        while self.ask("GET", "/livez", timeout=2)[0] != 200:
            check(self.process.poll() is None, f"{self.name} ended; see its log:\n" + (WORK / f"{self.name}.log").read_text()[-3000:])
            time.sleep(0.2)
        self.up = True
        return time.monotonic() - begin

    def stop(self):
        self.up = False
        time.sleep(0.5)  # requests under way
        self.process.send_signal(signal.SIGTERM)
        check(self.process.wait(60) in (0, 143), f"{self.name} did not stop")

    def ask(self, method, path, body=None, headers=None, timeout=60):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method, data=body, headers={**OPERATOR, **(headers or {})})
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read() or b"null")
        except OSError:
            return 0, None

    def post(self, request=None):
        return self.ask("POST", "/admin/reindex", json.dumps(request or {}).encode(), {"Content-Type": "application/json"})

    def begin(self, request=None):
        status, run = self.post(request)
        check(status == 202, f"a run was not started at {self.name}: {status} {run}")
        return run["id"]

    def run(self, run):
        status, view = self.ask("GET", f"/admin/reindex/{run}")
        check(status == 200, f"{self.name} does not know {run}: {status} {view}")
        return view

    def await_state(self, run, states, patience=180):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            view = self.run(run)
            if view["state"] in states:
                return view
            if view["state"] not in AT_WORK:
                break
            time.sleep(0.1)
        fail(f"{run} is {view['state']} at {self.name}, not one of {states}: {json.dumps(view, indent=1)}")

    def ended(self, run):
        return self.await_state(run, {"SUCCEEDED", "REFUSED", "FAILED", "CANCELLED", "LOST"})

    def served(self):
        return (self.ask("GET", "/index")[1] or {}).get("version")

    def await_served(self, version):
        end = time.monotonic() + 30
        while self.served() != version:
            check(time.monotonic() < end, f"{self.name} does not serve {version}")
            time.sleep(0.1)

    def follow(self, run, seen):
        """Reads the events of a run to its end: appends (event, seconds since the record was written)."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/admin/reindex/{run}/events", headers=OPERATOR)
        name = ""
        with urllib.request.urlopen(request, timeout=60) as stream:
            for line in stream:
                text = line.decode().strip()
                if text.startswith("event:"):
                    name = text[6:]
                elif text.startswith("data:"):
                    view = json.loads(text[5:])
                    heard = view["heartbeat"]
                    age = time.time() - epoch(heard) if heard else None
                    seen.append((name, view["state"], age))


def epoch(iso):
    """Seconds since 1970; Java writes nanoseconds, which Python does not read."""
    whole, _, fraction = iso.rstrip("Z").partition(".")
    return datetime.datetime.fromisoformat(whole + "+00:00").timestamp() + float("0." + (fraction or "0"))


class Client(threading.Thread):
    """Asks the replicas in turn without pause, once they have an index."""

    def __init__(self, replicas):
        super().__init__(daemon=True)
        self.replicas = replicas
        self.photo = (WORK / "query.jpg").read_bytes()
        self.asked = 0
        self.failed = []
        self.times = []
        self.end = False

    def run(self):
        while not self.end:
            for replica in self.replicas:
                if not replica.up:
                    continue
                begin = time.monotonic()
                status, answer = replica.ask("POST", "/recognize", self.photo, {"Content-Type": "image/jpeg"})
                self.times.append(time.monotonic() - begin)
                self.asked += 1
                if status != 200:
                    self.failed.append((replica.name, status, answer))
            time.sleep(0.05)


def keys(prefix):
    url = f"{os.environ['AWS_ENDPOINT_URL_S3']}/operators?list-type=2&prefix={prefix}"
    with urllib.request.urlopen(url) as answer:
        return answer.read().decode().count("<Key>")


def memory(process):
    for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024


def main():
    a, b = Replica("a"), Replica("b")
    try:
        prove(a, b)
    finally:
        for replica in (a, b):
            replica.process.kill()


def prove(a, b):
    begin = time.monotonic()
    first = a.begin()
    b.await_state(first, {"RUNNING"})
    running = time.monotonic() - begin
    seen = []
    follower = threading.Thread(target=b.follow, args=(first, seen))
    follower.start()
    view = b.ended(first)
    check(view["state"] == "SUCCEEDED", f"the first run: {view}")
    follower.join(30)
    check(seen and seen[-1][0] == "end" and seen[-1][1] == "SUCCEEDED", f"events at the other replica: {seen}")
    delays = [age for _, state, age in seen if age is not None and state == "RUNNING"]
    for replica in (a, b):
        replica.await_served(first)
    print(f"started at a, followed at b: RUNNING {running:.1f} s after POST; {len(seen)} events,"
          f" {statistics.median(delays):.2f} s after the record (median), {max(delays):.2f} s at most")

    client = Client([a, b])
    client.start()

    second = a.begin()
    b.await_state(second, {"RUNNING"})
    begin = time.monotonic()
    check(b.ask("DELETE", f"/admin/reindex/{second}")[0] == 202, "cancelling at b")
    check(a.ended(second)["state"] == "CANCELLED", "cancelled at b, seen at a")
    check(keys(f"index/versions/{second}/") == 0, "the cancelled run left files")
    print(f"started at a, cancelled at b: ended {time.monotonic() - begin:.1f} s later, nothing left")

    third = b.begin()
    view = a.await_state(third, {"RUNNING"})
    os.kill(int(view["launcher"]["id"].split("/")[1]), signal.SIGKILL)
    begin = time.monotonic()
    check(a.ended(third)["state"] == "LOST" and b.ended(third)["state"] == "LOST", "killed and lost")
    print(f"killed with SIGKILL: LOST at both replicas {time.monotonic() - begin:.1f} s later")

    fourth = a.begin()
    check(b.ended(fourth)["state"] == "SUCCEEDED", "the run after the lost one")
    for replica in (a, b):
        replica.await_served(fourth)
    check(keys(f"index/versions/{third}/") == 0, "the lost run's files were not cleaned")
    print("started again: SUCCEEDED, served by both, the lost run's files cleaned")

    view = b.ended(b.begin({"photos": ["s3://operators/worse"]}))
    check(view["state"] == "REFUSED" and "LOST_LABELS" in view["failure"]["violations"], f"worse photos: {view['state']}")
    codes = view["failure"]["violations"]
    print(f"worse photos: REFUSED, exit code {view['failure']['exitCode']}, {codes}")
    allowed = a.begin({"photos": ["s3://operators/worse"], "allow": codes})
    check(b.ended(allowed)["state"] == "SUCCEEDED", "the same, allowed")
    for replica in (a, b):
        replica.await_served(allowed)
    begin = time.monotonic()
    status, done = b.ask("POST", f"/admin/index/versions/{fourth}/activate", headers={"If-Match": f'"{allowed}"'})
    swap = time.monotonic() - begin
    check(status == 200 and done["live"] and b.served() == fourth, f"rolling back: {status} {done}")
    a.await_served(fourth)
    other = time.monotonic() - begin
    print(f"allowed: SUCCEEDED; rolled back at b: live there in {swap:.2f} s, at a in {other:.2f} s")
    check(a.ask("DELETE", f"/admin/index/versions/{allowed}")[0] == 204, "deleting a version")
    check(a.ask("DELETE", f"/admin/index/versions/{fourth}")[0] == 409, "deleting the current version")

    with concurrent.futures.ThreadPoolExecutor(100) as many:
        answers = list(many.map(lambda i: (a, b)[i % 2].post(), range(100)))
    started = [run["id"] for status, run in answers if status == 202]
    refused = [problem["run"] for status, problem in answers if status == 409]
    check(len(started) == 1 and refused == started * 99,
          f"100 at once: {collections.Counter((status, (problem or {}).get('type')) for status, problem in answers)}")
    print("100 requests at once at two replicas: 1 started, 99 refused with its id")

    run = started[0]
    b.await_state(run, {"RUNNING"})
    a.stop()
    check(b.run(run)["state"] == "RUNNING", "a run whose service has stopped")
    restart = a.start()
    view = a.ended(run)
    check(view["state"] == "SUCCEEDED" and view["requestedBy"] == "operator", f"the run across the restart: {view}")
    for replica in (a, b):
        replica.await_served(run)
    print(f"a replica restarted in the middle of its run ({restart:.1f} s): SUCCEEDED, followed at both")

    client.end = True
    client.join(30)
    check(not client.failed, f"{len(client.failed)} of {client.asked} requests failed: {client.failed[:3]}")
    times = sorted(client.times)
    print(f"meanwhile {client.asked} photos recognised, none failed; median {times[len(times) // 2] * 1000:.0f} ms,"
          f" 99 % within {times[len(times) * 99 // 100] * 1000:.0f} ms, at most {times[-1] * 1000:.0f} ms")
    print(f"memory of the replicas: {memory(a.process)} and {memory(b.process)} MB")
    print(f"audit log: {keys('index/audit/')} entries; output of runs kept: {keys('index/runs/output/')}")


main()
