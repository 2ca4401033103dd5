#!/usr/bin/env python3
"""Starts, follows and ends runs of the indexer on EMR Serverless or on a cluster of EMR on EC2.

    deploy/emr/submit.sh --serverless APPLICATION --role ARN --jar s3://BUCKET/JAR --photos 20000 -- \\
        --photos s3://BUCKET/photos --index s3://BUCKET/index
    deploy/emr/emr.sh follow --serverless APPLICATION RUN --index s3://BUCKET/index

What follows `--` are options of the indexer's command `index`. docs/scale.md explains the sizes, docs/cluster.md the rest.
Needs Python 3.9 and, but for --dry-run, the AWS CLI 2 with credentials and a region.
"""

import argparse
import datetime
import json
import os
import pathlib
import re
import secrets
import shlex
import subprocess
import sys
import time

MAIN_CLASS = "dev.pomona.indexer.IndexerMain"
RUN = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")

# Cores, heap and rest (TensorFlow) of executors and drivers. The cores of an executor share one network in memory. On a cluster the
# small driver and one executor fill the 12 GB of the core machine. Terraform reads the same file.
WORKERS = json.loads((pathlib.Path(__file__).resolve().parent.parent / "terraform" / "sizes.json").read_text())

# Photos up to, executors, driver, minutes until EMR ends the run: many times what docs/scale.md expects.
SIZES = [
    (20_000, 2, "small", 60),
    (100_000, 3, "small", 120),
    (10_000_000, 64, "large", 720),
]

# Tasks that Spark cuts its own shuffles into; the photos are cut by the indexer.
TASKS_PER_CORE = 4

# Ports of a cluster's primary machine.
PAGES = [
    (18080, "Spark's history of runs"),
    (8088, "YARN's applications; Tracking UI leads to the Spark UI of a run at work"),
    (20888, "the Spark UI itself"),
]

ENDED = {"SUCCESS", "FAILED", "CANCELLED", "COMPLETED", "INTERRUPTED"}
FAILED = ENDED - {"SUCCESS", "COMPLETED"}

# What the AWS CLI says of an object that is not there.
ABSENT = re.compile(r"\((404|NoSuchKey)\)")


class Refused(Exception):
    """A mistake of the caller; its message is one line."""


def size_of(photos):
    """Returns the smallest size for so many photos."""
    for size in SIZES:
        if photos <= size[0]:
            return size
    raise Refused(f"{photos} photos are more than the largest size, {SIZES[-1][0]}: see docs/scale.md")


def spark_settings(kind, photos, region):
    """Returns Spark's settings for a run of so many photos."""
    _, executors, driver, _ = size_of(photos)
    workers = {"driver": WORKERS[kind]["driver"][driver], "executor": WORKERS[kind]["executor"]}
    cores = workers["executor"]["cores"]
    settings = {
        **{f"spark.{worker}.{name}": str(value) for worker, size in workers.items() for name, value in size.items()},
        "spark.dynamicAllocation.initialExecutors": str(executors),
        "spark.dynamicAllocation.maxExecutors": str(executors),
        # By the executors that will be there, not by those that happen to be there when the run begins.
        "spark.default.parallelism": str(executors * cores),
        "spark.sql.shuffle.partitions": str(max(16, executors * cores * TASKS_PER_CORE)),
        "spark.sql.catalogImplementation": "in-memory",
    }
    if kind == "serverless":
        folder, driver_variable = "/tmp/pomona", "spark.emr-serverless.driverEnv."
    else:
        folder, driver_variable = "/mnt/pomona", "spark.yarn.appMasterEnv."
    for variable, value in (("POMONA_CACHE", folder), ("AWS_REGION", region)):
        if value:
            settings[driver_variable + variable] = value
            settings["spark.executorEnv." + variable] = value
    return settings


def spark_words(settings):
    return [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]


def serverless_request(options, run, arguments):
    """Returns the input of StartJobRun, the same as the service's EmrServerlessLauncher sends."""
    if not options.role:
        raise Refused("--role is missing: the role that the run has")
    words = ["--class", MAIN_CLASS] + spark_words(spark_settings("serverless", options.photos, options.region))
    request = {
        "applicationId": options.serverless,
        "clientToken": run,
        "name": "pomona " + run,
        "executionRoleArn": options.role,
        "executionTimeoutMinutes": size_of(options.photos)[3],
        "tags": {"pomona:run": run},
        "jobDriver": {
            "sparkSubmit": {
                "entryPoint": options.jar,
                "entryPointArguments": arguments,
                # EMR takes its quotes apart, so they stay.
                "sparkSubmitParameters": " ".join(words + ([options.spark] if options.spark else [])),
            }
        },
    }
    if options.logs:
        request["configurationOverrides"] = {
            "monitoringConfiguration": {"s3MonitoringConfiguration": {"logUri": options.logs}}
        }
    return request


