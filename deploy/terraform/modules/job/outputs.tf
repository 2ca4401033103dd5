output "application_id" {
  value = aws_emrserverless_application.this.id
}

output "spark_submit_parameters" {
  value = local.spark_submit_parameters
}
