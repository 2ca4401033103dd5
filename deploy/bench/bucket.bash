# An S3 on the loopback address for the scripts beside this file: LocalStack where Docker runs and has the image, else S3Mock
# (from the local Maven repository). Source it after setting `work` to an empty folder; it exports what the programs need to
# find it, and prints which it is. The caller's exit trap calls stop_bucket.

localstack=${LOCALSTACK_IMAGE:-localstack/localstack:4.14.0}
s3mock=${S3MOCK_JAR:-$HOME/.m2/repository/com/adobe/testing/s3mock/5.2.3/s3mock-5.2.3-exec.jar}
bucket_container='' bucket_process=''

stop_bucket() {
    [ -z "$bucket_container" ] || docker rm -fv "$bucket_container" >/dev/null 2>&1 || true
    [ -z "$bucket_process" ] || kill "$bucket_process" 2>/dev/null || true
}

# start_bucket NAME: starts the server and makes a bucket.
start_bucket() {
    if docker image inspect "$localstack" >/dev/null 2>&1; then
        bucket_container=$(docker run -d -p 127.0.0.1::4566 -e SERVICES=s3 "$localstack")
        AWS_ENDPOINT_URL_S3=http://$(docker port "$bucket_container" 4566/tcp | head -n 1)
        echo "S3: LocalStack ($localstack)"
    else
        local port
        port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
        java -Xmx1g -jar "$s3mock" --server.port=0 --server.address=127.0.0.1 --com.adobe.testing.s3mock.httpPort="$port" \
            --com.adobe.testing.s3mock.vectors.httpPort=0 >"$work/s3mock.log" 2>&1 &
        bucket_process=$!
        AWS_ENDPOINT_URL_S3=http://127.0.0.1:$port
        echo "S3: S3Mock, as there is no LocalStack"
    fi
    export AWS_ENDPOINT_URL_S3 AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
    for _ in $(seq 120); do
        ! curl -fsS -o /dev/null -X PUT "$AWS_ENDPOINT_URL_S3/$1" 2>/dev/null || return 0
        sleep 0.5
    done
    echo "no bucket at $AWS_ENDPOINT_URL_S3" >&2
    exit 1
}

# upload FOLDER BUCKET/PREFIX: copies all files below a folder.
upload() { python3 "$(dirname "${BASH_SOURCE[0]}")/upload.py" "$1" "$AWS_ENDPOINT_URL_S3/$2"; }

# connector SEPARATOR: the jars that Spark without Hadoop's connector to S3 needs. It knows s3a: alone; EMR has its own.
connector() {
    local lib
    lib=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../../batch-indexer/target/pomona-indexer/lib")
    ls "$lib"/*-2.25.53.jar "$lib"/{hadoop-aws,spark-hadoop-cloud_2.13,httpclient,httpcore,reactive-streams,eventstream}-*.jar \
        | paste -sd"$1"
}

# keys BUCKET PREFIX: lists at most 1,000 keys.
keys() { curl -fsS "$AWS_ENDPOINT_URL_S3/$1?list-type=2&prefix=$2" | grep -o '<Key>[^<]*' | sed 's/<Key>//' || true; }
