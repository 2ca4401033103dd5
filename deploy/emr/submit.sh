#!/usr/bin/env bash
# Starts a run of the indexer on EMR Serverless or on a cluster of EMR: deploy/emr/submit.sh --help.
exec python3 "$(dirname "$0")/emr.py" submit "$@"
