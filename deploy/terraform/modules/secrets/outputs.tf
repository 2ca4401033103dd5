output "parameters" {
  description = "The parameter of each setting of the service that is a secret."
  value = { for secret, setting in local.secrets : setting => {
    name = aws_ssm_parameter.secret[secret].name
    arn  = aws_ssm_parameter.secret[secret].arn
  } }
}
