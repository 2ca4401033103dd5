# A network of two zones. The load balancer is in public subnets, the service in private ones, a cluster in one of its own. The service reaches S3
# through the gateway endpoint, which costs nothing, and everything else (registry, logs, parameters, EMR) through one NAT gateway.

locals {
  zones = { a = 0, b = 1 }
}

resource "aws_vpc" "this" {
  # checkov:skip=CKV2_AWS_11: flow logs would keep addresses of users, and nothing here is decided by them

  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = var.name }
}

# Whatever names no security group gets this one, which allows nothing.
resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
  tags   = { Name = var.name }
}

resource "aws_subnet" "public" {
  for_each = local.zones

  vpc_id                  = aws_vpc.this.id
  availability_zone       = "${var.region}${each.key}"
  cidr_block              = cidrsubnet(aws_vpc.this.cidr_block, 4, each.value)
  map_public_ip_on_launch = false
  tags                    = { Name = "${var.name}-public-${each.key}" }
}

# For the cluster alone: its machines reach EMR and their repositories by addresses of their own, without a NAT gateway.
resource "aws_subnet" "cluster" {
  # checkov:skip=CKV_AWS_130: what reaches these addresses is ruled by the cluster's security groups, which open nothing but SSH to one address
  count = var.with_cluster ? 1 : 0

  vpc_id                  = aws_vpc.this.id
  availability_zone       = "${var.region}a"
  cidr_block              = cidrsubnet(aws_vpc.this.cidr_block, 4, 4)
  map_public_ip_on_launch = true
  tags = {
    Name = "${var.name}-cluster"
    # EMR's managed policy works in marked networks only.
    for-use-with-amazon-emr-managed-policies = "true"
  }
}

resource "aws_route_table_association" "cluster" {
  count = var.with_cluster ? 1 : 0

  subnet_id      = aws_subnet.cluster[0].id
  route_table_id = aws_route_table.public.id
}

resource "aws_subnet" "private" {
  for_each = local.zones

  vpc_id            = aws_vpc.this.id
  availability_zone = "${var.region}${each.key}"
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 4, 8 + each.value)
  tags              = { Name = "${var.name}-private-${each.key}" }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id
  tags   = { Name = "${var.name}-public" }
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route_table_association" "public" {
  for_each = aws_subnet.public

  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.this.id
  tags   = { Name = "${var.name}-private" }
}

resource "aws_route_table_association" "private" {
  for_each = aws_subnet.private

  subnet_id      = each.value.id
  route_table_id = aws_route_table.private.id
}

# One, not one a zone: if its zone fails, running tasks go on answering (S3 needs no NAT), and new ones cannot start.
resource "aws_eip" "nat" {
  count = var.with_egress ? 1 : 0

  domain = "vpc"
  tags   = { Name = "${var.name}-nat" }
}

resource "aws_nat_gateway" "this" {
  count = var.with_egress ? 1 : 0

  allocation_id = aws_eip.nat[0].id
  subnet_id     = aws_subnet.public["a"].id
  tags          = { Name = var.name }

  depends_on = [aws_internet_gateway.this]
}

resource "aws_route" "nat" {
  count = var.with_egress ? 1 : 0

  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[0].id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.public.id, aws_route_table.private.id]
  tags              = { Name = "${var.name}-s3" }
}
