output "repository" {
  description = "Where the image of the service is pushed to."
  value       = module.storage.repository_url
}

output "photos" {
  description = "Where the labelled photos lie, a folder a label."
  value       = local.photos
}

output "index" {
  description = "The index."
  value       = local.index
}

output "feedback" {
  description = "Feedback of users."
  value       = local.feedback
}

output "job_jar" {
  description = "Where the job jar is uploaded to."
  value       = local.job_jar
}

output "job_logs" {
  description = "Logs of runs."
  value       = local.job_logs
}

output "application_id" {
  description = "The application of EMR Serverless; null with launcher = \"emr-steps\"."
  value       = one(module.job[*].application_id)
}

output "cluster_id" {
  description = "The cluster of EMR; null with launcher = \"emr-serverless\"."
  value       = one(module.cluster[*].cluster_id)
}

output "job_role_arn" {
  description = "The role of runs."
  value       = module.roles.job_role_arn
}

output "spark_submit_parameters" {
  description = "What spark-submit gets beside the class."
  value       = local.spark_submit_parameters
}

output "load_balancer" {
  description = "What the service's domain name is an alias (CNAME) of; null without an image."
  value       = one(module.service[*].dns_name)
}

output "operator_password" {
  description = "Name of the SSM parameter with the password of the operator; null without an image."
  value       = one(module.secrets[*].parameters["POMONA_SECURITY_OPERATOR_PASSWORD"].name)
}
