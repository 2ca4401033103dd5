output "cluster_id" {
  value = aws_emr_cluster.this.id
}

output "spark_submit_parameters" {
  value = local.spark_submit_parameters
}
