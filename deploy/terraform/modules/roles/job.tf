# The job: reads photos, writes the index. The same policy for EMR Serverless and for the machines of a cluster.

locals {
  job_trust = {
    emr-serverless = {
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "emr-serverless.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account, "aws:SourceArn" = local.application } }
    }
    emr-steps = {
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }
  }

  job_statements = [
    {
      # Listing and reading photos (BucketPhotoStore), and feedback that was given for training. Without s3:ListBucket an absent
      # object would be answered 403, and a missing photo would end a run instead of being a reject.
      Sid      = "ReadPhotos"
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = ["${local.bucket.photos}/*", "${local.bucket.feedback}/feedback/photos/*", "${local.bucket.feedback}/feedback/negatives/*"]
    },
    {
      Sid      = "List"
      Effect   = "Allow"
      Action   = ["s3:ListBucket"]
      Resource = [local.bucket.photos, local.bucket.feedback, local.bucket.index]
    },
    {
      # The uploads of killed runs are found and aborted (S3Store.uploads).
      Sid      = "ListUploads"
      Effect   = "Allow"
      Action   = ["s3:ListBucketMultipartUploads"]
      Resource = [local.bucket.index]
    },
    {
      # The job jar below jobs/, and the index. Of the whole bucket: Hadoop's connector also looks for the parents of a path.
      Sid      = "ReadIndex"
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = ["${local.bucket.index}/*"]
    },
    {
      # Versions, current.json and runs. Not audit/, nor jobs/: a job that could replace its own jar could do anything.
      # Conditional writes (If-None-Match, If-Match) are s3:PutObject; with If-Match S3 also asks for s3:GetObject.
      Sid      = "WriteIndex"
      Effect   = "Allow"
      Action   = ["s3:PutObject", "s3:AbortMultipartUpload"]
      Resource = ["${local.bucket.index}/index/current.json", "${local.bucket.index}/index/runs/*", "${local.bucket.index}/index/versions/*"]
    },
    {
      # Retention, incomplete versions, staging tables.
      Sid      = "DeleteVersions"
      Effect   = "Allow"
      Action   = ["s3:DeleteObject"]
      Resource = ["${local.bucket.index}/index/versions/*"]
    },
    {
      # Logs of driver and executors (s3MonitoringConfiguration of a job run, log_uri of a cluster).
      Sid      = "WriteLogs"
      Effect   = "Allow"
      Action   = ["s3:PutObject", "s3:GetObject"]
      Resource = ["${local.bucket.logs}/emr/*"]
    },
    {
      Sid       = "ListLogs"
      Effect    = "Allow"
      Action    = ["s3:ListBucket"]
      Resource  = [local.bucket.logs]
      Condition = { StringLike = { "s3:prefix" = ["emr/*"] } }
    },
  ]
}

resource "aws_iam_role" "job" {
  name        = local.job_role
  description = "Runs of the indexer: read photos, write the index."

  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [local.job_trust[var.launcher]] })
}

resource "aws_iam_role_policy" "job" {
  name   = "job"
  role   = aws_iam_role.job.name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.job_statements })
}

resource "aws_iam_instance_profile" "job" {
  count = local.serverless ? 0 : 1

  name = local.job_role
  role = aws_iam_role.job.name
}
