output "job_role_arn" {
  value = aws_iam_role.job.arn
}

output "service_role_arn" {
  value = aws_iam_role.service.arn
}

output "execution_role_arn" {
  value = aws_iam_role.execution.arn
}

output "instance_profile" {
  value = one(aws_iam_instance_profile.job[*].name)
}

output "cluster_role_arn" {
  value = one(aws_iam_role.cluster[*].arn)
}
