variable "name" {
  description = "Begins the names of all resources, and is their tag `project`. Two deployments in one account need two names."
  type        = string
  default     = "pomona"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.name))
    error_message = "2 to 16 lower-case letters, digits and hyphens: names of buckets and load balancers are short."
  }
}

variable "region" {
  description = "Where everything lies, photos included."
  type        = string
  default     = "eu-west-3"
}

variable "alarm_email" {
  description = "Address that alarms and the budget's warnings go to. AWS sends it a link that confirms the subscription."
  type        = string

  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.alarm_email))
    error_message = "An e-mail address."
  }
}

variable "budget_usd" {
  description = "Dollars a month for the whole account. Mails at 80 % spent and at 100 % forecast; it stops nothing."
  type        = number
  default     = 200
}

variable "allow_data_loss" {
  description = "Lets `terraform destroy` delete buckets with photos, feedback and indexes in them, and images."
  type        = bool
  default     = false
}

# ---- the service: none of it exists, nor costs, before it has an image

variable "image" {
  description = "The container image of the service, `<registry>/<repository>:<tag>` or `…@sha256:<digest>`; null for no service."
  type        = string
  default     = null

  validation {
    condition     = var.image == null || can(regex("(:[^/:]+|@sha256:[0-9a-f]{64})$", coalesce(var.image, "-")))
    error_message = "An image with a tag or a digest."
  }

  validation {
    condition     = !endswith(coalesce(var.image, "-"), ":latest")
    error_message = "Not `latest`: a roll-back needs the name of what ran before."
  }
}

variable "certificate_arn" {
  description = "Certificate of the service's domain in ACM, in the same region. Needed with an image."
  type        = string
  default     = null

  validation {
    condition     = var.image == null || var.certificate_arn != null
    error_message = "The service is reached by TLS only: it needs certificate_arn."
  }
}

variable "operator_cidrs" {
  description = "Addresses that reach /admin and /operator, such as [\"203.0.113.7/32\"]; at most 2. Others are answered 403."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.operator_cidrs) <= 2 && alltrue([for cidr in var.operator_cidrs : can(cidrhost(cidr, 0))])
    error_message = "At most 2 CIDR blocks: a rule of a load balancer holds 5 conditions, and 3 are paths."
  }
}

variable "api_keys" {
  description = "Names of clients, each with the ARN of the SSM parameter (SecureString) that holds its key. Open to all without any."
  type        = map(string)
  default     = {}
}

variable "tasks" {
  description = "Copies of the service: the fewest and the most. Two are in two zones."
  type        = object({ min = number, max = number })
  default     = { min = 2, max = 6 }

  validation {
    condition     = var.tasks.min >= 1 && var.tasks.max >= var.tasks.min
    error_message = "1 <= min <= max."
  }
}

variable "secrets_version" {
  description = "Another number makes another operator password and feedback secret, and rolls the service."
  type        = number
  default     = 1
}

variable "collector_image" {
  description = "OpenTelemetry collector beside the service: it brings the service's own metrics to CloudWatch."
  type        = string
  default     = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"
}

variable "index_age_days" {
  description = "Age of the served index that raises an alarm."
  type        = number
  default     = 90
}

# ---- the job

variable "launcher" {
  description = "Where runs of the indexer work: `emr-serverless`, or `emr-steps` for a cluster of EC2 machines."
  type        = string
  default     = "emr-serverless"

  validation {
    condition     = contains(["emr-serverless", "emr-steps"], var.launcher)
    error_message = "emr-serverless or emr-steps."
  }
}

variable "job_jar" {
  description = "Key of the job jar in the index bucket. Another version of it has another key, so that a roll-back is possible."
  type        = string
  default     = "jobs/pomona-indexer-job.jar"

  validation {
    condition     = startswith(var.job_jar, "jobs/")
    error_message = "Below jobs/, where the job itself may not write."
  }
}

variable "emr_release" {
  description = "Release of EMR with Spark 4.0, Scala 2.13 and Java 17."
  type        = string
  default     = "emr-spark-8.0.0"
}

variable "job_vcpus" {
  description = "The most vCPUs that runs use at once: bounds what an hour can cost. A new account may use 16."
  type        = number
  default     = 16

  validation {
    condition     = var.job_vcpus >= 8 && var.job_vcpus % 4 == 0
    error_message = "A multiple of 4, at least 8: the driver and each executor have 4, and a run without an executor waits."
  }
}

variable "spark_submit_parameters" {
  description = "Replaces the parameters of spark-submit that fit job_vcpus."
  type        = string
  default     = null
}

# ---- the cluster, with launcher = "emr-steps" alone

variable "ssh_address" {
  description = "The one IPv4 address that may connect to the cluster's first machine by SSH; null for none."
  type        = string
  default     = null

  validation {
    condition     = var.ssh_address == null || can(regex("^([0-9]{1,3}\\.){3}[0-9]{1,3}$", coalesce(var.ssh_address, "-")))
    error_message = "One IPv4 address, without a mask."
  }

  validation {
    condition     = var.ssh_address != "0.0.0.0"
    error_message = "One address, not all."
  }
}

variable "ssh_key" {
  description = "Name of the EC2 key pair for SSH."
  type        = string
  default     = null

  validation {
    condition     = var.ssh_address == null || var.ssh_key != null
    error_message = "SSH needs the name of a key pair."
  }
}

# ---- how long things are kept: docs/privacy.md

variable "feedback_days" {
  description = "Days after which feedback and its photos are deleted."
  type        = number
  default     = 180
}

variable "log_days" {
  description = "Days that logs are kept, in S3 and in CloudWatch."
  type        = number
  default     = 90

  validation {
    condition     = contains([7, 14, 30, 60, 90, 120, 150, 180, 365], var.log_days)
    error_message = "A period that CloudWatch knows: 7, 14, 30, 60, 90, 120, 150, 180 or 365."
  }
}
