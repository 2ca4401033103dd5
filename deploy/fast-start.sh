#!/usr/bin/env bash
# Makes a copy of the service that starts in half the time and takes less memory: its jar unpacked, an archive of its classes
# as the JVM keeps them in memory, and a program that runs it (fast-start/pomona-service). Made for one JDK and one set of
# classes; the JVM ignores the archive where either differs.
#
#     deploy/fast-start.sh FOLDER
#     FOLDER/pomona-service [--name=value ...]        more options for the JVM in JAVA_OPTIONS
set -euo pipefail
folder=${1:?usage: deploy/fast-start.sh FOLDER}
here=$(cd "$(dirname "$0")" && pwd)
port=${PORT:-18390}
java -Djarmode=tools -jar "$here/../api-service/target/pomona-service.jar" extract --destination "$folder" --force
# TensorFlow's libraries need not be in a jar where they lie unpacked; the archive is good for exactly these jars.
[ -z "${TENSORFLOW_LIBRARY_PATH:-}" ] || rm "$folder"/lib/tensorflow-core-native-*.jar
rm -f "$folder/classes.jsa"
cp "$here"/fast-start/* "$folder"
# The classes in the archive are those that a start has loaded; it is written when the service ends.
TF_CPP_MIN_LOG_LEVEL=2 "$folder/pomona-service" --server.port="$port" --management.server.port="$((port + 1))" \
    >"$folder/start.log" 2>&1 &
service=$!
trap 'kill "$service" 2>/dev/null || true' EXIT
for _ in $(seq 240); do
    if curl -sf -o /dev/null "http://127.0.0.1:$port/index"; then break; fi
    kill -0 "$service" || { cat "$folder/start.log"; exit 1; }
    sleep 0.5
done
kill "$service"
wait "$service" || true
trap - EXIT
rm "$folder/start.log"
du -sh "$folder"
