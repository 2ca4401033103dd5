#!/usr/bin/env python3
"""Sends requests to a running service that are wrong in many ways, and looks for answers that blame the service.

    python3 deploy/bench/fuzz.py [--requests 20000] [--seed 1] [--port 8080] [--photos FOLDER] [--failures FOLDER]

A request is raw bytes on a socket of its own: mutated pictures, forms, headers, encodings, paths and bodies that end too early.
It fails if its answer has a status of 500 and above other than 503, is a refusal without a problem+json of a stable type, has
status 200 and no body, or does not come in time. A connection that is closed without an answer is counted, not a failure. Each request depends on the seed and
its number alone, so that a failing one can be sent again: --only NUMBER. Ends with 1 if one failed or the service is gone.
"""

import argparse
import collections
import concurrent.futures
import json
import random
import re
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURES = ["shared-model/src/test/resources", "api-service/src/test/resources"]
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
SECONDS = 30
CHARSETS = ["utf-8", "ISO-8859-1", "utf-16", "windows-1252", "x-none", "\xe9", "", '"utf-8"', "utf-7", "a" * 300]
TYPES = ["image/jpeg", "image/png", "image/*", "*/*", "application/json", "application/problem+json", "text/html", "text/plain",
         "application/x-www-form-urlencoded", "multipart/form-data", "multipart/mixed; boundary=b", "application/octet-stream",
         "application/xml", "/", ";;/=", "image", "", "a/b/c", "application/json, text/html;q=0.1", "application/yaml", "\x7f/\xff"]
ENCODINGS = ["gzip", "br", "identity", "deflate", "zstd", "chunked", "gzip, gzip", "x", "", "identity, gzip", "\xe9"]
METHODS = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "POST ", "", "P\xd6ST", "A" * 300]
PATHS = ["/", "/recognize", "/recognize/", "/recognize/1/feedback", "/recognize/%2e%2e/feedback", "/fruits", "/fruits/kiwi",
         "/fruits/%00", "/index", "/feedback", "/v3/api-docs", "/v3/api-docs.yaml", "/livez", "/readyz", "/admin", "/error",
         "/app.js", "/swagger-ui.html", "/actuator/health", "/nothing", "*", "//", "/..", "/;a=b", "http://a/fruits", "/fruits/\xe9"]
QUERIES = ["", "top=3", "top=0", "top=99999999999", "top=a", "top=", "neighbours=true", "neighbours=7", "lang=fr", "lang=%zz", "lang=",
           "lang=xx-YY-u-a", "top=1&top=2", "&&=&;", "%", "top=%00", "a" * 3000, "lang=\xe9", "top=1%0d%0aX: y", "trace=true"]
ODD = [b"\0", b"\r", b"\n", b"\r\n", b"\xff", b"%", b'"', b";", b",", b" ", b"=", b"--", b":", b"\x7f", b"\xc0\xaf", b"a" * 9000]


