output "buckets" {
  description = "Names of the buckets, by what they hold."
  value       = { for bucket in local.buckets : bucket => aws_s3_bucket.this[bucket].bucket }
}

output "repository_url" {
  value = aws_ecr_repository.service.repository_url
}

output "repository_arn" {
  value = aws_ecr_repository.service.arn
}
