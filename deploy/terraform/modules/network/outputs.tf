output "vpc_id" {
  value = aws_vpc.this.id
}

output "public_subnets" {
  value = [for zone in keys(local.zones) : aws_subnet.public[zone].id]
}

output "private_subnets" {
  value = [for zone in keys(local.zones) : aws_subnet.private[zone].id]
}

output "cluster_subnet" {
  value = one(aws_subnet.cluster[*].id)
}
