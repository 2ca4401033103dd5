#!/usr/bin/env bash
# Makes a copy of the service that starts in half the time and takes less memory: its jar unpacked, an archive of its classes
# as the JVM keeps them in memory, and a program that runs it with options for a small machine. Made for one JDK and one set
# of classes; the JVM ignores the archive where either differs.
#
#     deploy/fast-start.sh FOLDER
#     FOLDER/pomona-service [--name=value ...]        more options for the JVM in JAVA_OPTIONS
set -euo pipefail
folder=${1:?usage: deploy/fast-start.sh FOLDER}
jar=$(cd "$(dirname "$0")/.." && pwd)/api-service/target/pomona-service.jar
port=${PORT:-18390}
java -Djarmode=tools -jar "$jar" extract --destination "$folder" --force
rm -f "$folder/classes.jsa"
cat >"$folder/pomona-service" <<'END'
#!/usr/bin/env bash
here=$(cd "$(dirname "$0")" && pwd)
# TensorFlow allocates from many threads, and by default each gets a pool of its own that is never given back.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
archive=-XX:SharedArchiveFile=$here/classes.jsa
[ -f "$here/classes.jsa" ] || archive=-XX:ArchiveClassesAtExit=$here/classes.jsa
# What it frees goes back to the system every few seconds; JDKs before 17.0.9 do not know that option.
# shellcheck disable=SC2086
exec java -Xms64m -Xmn32m -Xmx512m -XX:+UseSerialGC -XX:+IgnoreUnrecognizedVMOptions -XX:TrimNativeHeapInterval=5000 \
    "$archive" ${JAVA_OPTIONS:-} -jar "$here/pomona-service.jar" "$@"
END
chmod +x "$folder/pomona-service"
# The classes in the archive are those that a start has loaded; it is written when the service ends.
TF_CPP_MIN_LOG_LEVEL=2 "$folder/pomona-service" --server.port="$port" --management.server.port="$((port + 1))" \
    >"$folder/start.log" 2>&1 &
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
