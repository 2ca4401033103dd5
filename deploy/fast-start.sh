#!/usr/bin/env bash
# Makes a copy of the service that starts in half the time and takes less memory: its jar unpacked, an archive of its classes
# as the JVM keeps them in memory, and a program that runs it (fast-start/pomona-service). Made for one JDK and one set of
# classes; the JVM ignores the archive where either differs.
#
#     deploy/fast-start.sh FOLDER
#     FOLDER/pomona-service [--name=value ...]        more options for the JVM in JAVA_OPTIONS
#
# The service is started once, on the loopback address. PORT is its port, and the next one that of its management; two that are
# free unless given.
set -euo pipefail
folder=${1:?usage: deploy/fast-start.sh FOLDER}
here=$(cd "$(dirname "$0")" && pwd)
is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=${PORT:-$((20000 + RANDOM % 10000))}
until is_free "$port" && is_free "$((port + 1))"; do
    if [ -n "${PORT:-}" ]; then
        echo "port $PORT or $((PORT + 1)) is taken" >&2
        exit 1
    fi
    port=$((20000 + RANDOM % 10000))
done
# The caller's settings are not for this start, but for the cache: TensorFlow is unpacked there.
for name in "${!POMONA_@}"; do
    [ "$name" = POMONA_CACHE ] || unset "$name"
done
java -Djarmode=tools -jar "$here/../api-service/target/pomona-service.jar" extract --destination "$folder" --force
# TensorFlow's libraries need not be in a jar where they lie unpacked; the archive is good for exactly these jars.
[ -z "${TENSORFLOW_LIBRARY_PATH:-}" ] || rm "$folder"/lib/tensorflow-core-native-*.jar
rm -f "$folder/classes.jsa"
cp "$here"/fast-start/* "$folder"
# The classes in the archive are those that a start has loaded; it is written when the service ends.
TF_CPP_MIN_LOG_LEVEL=2 "$folder/pomona-service" --server.address=127.0.0.1 --server.port="$port" \
    --management.server.port="$((port + 1))" >"$folder/start.log" 2>&1 &
service=$!
trap 'kill "$service" 2>/dev/null || true' EXIT
fail() {
    cat "$folder/start.log" >&2
    echo "$1" >&2
    exit 1
}
answers=false
for _ in $(seq 240); do
    kill -0 "$service" 2>/dev/null || fail "the service has ended"
    if curl -sf -o /dev/null "http://127.0.0.1:$port/index"; then
        answers=true
        break
    fi
    sleep 0.5
done
$answers || fail "the service does not answer"
kill "$service"
wait "$service" || true
trap - EXIT
[ -s "$folder/classes.jsa" ] || fail "the service has left no archive of its classes"
rm "$folder/start.log"
du -sh "$folder"
