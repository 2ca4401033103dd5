#!/usr/bin/env bash
# Runs of the indexer on EMR, one command each: deploy/emr/emr.sh --help.
exec python3 "$(dirname "$0")/emr.py" "$@"
