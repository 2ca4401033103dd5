#!/usr/bin/env bash
# Applies the configuration to moto's server (a stand-in for AWS on the loopback address) as an operator would, step by step and
# with either launcher, looks for drift and at what is there, and destroys it. Costs nothing and needs no account.
#
#     deploy/terraform/rehearse.sh
#
# Needs terraform 1.11 and moto's server: `pip install 'moto[server]==5.2.1'`. Environment: MOTO_PYTHON (the Python that has
# it, default python3), TF_PLUGIN_DIR (a folder with the provider, where no registry is reached). docs/aws.md says what moto lacks.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

if [ -n "${TF_CLI_CONFIG_FILE:-}" ] && [ ! -f "$TF_CLI_CONFIG_FILE" ]; then unset TF_CLI_CONFIG_FILE; fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# Policies of AWS itself (AmazonEMRServicePolicy_v2) are there only with this.
export MOTO_IAM_LOAD_MANAGED_POLICIES=true
"${MOTO_PYTHON:-python3}" "$here/tests/moto_server.py" -H 127.0.0.1 -p "$port" >"$work/moto.log" 2>&1 &
server=$!
export AWS_ENDPOINT_URL=http://127.0.0.1:$port AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=eu-west-3
export AWS_EC2_METADATA_DISABLED=true TF_IN_AUTOMATION=1 TF_DATA_DIR=$work/data
unset AWS_PROFILE AWS_SESSION_TOKEN
for _ in $(seq 100); do
    curl -fs -o /dev/null "$AWS_ENDPOINT_URL/moto-api/" && break
    kill -0 "$server" || { cat "$work/moto.log"; exit 1; }
    sleep 0.2
done

cp -r "$here" "$work/terraform"
cd "$work/terraform"
rm -rf .terraform terraform.tfvars tests
# Buckets by path, as there is no DNS for the loopback address.
cat >rehearsal_override.tf <<'END'
provider "aws" {
  s3_use_path_style = true
  max_retries       = 2
}
END
# What moto 5.2.1 lacks is left out.
cat >modules/watch/rehearsal_override.tf <<'END'
resource "aws_budgets_budget" "month" { # DescribeSubscribersForNotification
  count = 0
}
END
cat >modules/service/rehearsal_override.tf <<'END'
resource "aws_appautoscaling_target" "this" { # ListTagsForResource
  count = 0
}
resource "aws_appautoscaling_policy" "this" {
  for_each = {}
}
resource "aws_ecs_service" "this" {
  lifecycle { # DescribeServices leaves them out
    ignore_changes = [desired_count, availability_zone_rebalancing, health_check_grace_period_seconds]
  }
}
resource "aws_vpc_security_group_egress_rule" "to_tasks" {
  lifecycle { # DescribeSecurityGroupRules leaves it out of rules that name a group
    ignore_changes = [description]
  }
}
resource "aws_vpc_security_group_ingress_rule" "from_load_balancer" {
  lifecycle {
    ignore_changes = [description]
  }
}
END
cat >modules/job/rehearsal_override.tf <<'END'
resource "aws_emrserverless_application" "this" {
  lifecycle { # GetApplication leaves it out
    ignore_changes = [architecture]
  }
}
END
cat >modules/cluster/rehearsal_override.tf <<'END'
resource "aws_emr_managed_scaling_policy" "this" { # PutManagedScalingPolicy
  count = 0
}
resource "aws_emr_instance_group" "task" { # AddInstanceGroups returns no ids
  count = 0
}
resource "aws_s3_object" "bootstrap" { # it takes "without TLS" in a bucket's policy for "always"
  count = 0
}
resource "aws_emr_cluster" "this" { # it is not kept
  dynamic "auto_termination_policy" {
    for_each = []
    content {
      idle_timeout = 3600
    }
  }
}
END
# The state lies in a bucket of the stand-in, with its lock.
certificate=$(python3 "$here/tests/rehearsal.py" prepare "$AWS_ENDPOINT_URL")
terraform init -input=false -no-color ${TF_PLUGIN_DIR:+-plugin-dir="$TF_PLUGIN_DIR"} \
    -backend-config=bucket=rehearsal-state -backend-config=key=pomona.tfstate -backend-config=region=eu-west-3 \
    -backend-config=use_path_style=true >"$work/init.log" || { cat "$work/init.log"; exit 1; }

fail() { echo "rehearsal: $1"; tail -n 40 "$work/$2" | sed 's/^/    /'; exit 1; }

plan() {
    set +e
    terraform plan -input=false -no-color -detailed-exitcode "$@" >"$work/plan.log" 2>&1
    local rc=$?
    set -e
    return $rc
}

# apply VARIABLES...: what it makes, and that nothing is left to be changed.
apply() {
    local title=$1
    shift
    terraform apply -parallelism=30 -input=false -no-color -auto-approve "$@" >"$work/apply.log" 2>&1 || fail "$title: apply" apply.log
    plan "$@" || fail "$title: there is drift" plan.log
    terraform show -json >"$work/state.json"
    echo "$title: $(python3 "$here/tests/rehearsal.py" check "$AWS_ENDPOINT_URL" "$work/state.json"), no drift"
}

# moto knows only releases that are named like this.
first=(-var emr_release=emr-7.12.0 -var alarm_email=ops@example.org -var allow_data_loss=true)
service=("${first[@]}" -var image=123456789012.dkr.ecr.eu-west-3.amazonaws.com/pomona-service:0.1.0
    -var "certificate_arn=$certificate" -var 'operator_cidrs=["203.0.113.7/32"]'
    -var 'api_keys={kiosk="arn:aws:ssm:eu-west-3:123456789012:parameter/pomona/kiosk"}')
cluster=("${service[@]}" -var launcher=emr-steps -var ssh_address=203.0.113.7 -var ssh_key=ops)

apply "storage and EMR Serverless" "${first[@]}"
apply "with the service" "${service[@]}"
apply "with a cluster in place of EMR Serverless" "${cluster[@]}"
terraform destroy -refresh=false -input=false -no-color -auto-approve "${cluster[@]}" >"$work/destroy.log" 2>&1 || fail "destroy" destroy.log
[ -z "$(terraform state list)" ] || fail "something is left" destroy.log
echo "destroyed"
