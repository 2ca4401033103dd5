#!/usr/bin/env bash
# How long a search takes among 10,000, 100,000 and a million vectors, and what it allocates. Needs 3 GB.
#
#     deploy/bench/search.sh [JMH OPTION ...]        for instance -p rows=1000000
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -Pbench -pl deploy/bench/jmh -am -DskipTests package
exec java -cp "deploy/bench/jmh/target/classes:$(cat deploy/bench/jmh/target/classpath)" \
    org.openjdk.jmh.Main SearchBenchmark -prof gc "$@"
