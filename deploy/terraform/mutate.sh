#!/usr/bin/env bash
# Shows that the tests of the Terraform modules can fail: makes one careless change at a time in a copy, and expects a failure.
#
#     deploy/terraform/mutate.sh
#
# Environment: TF_PLUGIN_DIR, as for rehearse.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -n "${TF_CLI_CONFIG_FILE:-}" ] && [ ! -f "$TF_CLI_CONFIG_FILE" ]; then unset TF_CLI_CONFIG_FILE; fi
unset TF_DATA_DIR

cp -r "$here" "$work/original"
cd "$work/original"
rm -rf .terraform
terraform init -backend=false -input=false -no-color ${TF_PLUGIN_DIR:+-plugin-dir="$TF_PLUGIN_DIR"} >/dev/null

survivors=0
# mutate TEST FILE FROM TO [BLOCK]: one change in a file of a module, as for sed, in the blocks that begin with such a line.
mutate() {
    local test=$1 file=modules/$2 from=$3 to=$4 block=
    [ $# -lt 5 ] || block="/$5/,/}/"
    sed -i "${block}s|$from|$to|" "$file"
    if cmp -s "$file" "$here/$file"; then
        echo "NOTHING CHANGED: $file: $from"
        survivors=$((survivors + 1))
    elif terraform test -no-color -filter="tests/$test.tftest.hcl" >"$work/log" 2>&1; then
        echo "SURVIVED: $file: $from -> $to"
        survivors=$((survivors + 1))
    elif grep -q 'Test assertion failed' "$work/log"; then
        echo "caught: $file: $to"
    else
        echo "BROKEN: $file: $from -> $to"
        tail -n 20 "$work/log"
        survivors=$((survivors + 1))
    fi
    cp "$here/$file" "$file"
}

mutate storage storage/main.tf 'block_public_policy     = true' 'block_public_policy     = false'
mutate storage storage/main.tf '"Enabled"' '"Suspended"' versioning_configuration
mutate storage storage/main.tf '"aws:SecureTransport" = "false"' '"aws:SecureTransport" = "true"'
mutate storage storage/main.tf 'Effect    = "Deny"' 'Effect    = "Allow"'
mutate storage storage/main.tf 'sse_algorithm = "AES256"' 'sse_algorithm = "aws:kms"'
mutate storage storage/main.tf 'days_after_initiation = 2' 'days_after_initiation = 20'
mutate storage storage/main.tf 'feedback = 7,' 'feedback = 70,'
mutate storage storage/main.tf '"IMMUTABLE"' '"MUTABLE"'
mutate roles roles/service.tf '"s3:GetObject", "s3:PutObject", "s3:DeleteObject"' '"s3:*"'
mutate roles roles/service.tf 'role/${local.job_role}"' 'role/*"'
mutate roles roles/service.tf 'Resource = \[local.application\]' 'Resource = ["*"]'
mutate roles roles/job.tf '/index/versions/\*"\]' '/*"]'
mutate roles roles/job.tf '"aws:SourceArn" = local.application' '"aws:SourceArn" = "*"'
mutate service service/load_balancer.tf '"ELBSecurityPolicy-TLS13-1-2-2021-06"' '"ELBSecurityPolicy-2016-08"'
mutate service service/load_balancer.tf 'port              = 443' 'port              = 80'
mutate service service/load_balancer.tf '"fixed-response"' '"forward"'
mutate service service/main.tf 'readonlyRootFilesystem = true' 'readonlyRootFilesystem = false'
mutate service service/main.tf 'drop = \["ALL"\]' 'drop = []'
mutate service service/main.tf 'assign_public_ip = false' 'assign_public_ip = true'
mutate service service/main.tf '1 : var.log_days' '0 : var.log_days'
mutate cluster cluster/main.tf '"${var.ssh_address}/32"' '"0.0.0.0/0"'
mutate cluster cluster/main.tf 'idle_timeout = 3600' 'idle_timeout = 604800'
mutate job job/main.tf 'idle_timeout_minutes = 5' 'idle_timeout_minutes = 10080'
mutate network network/main.tf 'map_public_ip_on_launch = false' 'map_public_ip_on_launch = true'
mutate watch watch/main.tf 'missing = "breaching"' 'missing = "notBreaching"'
mutate watch watch/main.tf 'state = \["FAILED", "CANCELLED"\]' 'state = ["FAILED"]'
[ "$survivors" = 0 ]
