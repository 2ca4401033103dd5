# An application of EMR Serverless: a limit and a name for runs. It costs nothing while none works.

resource "aws_emrserverless_application" "this" {
  name          = var.name
  release_label = var.release
  type          = "SPARK"
  architecture  = var.architecture

  # No initial_capacity: workers that wait for runs cost as much as workers at work.
  auto_start_configuration {
    enabled = true
  }
  auto_stop_configuration {
    enabled              = true
    idle_timeout_minutes = 5
  }
  # A run beyond it waits. 4 GB and 20 GB of disk for each vCPU are more than the parameters below ask for.
  maximum_capacity {
    cpu    = "${var.vcpus} vCPU"
    memory = "${var.vcpus * 4} GB"
    disk   = "${var.vcpus * 20} GB"
  }
}

locals {
  # One driver of 4 vCPUs and executors of 4. TensorFlow works outside the heap, hence the overhead (docs/cluster.md).
  spark_submit_parameters = join(" ", [for setting, value in {
    "spark.driver.cores"                          = 4
    "spark.driver.memory"                         = "6g"
    "spark.driver.memoryOverhead"                 = "2g"
    "spark.executor.cores"                        = 4
    "spark.executor.memory"                       = "8g"
    "spark.executor.memoryOverhead"               = "4g"
    "spark.dynamicAllocation.maxExecutors"        = max(1, floor(var.vcpus / 4) - 1)
    "spark.executorEnv.POMONA_CACHE"              = "/tmp/pomona"
    "spark.emr-serverless.driverEnv.POMONA_CACHE" = "/tmp/pomona"
    "spark.executorEnv.AWS_REGION"                = var.region
    "spark.emr-serverless.driverEnv.AWS_REGION"   = var.region
    # No table is looked up by name, so the job needs no rights on Glue.
    "spark.sql.catalogImplementation" = "in-memory"
  } : "--conf ${setting}=${value}"])
}
