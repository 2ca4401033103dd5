# EMR on behalf of a cluster: starts and ends its machines. AWS's own policy works only on what is marked with the tag
# for-use-with-amazon-emr-managed-policies: subnets, security groups and the cluster.

resource "aws_iam_role" "cluster" {
  count = local.serverless ? 0 : 1

  name        = "${var.name}-cluster"
  description = "EMR: machines of the cluster."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "elasticmapreduce.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account }
        ArnLike      = { "aws:SourceArn" = "arn:aws:elasticmapreduce:${var.region}:${var.account}:*" }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  count = local.serverless ? 0 : 1

  role       = aws_iam_role.cluster[0].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonEMRServicePolicy_v2"
}

resource "aws_iam_role_policy" "cluster" {
  count = local.serverless ? 0 : 1

  name = "pass-job-role"
  role = aws_iam_role.cluster[0].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      # The machines get the job's role, and no other.
      Sid       = "PassJobRole"
      Effect    = "Allow"
      Action    = ["iam:PassRole"]
      Resource  = ["arn:aws:iam::${var.account}:role/${local.job_role}"]
      Condition = { StringEquals = { "iam:PassedToService" = "ec2.amazonaws.com" } }
    }]
  })
}
