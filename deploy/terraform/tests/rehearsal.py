#!/usr/bin/env python3
"""What rehearse.sh does beside Terraform: `prepare URL` makes what exists before it (the bucket of the state, a certificate; prints
the certificate's ARN), `check URL STATE` looks at what it made. Needs nothing but Python."""
import json
import sys
import urllib.request

REGION = "eu-west-3"


def call(url, service, path="/", method="POST", body=None, **headers):
    """Sends a request that moto takes for one of a service; the signature is not looked at."""
    headers["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential=test/20260101/{REGION}/{service}/aws4_request, SignedHeaders=host, Signature=0"
    )
    request = urllib.request.Request(url + path, data=body, method=method, headers=headers)
    with urllib.request.urlopen(request) as response:
        return response.read().decode()


def json_call(url, service, target, **parameters):
    body = json.dumps(parameters).encode()
    return json.loads(call(url, service, body=body, **{"X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.1"}))


def prepare(url):
    place = f"<CreateBucketConfiguration><LocationConstraint>{REGION}</LocationConstraint></CreateBucketConfiguration>"
    call(url, "s3", "/rehearsal-state", "PUT", place.encode(), **{"Content-Type": "application/xml"})
    print(json_call(url, "acm", "CertificateManager.RequestCertificate", DomainName="pomona.example.org")["CertificateArn"])


def resources(module):
    yield from module.get("resources", [])
    for child in module.get("child_modules", []):
        yield from resources(child)


def check(url, state):
    with open(state, encoding="utf-8") as file:
        text = file.read()
    made = [each for each in resources(json.loads(text)["values"]["root_module"]) if each["mode"] == "managed"]

    untagged = [each["address"] for each in made if "tags_all" in each["values"]
                and (each["values"]["tags_all"] or {}).get("project") != "pomona"]
    assert not untagged, f"without the tag project: {untagged}"

    for name in (each["values"]["name"] for each in made if each["type"] == "aws_ssm_parameter"):
        parameter = json_call(url, "ssm", "AmazonSSM.GetParameter", Name=name, WithDecryption=True)["Parameter"]
        secret = parameter["Value"]
        # The service takes passwords of 8 to 72 characters, and secrets of 32 or more.
        assert parameter["Type"] == "SecureString" and 32 <= len(secret) <= 72, f"{name} is no secret"
        assert secret not in text, f"{name} is in the state"

    print(f"{len(made)} resources, all tagged, no secret in the state")


if __name__ == "__main__":
    {"prepare": prepare, "check": check}[sys.argv[1]](*sys.argv[2:])
