# The cluster of EC2 machines: reached by SSH from one address at most, ended when idle.

mock_provider "aws" {}

variables {
  name             = "pomona"
  region           = "eu-west-3"
  release          = "emr-spark-8.0.0"
  vcpus            = 32
  vpc_id           = "vpc-1"
  subnet_id        = "subnet-1"
  ssh_address      = "203.0.113.7"
  ssh_key          = "ops"
  instance_profile = "pomona-job"
  service_role_arn = "arn:aws:iam::123456789012:role/pomona-cluster"
  scripts_bucket   = "b-index"
  logs             = "s3://b-logs/emr/"
}

run "ssh_from_one_address" {
  command = apply
  module {
    source = "./modules/cluster"
  }

  assert {
    condition = [for rule in aws_vpc_security_group_ingress_rule.ssh : { from = rule.cidr_ipv4, ports = [rule.from_port, rule.to_port], protocol = rule.ip_protocol }] == [
      { from = "203.0.113.7/32", ports = [22, 22], protocol = "tcp" }
    ]
    error_message = "SSH from one address, and nothing else."
  }

  assert {
    condition     = length(aws_security_group.primary.ingress) == 0 && length(aws_security_group.workers.ingress) == 0
    error_message = "No other ways in."
  }
}

run "no_ssh_by_default" {
  command = apply
  module {
    source = "./modules/cluster"
  }
  variables {
    ssh_address = null
    ssh_key     = null
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.ssh) == 0
    error_message = "Closed unless an address is given."
  }
}

run "costs_end" {
  command = apply
  module {
    source = "./modules/cluster"
  }

  assert {
    condition     = one(aws_emr_cluster.this.auto_termination_policy).idle_timeout <= 3600
    error_message = "An idle cluster ends."
  }

  assert {
    condition = (one(aws_emr_managed_scaling_policy.this.compute_limits).maximum_capacity_units == 8
    && one(aws_emr_managed_scaling_policy.this.compute_limits).maximum_ondemand_capacity_units == 1)
    error_message = "No more machines than job_vcpus, and all but one at the spot price."
  }

  assert {
    condition     = sum([for gb in flatten(regexall("\\.memory(?:Overhead)?=([0-9]+)g", output.spark_submit_parameters)) : tonumber(gb)]) <= 12
    error_message = "An executor fits beside the driver into what YARN has of the core machine, or a run without spot machines waits for ever."
  }

  assert {
    condition     = aws_emr_instance_group.task.bid_price != null
    error_message = "Task machines at the spot price."
  }
}

run "hardening" {
  command = apply
  module {
    source = "./modules/cluster"
  }

  assert {
    condition     = jsondecode(aws_emr_security_configuration.this.configuration).InstanceMetadataServiceConfiguration == { MinimumInstanceMetadataServiceVersion = 2, HttpPutResponseHopLimit = 1 }
    error_message = "IMDSv2 only."
  }

  assert {
    condition     = contains([for classification in jsondecode(aws_emr_cluster.this.configurations_json) : classification.Classification], "spark-defaults")
    error_message = "Configuration as JSON."
  }
}