class Fuzzer:
    """Makes the request of a number."""

    def __init__(self, seed, pictures):
        self.seed, self.pictures = seed, pictures

    def request(self, number):
        r = random.Random(f"{self.seed}/{number}")
        kind = r.choice([self.picture, self.picture, self.form, self.form, self.headers, self.headers, self.path, self.encoding,
                         self.truncated, self.feedback, self.garbage])
        return kind.__name__, kind(r)

    def picture(self, r):
        return post(self.mutated(r, r.choice(self.pictures)), {"Content-Type": r.choice(TYPES[:3])})

    def form(self, r):
        boundary = r.choice(["b"] * 8 + ["-" * 20 + "x", "a b", "\xe9", "", "'", "b" * 100])
        parts = b"".join(self.part(r, boundary) for _ in range(r.choice([0, 1, 1, 1, 2, 3, 6, 25])))
        body = parts + f"--{boundary}--\r\n".encode("latin-1")
        if r.random() < 0.2:
            body = mutate(r, body, 3)
        if r.random() < 0.1:
            body = body[: r.randrange(len(body))]
        declared = r.choice([boundary] * 9 + [f'"{boundary}"', "", "other", boundary + "; charset=" + r.choice(CHARSETS)])
        path = r.choice(["/recognize"] * 6 + ["/recognize/1/feedback", "/fruits"])
        return post(body, {"Content-Type": f"multipart/{r.choice(['form-data'] * 8 + ['mixed', 'x'])}; boundary={declared}"}, path)

    def part(self, r, boundary):
        name = r.choice(["photo"] * 9 + ["label", "consent", "feedbackToken", "", "a" * 500, "ph\xe9", 'x"y'])
        file = r.choice(['; filename="a.jpg"'] * 12 + ["", '; filename=""', "; filename*=UTF-8''%E5%86", "; filename*=x''%zz", '; filename="\xe9\0"',
                         '; filename="../../a"', '; filename="' + "b" * r.choice([10, 300, 5000]) + '"', "; filename*=ISO-8859-1'en'%A3",
                         '; filename="=?utf-8?B?AAAA?="', '; filename="=?x?Q?=ff?="'])
        lines = [f'Content-Disposition: {r.choice(["form-data"] * 9 + ["attachment", ""])}; name="{name}"{file}']
        if r.random() < 0.6:
            lines.append("Content-Type: " + r.choice(TYPES) + r.choice(["", "", "; charset=" + r.choice(CHARSETS)]))
        if r.random() < 0.2:
            lines.append("Content-Transfer-Encoding: " + r.choice(["base64", "binary", "quoted-printable", "x"]))
        if r.random() < 0.1:
            lines += [f"X-{i}: {'a' * r.choice([1, 200])}" for i in range(r.choice([1, 1, 30, 100]))]
        end = r.choice(["\r\n"] * 12 + ["\n"])
        content = r.choice([b"true", b"Kiwi", b"", b"\xff\xfe"] + [None] * 6)
        if content is None:
            content = self.mutated(r, r.choice(self.pictures)) if r.random() < 0.5 else r.choice(self.pictures)
        return (f"--{boundary}{end}" + end.join(lines) + end + end).encode("latin-1") + content + end.encode()

    def headers(self, r):
        headers = {"Accept": r.choice(TYPES) + "; charset=" + r.choice(CHARSETS)} if r.random() < 0.5 else {}
        for _ in range(r.choice([1, 2, 5])):
            name = r.choice(["Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization", "Cookie", "Expect",
                             "Forwarded", "Host", "If-Match", "If-Modified-Since", "If-None-Match", "Origin", "Range", "Referer",
                             "Sec-Fetch-Site", "Transfer-Encoding", "TE", "Upgrade", "User-Agent", "X-API-Key", "X-Forwarded-For",
                             "X-Forwarded-Host", "X-Forwarded-Proto", "X-HTTP-Method-Override", "X-Request-Id", "Access-Control-Request-Method",
                             "Content-Length", "Connection", "Content-Type", "X\xe9", "X Y", ""])
            headers[name] = self.value(r)
        if r.random() < 0.1:
            headers |= {f"X-{i}": "a" for i in range(r.choice([50, 99, 120, 500]))}
        if r.random() < 0.5:
            return get(r.choice(PATHS), headers)
        return post(r.choice(self.pictures), headers)

    def value(self, r):
        value = r.choice([r.choice(TYPES), r.choice(CHARSETS), r.choice(ENCODINGS), "bytes=0-1,5-", "bytes=9-1", "Basic !!!", "Bearer ", "null",
                          "http://evil.example", "100-continue", "*", '"', "-1", "0", "99999999999999999999", "en;q=9,,", "fr-CA, en;q=0.1",
                          "Mon, 01 Jan 1990 00:00:00 GMT", "a" * r.choice([100, 4000, 9000, 30000]), "h2c", "127.0.0.1", "[::1", "a b["])
        return mutate(r, value.encode("latin-1"), 1).decode("latin-1") if r.random() < 0.2 else value

    def path(self, r):
        path = r.choice(PATHS) + r.choice(["", "?" + r.choice(QUERIES)])
        if r.random() < 0.4:
            path = mutate(r, path.encode("latin-1"), 2).decode("latin-1")
        method = r.choice(METHODS + ["GET", "POST"] * 4)
        return head(method, path, {"Accept": r.choice(TYPES)}, r.choice(["HTTP/1.1"] * 6 + ["HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "HTTP/x", ""]))

    def encoding(self, r):
        body = r.choice(self.pictures)
        name = r.choice(["Content-Encoding", "Transfer-Encoding"])
        if name == "Content-Encoding":
            return post(body, {name: r.choice(ENCODINGS)}, r.choice(["/recognize", "/recognize/1/feedback"]))
        size = r.choice([1, 100, 5000])
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + size]), body[i:i + size]) for i in range(0, min(len(body), 50 * size), size))
        chunks += r.choice([b"0\r\n\r\n", b"0\r\nX: y\r\n\r\n", b"", b"-1\r\n", b"zz\r\n", b"ffffffffffffffff\r\n", b"0;a=" + b"b" * 9000 + b"\r\n\r\n"])
        chunks = mutate(r, chunks, 2) if r.random() < 0.3 else chunks
        return head("POST", "/recognize", {name: r.choice(["chunked"] * 4 + ENCODINGS)}) + chunks

    def truncated(self, r):
        body = r.choice(self.pictures)
        whole = post(body, {"Content-Type": "image/jpeg"})
        return whole[: r.randrange(len(whole))]

    def feedback(self, r):
        text = r.choice(['{"label": "Kiwi"}', '{"label": 7}', "[]", "null", '{"label": null, "notAFruit": true}', '{"a": ' * 2000, '"', "{}", "7e999",
                         '{"label": "\\ud800", "feedbackToken": "a.b"}', '{"label": "Kiwi", "feedbackToken": "' + "x" * 5000 + '"}', "\xff\xfe"])
        body = mutate(r, text.encode("latin-1"), 2) if r.random() < 0.4 else text.encode("latin-1")
        charset = r.choice(["", "; charset=" + r.choice(CHARSETS)])
        return post(body, {"Content-Type": r.choice(["application/json", r.choice(TYPES)]) + charset}, f"/recognize/{r.choice(['1', '%00', 'a' * 300])}/feedback")

    def garbage(self, r):
        request = post(r.choice(self.pictures)[:2000], {"Content-Type": "image/jpeg"})
        return mutate(r, request, 6)

    def mutated(self, r, picture):
        if r.random() < 0.2:
            picture = picture[: r.randrange(1, len(picture))]
        if r.random() < 0.1:
            other = r.choice(self.pictures)
            picture = picture[: r.randrange(len(picture))] + other[r.randrange(len(other)):]
        # Most of what is worth breaking lies in the headers.
        return mutate(r, picture, r.choice([1, 2, 5, 20]), within=r.choice([64, 700, len(picture)]))