def step_request(options, run, arguments):
    """Returns the input of AddJobFlowSteps, the same as the service's EmrStepsLauncher sends."""
    # YARN would repeat a run that was refused or cancelled.
    once = ["--conf", "spark.yarn.maxAppAttempts=1"]
    words = ["spark-submit", "--deploy-mode", "cluster", "--class", MAIN_CLASS, *once]
    words += spark_words(spark_settings("cluster", options.photos, options.region)) + shlex.split(options.spark)
    return steps_of(options, run, "command-runner.jar", words + [options.jar] + arguments)


def steps_of(options, run, jar, words):
    step = {"Name": "pomona " + run, "ActionOnFailure": "CONTINUE", "HadoopJarStep": {"Jar": jar, "Args": words}}
    return {"JobFlowId": options.cluster, "Steps": [step]}


def aws(*words):
    """Runs the AWS CLI; returns what it prints, parsed."""
    try:
        done = subprocess.run(["aws", *words, "--output", "json"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise Refused("there is no aws on the PATH: install the AWS CLI 2") from None
    if done.returncode:
        raise Refused(done.stderr.strip() or f"aws ended with exit code {done.returncode}")
    return json.loads(done.stdout) if done.stdout.strip() else {}


def serverless_aws(operation, options, *words):
    """Runs an operation on the job run of the options."""
    return aws("emr-serverless", operation, "--application-id", options.serverless, "--job-run-id", options.id, *words)


def add(cluster, steps):
    """Adds one step, in the form that the CLI has for it; returns its id."""
    step = steps[0]
    flat = {"Type": "CUSTOM_JAR", "Name": step["Name"], "ActionOnFailure": step["ActionOnFailure"], **step["HadoopJarStep"]}
    return aws("emr", "add-steps", "--cluster-id", cluster, "--steps", json.dumps([flat]))["StepIds"][0]


def read(location):
    """Returns the text of an object; None if it is absent. Refused, in the words of S3, if it cannot be read."""
    done = subprocess.run(["aws", "s3", "cp", location, "-"], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return done.stdout
    if ABSENT.search(done.stderr):
        return None
    raise Refused(" ".join(done.stderr.split()) or f"aws ended with exit code {done.returncode}")


def for_aws(location):
    """Returns a location as the AWS CLI knows it: the indexer takes s3a: too."""
    return re.sub("^s3a:", "s3:", location.rstrip("/"))


def index_of(arguments):
    """Returns the index that options of the indexer name; None if they name none."""
    for at, argument in enumerate(arguments):
        if argument.startswith("--index="):
            return for_aws(argument[len("--index="):])
        if argument == "--index" and at + 1 < len(arguments):
            return for_aws(arguments[at + 1])
    return None


def new_run():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ-") + secrets.token_hex(4)


def launch(options, run, operation, request):
    """Starts a run, or prints its request."""
    if options.dry_run:
        print(json.dumps({operation: request}, indent=2))
        return
    if options.serverless:
        where = "--serverless " + options.serverless
        started = aws("emr-serverless", "start-job-run", "--cli-input-json", json.dumps(request))["jobRunId"]
    else:
        where = "--cluster " + options.cluster
        started = add(options.cluster, request["Steps"])
    print(f"run {run} is {started}; follow it with")
    print(f"    deploy/emr/emr.sh follow {where} {started}")


def submit(options):
    """Starts a run of the indexer; its options follow --."""
    run = options.run or new_run()
    if not RUN.fullmatch(run):
        raise Refused(f"--run {run} is no id such as {new_run()}")
    if not index_of(options.arguments):
        raise Refused("the indexer's options after -- have no --index")
    if not options.jar.startswith("s3://"):
        raise Refused("--jar is no s3:// location: EMR fetches the job jar from a bucket")
    arguments = ["index", *options.arguments, "--run-id=" + run]
    if options.serverless:
        launch(options, run, "StartJobRun", serverless_request(options, run, arguments))
    else:
        launch(options, run, "AddJobFlowSteps", step_request(options, run, arguments))


def job(options):
    """Returns state, detail and command line of a run, and what its logs and pages are."""
    if options.serverless:
        found = serverless_aws("get-job-run", options)["jobRun"]
        driver = found["jobDriver"]["sparkSubmit"]
        return found["state"], found.get("stateDetails", ""), driver.get("entryPointArguments", []), found
    found = aws("emr", "describe-step", "--cluster-id", options.cluster, "--step-id", options.id)["Step"]
    status = found["Status"]
    reason = status.get("FailureDetails", {}).get("Reason") or status.get("StateChangeReason", {}).get("Message", "")
    words = found["Config"]["Args"]
    return status["State"], reason, words[words.index("index"):] if "index" in words else [], found


def run_id(arguments):
    return next((a[len("--run-id="):] for a in arguments if a.startswith("--run-id=")), None)


def pages(options, found):
    """Prints where logs and Spark's pages of a run are."""
    if options.serverless:
        monitoring = found.get("configurationOverrides", {}).get("monitoringConfiguration", {})
        logs = monitoring.get("s3MonitoringConfiguration", {}).get("logUri")
        if logs:
            folder = f"{logs.rstrip('/')}/applications/{options.serverless}/jobs/{options.id}/"
            print(f"logs:      aws s3 cp {folder}SPARK_DRIVER/stderr.gz - | gunzip   (executors: {folder}SPARK_EXECUTOR/)")
        else:
            print("logs:      none in S3: start runs with --logs s3://BUCKET/PREFIX/")
        try:
            url = serverless_aws("get-dashboard-for-job-run", options)["url"]
            print(f"Spark UI:  {url}   (for an hour)")
        except Refused as e:
            print(f"Spark UI:  none: {e}")
        return
    cluster = aws("emr", "describe-cluster", "--cluster-id", options.cluster)["Cluster"]
    logs = cluster.get("LogUri", "").replace("s3n://", "s3://").rstrip("/")
    if logs:
        logs += "/" + options.cluster
        print(f"logs:      aws s3 cp {logs}/steps/{options.id}/stderr.gz - | gunzip   (names the application)")
        print(f"           aws s3 ls --recursive {logs}/containers/   (driver and executors, some minutes late)")
    else:
        print("logs:      on the machines only: the cluster has no log location")
    print(f"Spark UI:  deploy/emr/emr.sh tunnel --cluster {options.cluster} --key KEY.pem")


def line(record):
    """Returns the run's own word in one line."""
    failure = record.get("failure") or {}
    stage = record.get("stage")
    words = [record["state"]]
    if stage:
        words.append(f"{stage} {record['done']}/{record['total']}" if record.get("total") else stage)
        if record.get("rate"):
            words.append(f"{record['rate']:.0f} photos/s")
    if record.get("rejects"):
        words.append(f"{record['rejects']} rejects")
    if failure:
        words.append(f"{failure['code']}, exit code {failure.get('exitCode')}: {failure['message']}")
    elif record["state"] == "SUCCEEDED":
        words.append(f"version {record.get('version')}")
    words.append(f"heard of at {record['heartbeat']}")
    return "  ".join(words)


def follow(options):
    """Prints state and record of a run until it has ended, and where its logs and pages are."""
    said = None
    while True:
        state, detail, arguments, found = job(options)
        index, run = for_aws(options.index) if options.index else index_of(arguments), run_id(arguments)
        if said is None:
            pages(options, found)
        try:
            text = read(f"{index}/runs/{run}.json") if index and run else None
            news = (state, line(json.loads(text)) if text else "no record yet")
        except Refused as e:
            news = (state, f"its record cannot be read: {e}")
        if news != said:
            print(f"{datetime.datetime.now():%H:%M:%S}  EMR: {news[0]}  run: {news[1]}", flush=True)
            said = news
        if state in ENDED:
            if detail:
                print(detail)
            return 1 if state in FAILED else 0
        if options.once:
            return 0
        time.sleep(options.interval)


def cancel(options):
    """Asks a run to end by itself; with --hard EMR ends it."""
    if options.hard:
        if options.serverless:
            serverless_aws("cancel-job-run", options)
        else:
            words = ["--step-ids", options.id, "--step-cancellation-option", "SEND_INTERRUPT"]
            aws("emr", "cancel-steps", "--cluster-id", options.cluster, *words)
            print("on YARN the application may outlive its step: yarn application -kill ID on the primary machine ends it")
        print("EMR ends it; another run may start after a minute without a heartbeat")
        return
    _, _, arguments, _ = job(options)
    index, run = index_of(arguments), run_id(arguments)
    if not index or not run:
        raise Refused("it was started without --index or --run-id: cancel it with --hard")
    at = f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
    request = json.dumps({"run": run, "by": os.environ.get("USER", "emr.sh"), "at": at})
    target = f"{index}/runs/{run}.cancel"
    done = subprocess.run(["aws", "s3", "cp", "-", target], input=request, text=True, capture_output=True, check=False)
    if done.returncode:
        raise Refused(done.stderr.strip())
    print("it ends within some seconds, once it has begun")


def clone(options):
    """Starts a run again, with the same request and another id."""
    _, _, arguments, found = job(options)
    old, run = run_id(arguments), options.run or new_run()
    if not old:
        raise Refused("it is no run of the indexer with a --run-id")

    def renewed(words):
        return [word.replace("--run-id=" + old, "--run-id=" + run) for word in words]

    if options.serverless:
        request = {
            "applicationId": options.serverless,
            "clientToken": run,
            "name": "pomona " + run,
            "executionRoleArn": found["executionRole"],
            "executionTimeoutMinutes": found.get("executionTimeoutMinutes", SIZES[-1][3]),
            "tags": {"pomona:run": run},
            "jobDriver": {"sparkSubmit": {**found["jobDriver"]["sparkSubmit"], "entryPointArguments": renewed(arguments)}},
        }
        if found.get("configurationOverrides"):
            request["configurationOverrides"] = found["configurationOverrides"]
        launch(options, run, "StartJobRun", request)
    else:
        config = found["Config"]
        launch(options, run, "AddJobFlowSteps", steps_of(options, run, config["Jar"], renewed(config["Args"])))


def terminate(options):
    """Ends what costs: the application's workers, or the cluster."""
    if options.serverless:
        aws("emr-serverless", "stop-application", "--application-id", options.serverless)
        print("the application stops; the next run starts it again")
    else:
        aws("emr", "terminate-clusters", "--cluster-ids", options.cluster)
        print("the cluster ends; what is in S3 stays")


def tunnel(options):
    """Opens an SSH tunnel to the pages of YARN and Spark on a cluster's primary machine."""
    if not options.cluster:
        raise Refused("a tunnel leads to a cluster: EMR Serverless has its pages in `follow`")
    name = aws("emr", "describe-cluster", "--cluster-id", options.cluster)["Cluster"]["MasterPublicDnsName"]
    words = ["ssh", "-N", "-i", options.key]
    for port, page in PAGES:
        words += ["-L", f"127.0.0.1:{port}:{name}:{port}"]
        print(f"http://127.0.0.1:{port}/  {page}")
    words.append("hadoop@" + name)
    if options.dry_run:
        print(shlex.join(words))
        return
    os.execvp(words[0], words)


def parser():
    root = argparse.ArgumentParser(prog="emr.sh", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name, function, summary, identified=True):
        added = commands.add_parser(name, help=summary, description=function.__doc__ or summary)
        added.set_defaults(function=function)
        where = added.add_mutually_exclusive_group(required=True)
        where.add_argument("--serverless", metavar="APPLICATION", help="id of the application of EMR Serverless")
        where.add_argument("--cluster", metavar="ID", help="id of the cluster of EMR on EC2")
        if identified:
            added.add_argument("id", help="id of the job run or of the step")
        return added

    added = command("submit", submit, "starts a run", identified=False)
    added.add_argument("--photos", type=int, required=True, metavar="N", help="number of photos: sizes the run")
    added.add_argument("--jar", required=True, metavar="LOCATION", help="the job jar in S3")
    added.add_argument("--role", metavar="ARN", help="role of the run; EMR Serverless only")
    added.add_argument("--logs", metavar="LOCATION", help="prefix in S3 for logs; EMR Serverless only")
    added.add_argument("--region", default=os.environ.get("AWS_REGION"), help="of the buckets (AWS_REGION)")
    added.add_argument("--spark", default="", metavar="OPTIONS", help="further options of spark-submit; they win")
    added.add_argument("--run", metavar="ID", help="id of the run; default: time and random")
    added.add_argument("--dry-run", action="store_true", help="print the request, call nothing")

    added = command("follow", follow, "says where a run stands until it has ended; exit code 1 if it failed")
    added.add_argument("--index", metavar="LOCATION", help="index of the run, if its options do not name it")
    added.add_argument("--interval", type=float, default=10, metavar="SECONDS")
    added.add_argument("--once", action="store_true", help="say it once")

    added = command("cancel", cancel, "cancels a run")
    added.add_argument("--hard", action="store_true", help="have EMR end it")

    added = command("clone", clone, "starts a run again")
    added.add_argument("--run", metavar="ID", help="id of the new run")
    added.add_argument("--dry-run", action="store_true", help="print the request, start nothing")

    command("terminate", terminate, "stops the application, or ends the cluster", identified=False)

    added = command("tunnel", tunnel, "SSH tunnel to a cluster's pages", identified=False)
    added.add_argument("--key", required=True, metavar="FILE", help="private key of the cluster's key pair")
    added.add_argument("--dry-run", action="store_true", help="print the command")
    return root


def main(words):
    arguments = []
    if "--" in words:
        at = words.index("--")
        words, arguments = words[:at], words[at + 1:]
    options = parser().parse_args(words)
    options.arguments = arguments
    try:
        return options.function(options)
    except Refused as e:
        print(f"emr.sh: {e}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
