"""Tests of emr.py: its requests, and what it says and does with answers. Run by `python3 -m unittest discover deploy/emr`."""

import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

FOLDER = pathlib.Path(__file__).parent
RUN = "20260102T030405Z-0a1b2c3d"
APPLICATION = "00fabcdefghijk"
CLUSTER = "j-ABCDEFGHIJKLM"
WHERE = {
    "serverless": ["--serverless", APPLICATION, "--role", "arn:aws:iam::111122223333:role/pomona-job"]
    + ["--logs", "s3://shop-logs/jobs/"],
    "cluster": ["--cluster", CLUSTER],
}
JAR = ["--jar", "s3://shop-index/jobs/pomona-indexer-job.jar"]
INDEXER = ["--", "--photos=s3://shop-photos/photos", "--index=s3://shop-index/index"]
EXPECTED = sorted((FOLDER / "expected").glob("*.json"))

# An `aws` that notes what it is called with and answers from a file a call.
FAKE = """#!{python}
import json, pathlib, sys
folder = pathlib.Path({folder!r})
calls = folder / "calls"
with calls.open("a") as out:
    out.write(json.dumps(sys.argv[1:]) + "\\n")
if sys.argv[1:3] == ["s3", "cp"] and sys.argv[3] == "-":
    (folder / "written").write_text(sys.stdin.read())
    sys.exit()
name = "s3" if sys.argv[1] == "s3" else sys.argv[2]
refused = folder / (name + "-refused")
if refused.exists():
    sys.exit(refused.read_text())
answers = sorted(folder.glob(name + ".*"))
if not answers:
    sys.exit("An error occurred (404) when calling " + name)
print(answers[0].read_text())
if len(answers) > 1:
    answers[0].unlink()
"""


