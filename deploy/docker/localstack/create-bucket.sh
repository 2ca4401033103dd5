#!/usr/bin/env bash
# Run by LocalStack when S3 is ready; docker-compose.yml waits until it is done.
set -euo pipefail
awslocal s3api create-bucket --bucket pomona
