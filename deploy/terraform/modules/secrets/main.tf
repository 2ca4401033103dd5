# AWS draws the secrets, and SSM alone keeps them: neither Terraform's state nor its plans hold them.

ephemeral "aws_secretsmanager_random_password" "this" {
  for_each = local.secrets

  password_length     = 48
  exclude_punctuation = true
}

locals {
  # The setting that each one is for.
  secrets = {
    operator-password = "POMONA_SECURITY_OPERATOR_PASSWORD"
    feedback-secret   = "POMONA_FEEDBACK_SECRET"
  }
}

resource "aws_ssm_parameter" "secret" {
  # checkov:skip=CKV_AWS_337: SSM's own key; who may read parameters is ruled by IAM, and the key of a customer costs a dollar a month

  for_each = local.secrets

  name             = "/${var.name}/${each.key}"
  description      = each.value
  type             = "SecureString"
  value_wo         = ephemeral.aws_secretsmanager_random_password.this[each.key].random_password
  value_wo_version = var.secrets_version
}
