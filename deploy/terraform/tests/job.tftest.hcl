# The application of EMR Serverless: nothing that costs while no run works, and a bound on what does.

mock_provider "aws" {}

variables {
  name         = "pomona"
  region       = "eu-west-3"
  release      = "emr-spark-8.0.0"
  architecture = "X86_64"
  vcpus        = 32
}

run "application" {
  command = apply
  module {
    source = "./modules/job"
  }

  assert {
    condition     = one(aws_emrserverless_application.this.auto_stop_configuration).enabled && one(aws_emrserverless_application.this.auto_stop_configuration).idle_timeout_minutes <= 15
    error_message = "It stops when idle."
  }

  assert {
    condition     = length(aws_emrserverless_application.this.initial_capacity) == 0
    error_message = "No workers wait for runs."
  }

  assert {
    condition     = one(aws_emrserverless_application.this.maximum_capacity).cpu == "32 vCPU"
    error_message = "Capacity is limited."
  }

  # Driver and executors, with what each has outside its heap.
  assert {
    condition     = strcontains(output.spark_submit_parameters, "spark.dynamicAllocation.maxExecutors=7 ") && 8 + 7 * 12 <= 32 * 4
    error_message = "A run of all executors fits the limit of 32 vCPUs and 128 GB."
  }

  assert {
    condition     = strcontains(output.spark_submit_parameters, "spark.sql.catalogImplementation=in-memory")
    error_message = "With Glue as catalogue a run would need rights that it does not have."
  }
}
