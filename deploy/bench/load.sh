#!/usr/bin/env bash
# The service under load, one view and four, beside a minimal Python service (peer/) with the same vectors in the same run.
#
#     deploy/bench/load.sh SMALL.jpg LARGE.jpg          a photo of 350 px and one of 12 megapixels
#
# Needs hey and python3 with venv; PEER_PYTHON names a Python that has peer/requirements.txt, else a venv is made in
# deploy/bench/peer/target. JAVA_OPTIONS and PORT (18350) may be set. The three run side by side and are loaded one
# after the other.
set -euo pipefail
small=$(realpath "${1:?usage: deploy/bench/load.sh SMALL.jpg LARGE.jpg}")
large=$(realpath "${2:?usage: deploy/bench/load.sh SMALL.jpg LARGE.jpg}")
cd "$(dirname "$0")/../.."
port=${PORT:-18350}
python=${PEER_PYTHON:-}
if [ -z "$python" ]; then
    python=deploy/bench/peer/target/venv/bin/python
    if [ ! -x "$python" ]; then
        python3 -m venv deploy/bench/peer/target/venv
        "$python" -m pip install -q -r deploy/bench/peer/requirements.txt
    fi
fi
started=()
trap 'for process in "${started[@]}"; do kill "$process" || true; done' EXIT
export TF_CPP_MIN_LOG_LEVEL=2
ours() {
    # shellcheck disable=SC2086
    java ${JAVA_OPTIONS:--Xmx512m} -jar api-service/target/pomona-service.jar --server.port="$2" \
        --management.server.port="$(($2 + 1))" --pomona.recognition.views="$1" \
        --pomona.recognition.rate-limit.requests-per-minute=0 >/dev/null 2>&1 &
    started+=($!)
}
ours 1 "$port"
ours 4 "$((port + 2))"
"$python" deploy/bench/peer/service.py "$((port + 4))" api-service/src/main/resources/bundled-index/versions/*/vectors >/dev/null 2>&1 &
started+=($!)
wait_for() {
    for _ in $(seq 120); do
        if curl -sf -o /dev/null --data-binary "@$small" "http://127.0.0.1:$1/recognize"; then return; fi
        sleep 0.5
    done
    echo "nothing answers at port $1" >&2
    exit 1
}
wait_for "$port"
wait_for "$((port + 2))"
wait_for "$((port + 4))"
python3 deploy/bench/load.py "one view=http://127.0.0.1:$port" "four views=http://127.0.0.1:$((port + 2))" \
    "Python=http://127.0.0.1:$((port + 4))" --photos "350 px=$small" "12 Mpx=$large" --seconds "${SECONDS_EACH:-8}"