def mutate(r, data, times, within=None):
    data = bytearray(data)
    for _ in range(times):
        if not data:
            return bytes(data)
        at = r.randrange(min(len(data), within or len(data)))
        what = r.randrange(5)
        if what == 0:
            data[at] = r.randrange(256)
        elif what == 1:
            data[at] ^= 1 << r.randrange(8)
        elif what == 2:
            del data[at:at + r.choice([1, 2, 8, 100])]
        elif what == 3:
            data[at:at] = r.choice(ODD)
        else:
            data[at:at + 4] = r.choice([b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0"])
    return bytes(data)


def head(method, path, headers, version="HTTP/1.1"):
    lines = [f"{method} {path} {version}"] + [f"{name}: {value}" for name, value in {"Host": "localhost", "Connection": "close", **headers}.items()]
    return "\r\n".join(lines + ["", ""]).encode("latin-1", "replace")


def get(path, headers):
    return head("GET", path, headers)


def post(body, headers, path="/recognize"):
    return head("POST", path, {"Content-Length": len(body), **headers}) + body


def send(port, request):
    """The bytes of the answer; what was sent before the service closed the connection is enough."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
        except OSError as closed:
            if isinstance(closed, TimeoutError):
                raise
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
        except ConnectionError:
            pass
        return re.sub(rb"^HTTP/1\.1 100 \r\n\r\n", b"", answer)


def fault(request, answer):
    """What is wrong with an answer, or None."""
    first = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    if not first:
        return None
    status = int(first[1])
    if status >= 500 and status != 503:
        return f"status {status}"
    headers, _, body = answer.partition(b"\r\n\r\n")
    if status == 200 and not body and not request.startswith((b"HEAD", b"OPTIONS")):
        return "status 200 without a body"
    if status >= 400 and body and b"text/html" not in headers:
        if not re.search(rb'"type"\s*:\s*"urn:pomona:problem:[a-z-]+"', body):
            return f"status {status} without a type"
    if b"Exception" in body[:3000] and status >= 400:
        return "the name of an exception"
    return None


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--requests", type=int, default=20000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--port", type=int, default=8080)
    arguments.add_argument("--threads", type=int, default=8)
    arguments.add_argument("--photos", type=Path, help="folder of pictures; those of the tests by default")
    arguments.add_argument("--failures", type=Path, default=Path("fuzz-failures"), help="where failing requests are written")
    arguments.add_argument("--only", type=int, help="send this one and print its answer")
    options = arguments.parse_args()

    folders = [options.photos] if options.photos else [ROOT / folder for folder in PICTURES]
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES)
    fuzzer = Fuzzer(options.seed, [file.read_bytes() for file in files if file.stat().st_size < 200_000])
    if options.only is not None:
        kind, request = fuzzer.request(options.only)
        print(kind, request[:1500], send(options.port, request)[:3000], sep="\n\n")
        return 0

    counts, failures = collections.Counter(), []

    def one(number):
        kind, request = fuzzer.request(number)
        try:
            answer = send(options.port, request)
        except TimeoutError:
            return kind, "time-out", "no answer in time"
        except OSError as refused:
            return kind, "refused", f"no connection: {refused}"
        status = answer[9:12].decode("latin-1") if answer.startswith(b"HTTP/") else "closed"
        return kind, status, fault(request, answer)

    with concurrent.futures.ThreadPoolExecutor(options.threads) as threads:
        for number, (kind, status, wrong) in enumerate(threads.map(one, range(options.requests))):
            counts[kind, status] += 1
            if wrong:
                failures.append((number, kind, wrong))
                options.failures.mkdir(parents=True, exist_ok=True)
                (options.failures / f"{options.seed}-{number}").write_bytes(fuzzer.request(number)[1])
            if (number + 1) % 2000 == 0:
                print(f"  {number + 1} requests, {len(failures)} failed", flush=True)

    statuses = sorted({status for _, status in counts})
    print(f"{'':10} " + " ".join(f"{status:>8}" for status in statuses))
    for kind in sorted({kind for kind, _ in counts}):
        print(f"{kind:10} " + " ".join(f"{counts[kind, status]:8}" for status in statuses))
    for number, kind, wrong in failures[:50]:
        print(f"FAILED --seed {options.seed} --only {number} ({kind}): {wrong}")
    alive = send(options.port, get("/index", {})).startswith(b"HTTP/1.1 200")
    print(f"{options.requests} requests, {len(failures)} failed; the service {'answers' if alive else 'IS GONE'} afterwards")
    return 1 if failures or not alive else 0


if __name__ == "__main__":
    sys.exit(main())
