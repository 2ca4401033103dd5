# Every right that Pomona's programs have. Beside each statement stands the code that needs it.

locals {
  serverless = var.launcher == "emr-serverless"
  bucket     = { for key, bucket in var.buckets : key => "arn:aws:s3:::${bucket}" }
  job_role   = "${var.name}-job"
  # Of the launcher that is not chosen nothing is used.
  application = "arn:aws:emr-serverless:${var.region}:${var.account}:/applications/${coalesce(var.application_id, "none")}"
  cluster     = "arn:aws:elasticmapreduce:${var.region}:${var.account}:cluster/${coalesce(var.cluster_id, "none")}"
}
