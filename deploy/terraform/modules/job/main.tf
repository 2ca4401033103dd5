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
  sizes  = jsondecode(file("${path.module}/../../sizes.json")).serverless
  driver = local.sizes.driver.small

  # One driver of 4 vCPUs and executors of 4. TensorFlow works outside the heap, hence the overhead (docs/cluster.md).
  spark_submit_parameters = join(" ", [for setting, value in {
    "spark.driver.cores"                          = local.driver.cores
    "spark.driver.memory"                         = local.driver.memory
    "spark.driver.memoryOverhead"                 = local.driver.memoryOverhead
    "spark.executor.cores"                        = local.sizes.executor.cores
    "spark.executor.memory"                       = local.sizes.executor.memory
    "spark.executor.memoryOverhead"               = local.sizes.executor.memoryOverhead
    "spark.dynamicAllocation.maxExecutors"        = max(1, floor(var.vcpus / 4) - 1)
    "spark.executorEnv.POMONA_CACHE"              = "/tmp/pomona"
    "spark.emr-serverless.driverEnv.POMONA_CACHE" = "/tmp/pomona"
    "spark.executorEnv.AWS_REGION"                = var.region
    "spark.emr-serverless.driverEnv.AWS_REGION"   = var.region
    # No table is looked up by name, so the job needs no rights on Glue.
    "spark.sql.catalogImplementation" = "in-memory"
  } : "--conf ${setting}=${value}"])
}