def run(*words, script="emr.sh", **environment):
    return subprocess.run(
        [str(FOLDER / script), *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def submit(kind, photos, *more, indexer=INDEXER, **environment):
    words = [*WHERE[kind], *JAR, "--region", "eu-west-3", "--photos", str(photos), "--run", RUN, *more, *indexer]
    return run(*words, script="submit.sh", **environment)


class RequestTest(unittest.TestCase):
    def test_a_dry_run_prints_the_expected_request(self):
        self.assertEqual(6, len(EXPECTED))
        for file in EXPECTED:
            kind, photos = file.stem.split("-")
            with self.subTest(file.name):
                printed = submit(kind, photos, "--dry-run", PATH="/usr/bin:/bin")
                self.assertEqual("", printed.stderr)
                self.assertEqual(json.loads(file.read_text()), json.loads(printed.stdout))

    def test_requests_are_valid_to_aws(self):
        try:
            import botocore.session
            import botocore.validate
        except ImportError:
            self.skipTest("no botocore")
        session = botocore.session.get_session()
        for file in EXPECTED:
            with self.subTest(file.name):
                ((operation, request),) = json.loads(file.read_text()).items()
                service = "emr-serverless" if file.stem.startswith("serverless") else "emr"
                shape = session.get_service_model(service).operation_model(operation).input_shape
                self.assertEqual("", botocore.validate.ParamValidator().validate(request, shape).generate_report())

    def test_workers_of_emr_serverless_have_sizes_that_exist(self):
        for file in EXPECTED:
            if not file.stem.startswith("serverless"):
                continue
            words = json.loads(file.read_text())["StartJobRun"]["jobDriver"]["sparkSubmit"]["sparkSubmitParameters"]
            settings = dict(word.split("=", 1) for word in words.split() if "=" in word)
            for part in ("driver", "executor"):
                gigabytes = sum(int(settings[f"spark.{part}.{name}"][:-1]) for name in ("memory", "memoryOverhead"))
                # Worker configurations in the user guide of EMR Serverless: 4 vCPUs have 8 to 30 GB.
                self.assertEqual("4", settings[f"spark.{part}.cores"])
                self.assertTrue(8 <= gigabytes <= 30, gigabytes)

    def test_an_executor_fits_beside_the_driver_on_the_core_machine(self):
        for photos in (20_000, 100_000):
            request = json.loads(submit("cluster", photos, "--dry-run").stdout)["AddJobFlowSteps"]
            args = request["Steps"][0]["HadoopJarStep"]["Args"]
            memory = [re.fullmatch(r"spark\.\w+\.memory(Overhead)?=(\d+)g", arg) for arg in args]
            # YARN's share of an m5.xlarge; without any spot machine a run would wait for ever.
            self.assertLessEqual(sum(int(found[2]) for found in memory if found), 12)
            self.assertEqual(4, sum(found is not None for found in memory))

    def test_the_number_of_photos_rounds_up_to_a_size(self):
        request = json.loads(submit("serverless", 20_001, "--dry-run").stdout)
        self.assertEqual(json.loads((FOLDER / "expected/serverless-100000.json").read_text()), request)

    def test_further_options_of_spark_submit_keep_their_quotes(self):
        further = "--conf 'spark.driver.extraJavaOptions=-Da=1 -Db=2'"
        request = json.loads(submit("serverless", 20_000, "--dry-run", "--spark", further).stdout)["StartJobRun"]
        self.assertTrue(request["jobDriver"]["sparkSubmit"]["sparkSubmitParameters"].endswith(" " + further))
        request = json.loads(submit("cluster", 20_000, "--dry-run", "--spark", further).stdout)["AddJobFlowSteps"]
        self.assertIn("spark.driver.extraJavaOptions=-Da=1 -Db=2", request["Steps"][0]["HadoopJarStep"]["Args"])

    def test_mistakes_are_told_in_one_line(self):
        for words, told in {
            (*WHERE["cluster"], *JAR, "--photos", "20000000", "--dry-run", *INDEXER): "docs/scale.md",
            (*WHERE["cluster"], *JAR, "--photos", "1", "--dry-run"): "no --index",
            (*WHERE["cluster"], "--jar", "job.jar", "--photos", "1", "--dry-run", *INDEXER): "no s3:// location",
            ("--serverless", APPLICATION, *JAR, "--photos", "1", "--dry-run", *INDEXER): "--role is missing",
            (*WHERE["cluster"], *JAR, "--photos", "1", "--run", "mine", "--dry-run", *INDEXER): "is no id",
        }.items():
            with self.subTest(told):
                refused = run(*words, script="submit.sh")
                self.assertEqual(2, refused.returncode)
                self.assertIn(told, refused.stderr)
                self.assertEqual(1, len(refused.stderr.splitlines()))


class CommandTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        program = self.folder / "aws"
        program.write_text(FAKE.format(python=sys.executable, folder=str(self.folder)))
        program.chmod(0o755)
        self.path = f"{self.folder}:{os.environ['PATH']}"

    def answer(self, operation, *answers):
        for number, answer in enumerate(answers):
            text = answer if isinstance(answer, str) else json.dumps(answer)
            (self.folder / f"{operation}.{number}").write_text(text)

    def calls(self):
        return [json.loads(call) for call in (self.folder / "calls").read_text().splitlines()]

    def job_runs(self, *states):
        request = json.loads((FOLDER / "expected/serverless-20000.json").read_text())["StartJobRun"]
        for number, state in enumerate(states):
            found = {**request, "executionRole": request["executionRoleArn"], "state": state, "stateDetails": "said EMR"}
            (self.folder / f"get-job-run.{number}").write_text(json.dumps({"jobRun": found}))
        self.answer("get-dashboard-for-job-run", {"url": "https://spark.example/job"})

    def steps(self, state):
        step = json.loads((FOLDER / "expected/cluster-20000.json").read_text())["AddJobFlowSteps"]["Steps"][0]
        found = {"Id": "s-1", "Config": step["HadoopJarStep"], "Status": {"State": state, "FailureDetails": {"Reason": "why"}}}
        self.answer("describe-step", {"Step": found})
        cluster = {"LogUri": "s3n://shop-logs/emr/", "MasterPublicDnsName": "ec2-1.example"}
        self.answer("describe-cluster", {"Cluster": cluster})

    def test_a_run_is_started_with_the_request_of_the_dry_run(self):
        self.answer("start-job-run", {"jobRunId": "job"})
        started = submit("serverless", 20_000, PATH=self.path)
        self.assertIn(f"run {RUN} is job", started.stdout)
        (call,) = self.calls()
        sent = json.loads(call[call.index("--cli-input-json") + 1])
        self.assertEqual(json.loads((FOLDER / "expected/serverless-20000.json").read_text())["StartJobRun"], sent)

    def test_a_run_is_followed_to_its_end(self):
        self.job_runs("PENDING", "RUNNING", "SUCCESS")
        record = {"state": "RUNNING", "stage": "featurise", "done": 10, "total": 20, "rate": 5.0, "rejects": 1}
        end = {"state": "SUCCEEDED", "version": RUN}
        self.answer("s3", *({**said, "heartbeat": "2026-01-02T03:05:00Z"} for said in (record, record, end)))
        said = run("follow", "--serverless", APPLICATION, "job", "--interval", "0.01", PATH=self.path)
        self.assertEqual((0, ""), (said.returncode, said.stderr))
        for expected in (
            "s3://shop-logs/jobs/applications/00fabcdefghijk/jobs/job/SPARK_DRIVER/stderr.gz",
            "https://spark.example/job",
            "EMR: RUNNING  run: RUNNING  featurise 10/20  5 photos/s  1 rejects",
            f"EMR: SUCCESS  run: SUCCEEDED  version {RUN}",
        ):
            self.assertIn(expected, said.stdout)
        self.assertIn(["s3", "cp", f"s3://shop-index/index/runs/{RUN}.json", "-"], self.calls())

    def test_a_run_that_failed_says_why_and_ends_with_an_exit_code(self):
        self.steps("FAILED")
        failure = {"code": "WORSE", "exitCode": 17, "message": "it lacks labels"}
        self.answer("s3", {"state": "FAILED", "failure": failure, "heartbeat": "2026-01-02T03:05:00Z"})
        said = run("follow", "--cluster", CLUSTER, "s-1", PATH=self.path)
        self.assertEqual(1, said.returncode)
        self.assertIn("EMR: FAILED  run: FAILED  WORSE, exit code 17: it lacks labels", said.stdout)
        self.assertIn("s3://shop-logs/emr/j-ABCDEFGHIJKLM/steps/s-1/stderr.gz", said.stdout)

    def test_a_run_without_a_record_is_followed_too(self):
        self.job_runs("FAILED")
        said = run("follow", "--serverless", APPLICATION, "job", PATH=self.path)
        self.assertIn("EMR: FAILED  run: no record yet\nsaid EMR", said.stdout)
        self.assertEqual(1, said.returncode)

    def test_a_record_that_cannot_be_read_is_not_absent(self):
        self.job_runs("RUNNING")
        (self.folder / "s3-refused").write_text("fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden")
        said = run("follow", "--serverless", APPLICATION, "job", "--once", PATH=self.path)
        self.assertIn("its record cannot be read: fatal error: An error occurred (403)", said.stdout)

    def test_an_index_of_hadoops_scheme_is_read_and_written_as_s3(self):
        self.job_runs("RUNNING")
        found = self.folder / "get-job-run.0"
        found.write_text(found.read_text().replace("s3://shop-index/index", "s3a://shop-index/index/"))
        for more in ([], ["--index", "s3a://shop-index/index"]):
            run("follow", "--serverless", APPLICATION, "job", "--once", *more, PATH=self.path)
            self.assertIn(["s3", "cp", f"s3://shop-index/index/runs/{RUN}.json", "-"], self.calls())
            (self.folder / "calls").unlink()
        self.assertEqual(0, run("cancel", "--serverless", APPLICATION, "job", PATH=self.path).returncode)
        self.assertEqual(["s3", "cp", "-", f"s3://shop-index/index/runs/{RUN}.cancel"], self.calls()[-1])

    def test_a_cancelled_run_is_asked_to_end_by_itself(self):
        self.job_runs("RUNNING")
        self.assertEqual(0, run("cancel", "--serverless", APPLICATION, "job", PATH=self.path).returncode)
        self.assertEqual(RUN, json.loads((self.folder / "written").read_text())["run"])
        self.assertEqual(["s3", "cp", "-", f"s3://shop-index/index/runs/{RUN}.cancel"], self.calls()[-1])

    def test_a_clone_differs_in_its_id_alone(self):
        other = "20270102T030405Z-11111111"
        for kind, where, found in (
            ("serverless", ["--serverless", APPLICATION, "job"], lambda: self.job_runs("SUCCESS")),
            ("cluster", ["--cluster", CLUSTER, "s-1"], lambda: self.steps("COMPLETED")),
        ):
            with self.subTest(kind):
                found()
                printed = run("clone", *where, "--run", other, "--dry-run", PATH=self.path)
                expected = (FOLDER / f"expected/{kind}-20000.json").read_text().replace(RUN, other)
                self.assertEqual(json.loads(expected), json.loads(printed.stdout))

    def test_the_tunnel_ends_on_this_machine_alone(self):
        self.steps("RUNNING")
        said = run("tunnel", "--cluster", CLUSTER, "--key", "my.pem", "--dry-run", PATH=self.path)
        command = said.stdout.splitlines()[-1]
        self.assertTrue(command.startswith("ssh -N -i my.pem -L 127.0.0.1:18080:ec2-1.example:18080 "), command)
        self.assertTrue(command.endswith(" hadoop@ec2-1.example"), command)
        self.assertNotIn(" -L 1", command.replace(" -L 127.0.0.1:", ""))

    def test_what_aws_refuses_is_told_in_its_words(self):
        said = run("terminate", "--serverless", APPLICATION, PATH=self.path)
        self.assertEqual(2, said.returncode)
        self.assertIn("An error occurred (404)", said.stderr)


@unittest.skipUnless(shutil.which("moto_server") and shutil.which("aws"), "no moto_server and aws on the PATH")
class MotoTest(unittest.TestCase):
    """The real AWS CLI against moto, which knows neither emr-spark-8.0.0 nor the role of a job run."""

    @classmethod
    def setUpClass(cls):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        cls.server = subprocess.Popen(
            ["moto_server", "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        # `aws emr` does not heed AWS_ENDPOINT_URL.
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        program = cls.folder / "aws"
        program.write_text(f'#!/bin/sh\nexec {shutil.which("aws")} --endpoint-url http://127.0.0.1:{port} "$@"\n')
        program.chmod(0o755)
        cls.environment = {
            "PATH": f"{cls.folder}:{os.environ['PATH']}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "eu-west-3",
            "AWS_CONFIG_FILE": os.devnull,
        }
        for _ in range(300):
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", port)):
                    return
            time.sleep(0.2)

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        cls.server.wait()
        shutil.rmtree(cls.folder)

    def aws(self, *words):
        done = subprocess.run(
            [str(self.folder / "aws"), *words], capture_output=True, text=True, check=True, env={**os.environ, **self.environment}
        )
        return json.loads(done.stdout or "{}")

    def emr(self, *words, script="emr.sh"):
        done = run(*words, script=script, **self.environment)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        return done.stdout

    def test_a_run_on_emr_serverless(self):
        application = self.aws(
            *["emr-serverless", "create-application", "--type", "SPARK", "--release-label", "emr-7.0.0"]
        )["applicationId"]
        where = ["--serverless", application]
        words = [*where, "--role", "arn:aws:iam::123456789012:role/pomona-job", *JAR, "--photos", "20000", *INDEXER]
        job = self.emr(*words, script="submit.sh").split()[-1]
        self.assertIn("EMR: ", self.emr("follow", *where, job, "--once"))
        self.emr("cancel", *where, job, "--hard")
        self.emr("terminate", *where)

    def test_a_run_on_a_cluster(self):
        machines = "InstanceGroupType=MASTER,InstanceCount=1,InstanceType=m5.xlarge"
        cluster = self.aws(
            *["emr", "create-cluster", "--name", "pomona", "--release-label", "emr-7.0.0", "--instance-groups", machines],
            *["--service-role", "service", "--ec2-attributes", "InstanceProfile=machine", "--no-auto-terminate"],
        )["ClusterId"]
        where = ["--cluster", cluster]
        step = self.emr(*where, *JAR, "--photos", "20000", *INDEXER, script="submit.sh").split()[-1]
        self.assertIn("EMR: ", self.emr("follow", *where, step, "--once"))
        self.assertIn("AddJobFlowSteps", self.emr("clone", *where, step, "--dry-run"))
        self.emr("terminate", *where)


if __name__ == "__main__":
    unittest.main()
