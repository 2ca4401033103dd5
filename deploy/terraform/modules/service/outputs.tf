output "dns_name" {
  value = aws_lb.this.dns_name
}

output "load_balancer" {
  value = aws_lb.this.arn_suffix
}

output "target_group" {
  value = aws_lb_target_group.this.arn_suffix
}

output "cluster" {
  value = aws_ecs_cluster.this.name
}

output "service" {
  value = aws_ecs_service.this.name
}

output "metrics_namespace" {
  value = local.namespace
}
