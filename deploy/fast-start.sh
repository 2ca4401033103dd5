#!/usr/bin/env bash
# Makes a copy of the service that starts in half the time: its jar unpacked, and an archive of its classes as the JVM keeps
# them in memory. Made for one JDK and one set of classes; the JVM ignores the archive where either differs.
#
#     deploy/fast-start.sh FOLDER
#     java -Xmx512m -XX:+UseSerialGC -XX:SharedArchiveFile=FOLDER/classes.jsa -jar FOLDER/pomona-service.jar
set -euo pipefail
folder=${1:?usage: deploy/fast-start.sh FOLDER}
jar=$(cd "$(dirname "$0")/.." && pwd)/api-service/target/pomona-service.jar
port=${PORT:-18390}
java -Djarmode=tools -jar "$jar" extract --destination "$folder" --force
rm -f "$folder/classes.jsa"
# The classes in the archive are those that a start has loaded; it is written when the service ends.
TF_CPP_MIN_LOG_LEVEL=2 java -Xmx512m -XX:+UseSerialGC -XX:ArchiveClassesAtExit="$folder/classes.jsa" \
    -jar "$folder/pomona-service.jar" --server.port="$port" --management.server.port="$((port + 1))" >"$folder/start.log" 2>&1 &
service=$!
trap 'kill "$service" 2>/dev/null || true' EXIT
for _ in $(seq 240); do
    if curl -sf -o /dev/null "http://127.0.0.1:$port/index"; then break; fi
    kill -0 "$service" 2>/dev/null || { cat "$folder/start.log"; exit 1; }
    sleep 0.5
done
kill "$service"
wait "$service" || true
trap - EXIT
rm "$folder/start.log"
du -sh "$folder"
