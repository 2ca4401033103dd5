# A cluster of EMR on EC2: one primary and one core machine, and task machines at the spot price while a step needs them. It ends
# by itself after an idle hour; `terraform apply` makes another one, and tells the service its id.

locals {
  machine = "m5.xlarge" # 4 vCPUs, 16 GB, x86-64
  sizes   = jsondecode(file("${path.module}/../../sizes.json")).cluster

  # More than the price on demand, so that only lack of machines takes one away. What is paid is the spot price.
  spot_limit = "0.30"

  # The driver is on the core machine (configurations.json), which no spot market takes away. Of the 12 GB that YARN has on a machine
  # its 5 leave room for one executor of 7, so a run without any spot machine is slow and not stuck. A task machine takes one, too.
  spark_submit_parameters = join(" ", [for setting, value in {
    "spark.driver.memory"                = local.sizes.driver.small.memory
    "spark.driver.memoryOverhead"        = local.sizes.driver.small.memoryOverhead
    "spark.executor.cores"               = local.sizes.executor.cores
    "spark.executor.memory"              = local.sizes.executor.memory
    "spark.executor.memoryOverhead"      = local.sizes.executor.memoryOverhead
    "spark.yarn.appMasterEnv.AWS_REGION" = var.region
    "spark.executorEnv.AWS_REGION"       = var.region
    "spark.yarn.maxAppAttempts"          = 1
  } : "--conf ${setting}=${value}"])

  bootstrap = "jobs/bootstrap.sh"

  managed = { for-use-with-amazon-emr-managed-policies = "true" }
}

resource "aws_s3_object" "bootstrap" {
  bucket      = var.scripts_bucket
  key         = local.bootstrap
  source      = "${path.module}/bootstrap.sh"
  source_hash = filemd5("${path.module}/bootstrap.sh")
}

# IMDSv2 with one hop: a program that can be made to fetch an address does not get the role's keys.
resource "aws_emr_security_configuration" "this" {
  # checkov:skip=CKV_AWS_349: local disks hold photos and features for the time of a step; encryption needs a key of KMS, or EBS encryption by default in the account
  # checkov:skip=CKV_AWS_350: the same
  # checkov:skip=CKV_AWS_351: machines talk within their own security groups; encryption needs certificates of one's own
  # checkov:skip=CKV_AWS_171: the buckets encrypt by themselves (SSE-S3)

  name = var.name
  configuration = jsonencode({
    InstanceMetadataServiceConfiguration = {
      MinimumInstanceMetadataServiceVersion = 2
      HttpPutResponseHopLimit               = 1
    }
  })
}

resource "aws_emr_cluster" "this" {
  name                   = var.name
  release_label          = var.release
  applications           = ["Spark"]
  service_role           = var.service_role_arn
  security_configuration = aws_emr_security_configuration.this.name
  log_uri                = var.logs
  configurations_json    = file("${path.module}/configurations.json")
  tags                   = local.managed

  # One run works at a time (docs/operators.md), and one step.
  step_concurrency_level            = 1
  keep_job_flow_alive_when_no_steps = true
  termination_protection            = false

  auto_termination_policy {
    idle_timeout = 3600
  }

  ec2_attributes {
    instance_profile                  = var.instance_profile
    subnet_id                         = var.subnet_id
    key_name                          = var.ssh_key
    emr_managed_master_security_group = aws_security_group.primary.id
    emr_managed_slave_security_group  = aws_security_group.workers.id
  }

  master_instance_group {
    instance_type  = local.machine
    instance_count = 1
  }

  core_instance_group {
    instance_type  = local.machine
    instance_count = 1
  }

  bootstrap_action {
    name = "pomona"
    path = "s3://${var.scripts_bucket}/${local.bootstrap}"
  }

  depends_on = [aws_s3_object.bootstrap]
}

resource "aws_emr_instance_group" "task" {
  cluster_id     = aws_emr_cluster.this.id
  name           = "task"
  instance_type  = local.machine
  instance_count = 0
  bid_price      = local.spot_limit

  lifecycle {
    # Managed scaling sets it.
    ignore_changes = [instance_count]
  }
}

resource "aws_emr_managed_scaling_policy" "this" {
  cluster_id = aws_emr_cluster.this.id

  compute_limits {
    unit_type                       = "Instances"
    minimum_capacity_units          = 1
    maximum_capacity_units          = max(2, floor(var.vcpus / 4))
    maximum_core_capacity_units     = 1
    maximum_ondemand_capacity_units = 1
  }
}

# EMR adds the rules by which the machines talk to each other.
resource "aws_security_group" "primary" {
  name                   = "${var.name}-primary"
  description            = "Primary machine of the EMR cluster"
  vpc_id                 = var.vpc_id
  revoke_rules_on_delete = true
  tags                   = local.managed
}

resource "aws_security_group" "workers" {
  name                   = "${var.name}-workers"
  description            = "Core and task machines of the EMR cluster"
  vpc_id                 = var.vpc_id
  revoke_rules_on_delete = true
  tags                   = local.managed
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  count = var.ssh_address == null ? 0 : 1

  security_group_id = aws_security_group.primary.id
  description       = "SSH from the operator"
  cidr_ipv4         = "${var.ssh_address}/32"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

# EMR, its repositories and S3 have no fixed addresses.
resource "aws_vpc_security_group_egress_rule" "all" {
  for_each = { primary = aws_security_group.primary.id, workers = aws_security_group.workers.id }

  security_group_id = each.value
  description       = "To AWS and within the cluster"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
