#!/bin/bash
# Starts the packaged service and sends it wrong requests: those of fuzz.py, and those that schemathesis makes of /v3/api-docs.
# Ends with 1 if an answer blames the service, the service dies, or its log has an ERROR.
#
#     deploy/bench/fuzz.sh [REQUESTS] [SEED]
#
# Needs api-service/target/pomona-service.jar (mvn package), Python 3 and, from PyPI, schemathesis (installed into a temporary
# environment if it is missing). JAVA_OPTIONS and PORT may be set; EXAMPLES is the number of examples for each operation.
set -euo pipefail
cd "$(dirname "$0")/../.."
requests=${1:-20000} seed=${2:-1} port=${PORT:-18500}
work=$(mktemp -d)
trap 'kill "$service" 2>/dev/null; wait "$service" 2>/dev/null || true; rm -rf "$work"' EXIT

TF_CPP_MIN_LOG_LEVEL=3 java ${JAVA_OPTIONS:--Xmx512m} -jar api-service/target/pomona-service.jar --server.port="$port" \
    --management.server.port=$((port + 1)) --pomona.recognition.rate-limit.requests-per-minute=0 --pomona.recognition.views=1 \
    --pomona.feedback.location="$work/feedback" >"$work/log" 2>&1 &
service=$!
until curl -sf -o "$work/index" "http://127.0.0.1:$port/index"; do
    kill -0 "$service" || { cat "$work/log"; exit 1; }
    sleep 0.2
done

failed=0
python3 deploy/bench/fuzz.py --requests "$requests" --seed "$seed" --port "$port" --failures "${FAILURES:-$work/failures}" || failed=1

schemathesis=$(command -v schemathesis || true)
if [ -z "$schemathesis" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" -q install schemathesis
    schemathesis=$work/venv/bin/schemathesis
fi
(cd "$work" && "$schemathesis" run "http://127.0.0.1:$port/v3/api-docs" --checks not_a_server_error --max-examples "${EXAMPLES:-300}" \
    --seed "$seed" --suppress-health-check all) || failed=1

kill -0 "$service" || { echo "the service ended"; failed=1; }
echo "lines of the log: $(wc -l <"$work/log"), of these WARN: $(grep -c ' WARN ' "$work/log" || true), ERROR: $(grep -c ' ERROR ' "$work/log" || true)"
grep ' WARN ' "$work/log" | sed -E 's/^.*\] +([a-zA-Z.0-9]+ +: .{0,60}).*/\1/; s/[0-9a-f]{16,}/…/g' | sort | uniq -c | sort -rn | head
if grep -q ' ERROR ' "$work/log"; then
    grep -A 12 ' ERROR ' "$work/log" | cut -c 1-200 | head -n 100
    failed=1
fi
exit $failed
