# Pomona in one account and region. Modules: storage (buckets, registry), roles (all rights of the programs), job (EMR Serverless)
# or cluster (EMR on EC2), network, secrets and service (only with an image, the network also for a cluster), watch (alarms, budget).

data "aws_caller_identity" "current" {}

locals {
  account     = data.aws_caller_identity.current.account_id
  serverless  = var.launcher == "emr-serverless"
  has_service = var.image != null

  index    = "s3://${module.storage.buckets["index"]}/index"
  photos   = "s3://${module.storage.buckets["photos"]}/photos"
  feedback = "s3://${module.storage.buckets["feedback"]}/feedback"
  job_jar  = "s3://${module.storage.buckets["index"]}/${var.job_jar}"
  job_logs = "s3://${module.storage.buckets["logs"]}/emr/"

  # The jar is for this platform alone: TensorFlow's Java API has no libraries for Linux on Arm.
  architecture = "X86_64"

  spark_submit_parameters = coalesce(
    var.spark_submit_parameters,
    local.serverless ? module.job[0].spark_submit_parameters : module.cluster[0].spark_submit_parameters,
  )
}

module "storage" {
  source = "./modules/storage"

  name            = var.name
  account         = local.account
  feedback_days   = var.feedback_days
  log_days        = var.log_days
  allow_data_loss = var.allow_data_loss
}

module "roles" {
  source = "./modules/roles"

  name           = var.name
  account        = local.account
  region         = var.region
  buckets        = module.storage.buckets
  launcher       = var.launcher
  application_id = local.serverless ? module.job[0].application_id : null
  cluster_id     = local.serverless ? null : module.cluster[0].cluster_id
  repository_arn = module.storage.repository_arn
  api_keys       = values(var.api_keys)
}

module "job" {
  source = "./modules/job"
  count  = local.serverless ? 1 : 0

  name         = var.name
  region       = var.region
  release      = var.emr_release
  architecture = local.architecture
  vcpus        = var.job_vcpus
}

module "network" {
  source = "./modules/network"
  count  = local.has_service || !local.serverless ? 1 : 0

  name         = var.name
  region       = var.region
  with_egress  = local.has_service
  with_cluster = !local.serverless
}

module "cluster" {
  source = "./modules/cluster"
  count  = local.serverless ? 0 : 1

  name             = var.name
  region           = var.region
  release          = var.emr_release
  vcpus            = var.job_vcpus
  vpc_id           = module.network[0].vpc_id
  subnet_id        = module.network[0].cluster_subnet
  ssh_address      = var.ssh_address
  ssh_key          = var.ssh_key
  instance_profile = module.roles.instance_profile
  service_role_arn = module.roles.cluster_role_arn
  scripts_bucket   = module.storage.buckets["index"]
  logs             = local.job_logs
}

module "secrets" {
  source = "./modules/secrets"
  count  = local.has_service ? 1 : 0

  name            = var.name
  secrets_version = var.secrets_version
}

module "service" {
  source = "./modules/service"
  count  = local.has_service ? 1 : 0

  name               = var.name
  region             = var.region
  image              = var.image
  collector_image    = var.collector_image
  architecture       = local.architecture
  vpc_id             = module.network[0].vpc_id
  public_subnets     = module.network[0].public_subnets
  private_subnets    = module.network[0].private_subnets
  certificate_arn    = var.certificate_arn
  operator_cidrs     = var.operator_cidrs
  tasks              = var.tasks
  task_role_arn      = module.roles.service_role_arn
  execution_role_arn = module.roles.execution_role_arn
  secrets            = module.secrets[0].parameters
  secrets_version    = var.secrets_version
  api_keys           = var.api_keys
  log_days           = var.log_days

  settings = merge(
    {
      POMONA_INDEX_LOCATION    = local.index
      POMONA_FEEDBACK_LOCATION = local.feedback
      POMONA_REINDEX_LAUNCHER  = var.launcher
      POMONA_REINDEX_PHOTOS    = local.photos
      POMONA_REINDEX_SOURCES   = local.feedback
      # Photos of users are not shown.
      POMONA_REINDEX_PARAMETERS_EXEMPLARSFROM = local.photos
    },
    local.serverless ? {
      POMONA_REINDEX_EMRSERVERLESS_APPLICATIONID         = module.job[0].application_id
      POMONA_REINDEX_EMRSERVERLESS_EXECUTIONROLE         = module.roles.job_role_arn
      POMONA_REINDEX_EMRSERVERLESS_JAR                   = local.job_jar
      POMONA_REINDEX_EMRSERVERLESS_LOGS                  = local.job_logs
      POMONA_REINDEX_EMRSERVERLESS_SPARKSUBMITPARAMETERS = local.spark_submit_parameters
      } : {
      POMONA_REINDEX_EMRSTEPS_CLUSTERID             = module.cluster[0].cluster_id
      POMONA_REINDEX_EMRSTEPS_JAR                   = local.job_jar
      POMONA_REINDEX_EMRSTEPS_SPARKSUBMITPARAMETERS = local.spark_submit_parameters
    },
  )
}

module "watch" {
  source = "./modules/watch"

  name           = var.name
  region         = var.region
  account        = local.account
  alarm_email    = var.alarm_email
  budget_usd     = var.budget_usd
  index_age_days = var.index_age_days
  application_id = local.serverless ? module.job[0].application_id : null
  cluster_id     = local.serverless ? null : module.cluster[0].cluster_id
  service = local.has_service ? {
    load_balancer = module.service[0].load_balancer
    target_group  = module.service[0].target_group
    cluster       = module.service[0].cluster
    service       = module.service[0].service
    namespace     = module.service[0].metrics_namespace
  } : null
}
