# The service: TLS only, reached through the load balancer alone, read-only, with its secrets from SSM. How these are made cannot be
# tested here, as mock providers know no ephemeral resources: rehearse.sh looks at them.

mock_provider "aws" {
  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-3:123456789012:loadbalancer/app/pomona/1", arn_suffix = "app/pomona/1" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-3:123456789012:targetgroup/pomona/1", arn_suffix = "targetgroup/pomona/1" }
  }
  mock_resource "aws_lb_listener" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-3:123456789012:listener/app/pomona/1/1" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:eu-west-3:123456789012:task-definition/pomona:1" }
  }
  mock_resource "aws_security_group" {
    defaults = { id = "sg-mock" }
  }
}

override_resource {
  target = aws_security_group.load_balancer
  values = { id = "sg-load-balancer" }
}

variables {
  name               = "pomona"
  region             = "eu-west-3"
  image              = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/pomona-service:0.1.0"
  collector_image    = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"
  architecture       = "X86_64"
  vpc_id             = "vpc-1"
  public_subnets     = ["subnet-1", "subnet-2"]
  private_subnets    = ["subnet-3", "subnet-4"]
  certificate_arn    = "arn:aws:acm:eu-west-3:123456789012:certificate/1"
  operator_cidrs     = ["203.0.113.7/32"]
  tasks              = { min = 2, max = 6 }
  task_role_arn      = "arn:aws:iam::123456789012:role/pomona-service"
  execution_role_arn = "arn:aws:iam::123456789012:role/pomona-execution"
  secrets_version    = 1
  secrets = {
    POMONA_SECURITY_OPERATOR_PASSWORD = { name = "/pomona/operator-password", arn = "arn:aws:ssm:eu-west-3:123456789012:parameter/pomona/operator-password" }
    POMONA_FEEDBACK_SECRET            = { name = "/pomona/feedback-secret", arn = "arn:aws:ssm:eu-west-3:123456789012:parameter/pomona/feedback-secret" }
  }
  api_keys = { kiosk = "arn:aws:ssm:eu-west-3:123456789012:parameter/pomona/kiosk" }
  log_days = 90
  settings = { POMONA_INDEX_LOCATION = "s3://b-index/index" }
}

run "load_balancer" {
  command = apply
  module {
    source = "./modules/service"
  }

  assert {
    condition     = aws_lb_listener.https.protocol == "HTTPS" && aws_lb_listener.https.port == 443
    error_message = "TLS only."
  }

  assert {
    condition     = aws_lb_listener.https.ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "TLS 1.2 and 1.3."
  }

  assert {
    condition     = startswith(aws_lb_listener.https.routing_http_response_strict_transport_security_header_value, "max-age=")
    error_message = "Browsers are told to stay with TLS."
  }

  assert {
    condition     = aws_lb.this.drop_invalid_header_fields && aws_lb.this.desync_mitigation_mode == "strictest"
    error_message = "No smuggled requests."
  }

  assert {
    condition     = aws_lb.this.idle_timeout < 75
    error_message = "The service must not close a connection that the load balancer still uses."
  }

  assert {
    condition     = one(aws_lb_target_group.this.health_check).path == "/readyz"
    error_message = "No requests for a task without an index."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.https.from_port == 443 && aws_vpc_security_group_ingress_rule.https.to_port == 443
    error_message = "Nothing but HTTPS from outside."
  }

  assert {
    condition = (aws_vpc_security_group_ingress_rule.from_load_balancer.referenced_security_group_id == aws_security_group.load_balancer.id
    && aws_vpc_security_group_ingress_rule.from_load_balancer.cidr_ipv4 == null)
    error_message = "The service is reached from the load balancer alone."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.https.from_port == 443 && aws_vpc_security_group_egress_rule.https.to_port == 443
    error_message = "The service calls nothing but HTTPS."
  }

  assert {
    condition = (one(aws_lb_listener_rule.not_operators.action).type == "fixed-response"
      && aws_lb_listener_rule.not_operators.priority > aws_lb_listener_rule.operators[0].priority
      && one([for condition in aws_lb_listener_rule.operators[0].condition : condition.source_ip if length(condition.source_ip) > 0])[0].values == toset(["203.0.113.7/32"])
    && one(one(aws_lb_listener_rule.not_operators.condition).path_pattern).values == toset(["/admin", "/admin/*", "/operator*"]))
    error_message = "Operators come from their addresses only."
  }
}

run "nobody_is_an_operator_by_default" {
  command = apply
  module {
    source = "./modules/service"
  }
  variables {
    operator_cidrs = []
  }

  assert {
    condition     = length(aws_lb_listener_rule.operators) == 0 && one(aws_lb_listener_rule.not_operators.action).type == "fixed-response"
    error_message = "Without operator_cidrs the operators' paths are closed."
  }
}

run "task" {
  command = apply
  module {
    source = "./modules/service"
  }

  assert {
    condition     = alltrue([for container in jsondecode(aws_ecs_task_definition.this.container_definitions) : container.readonlyRootFilesystem])
    error_message = "Read-only root file systems."
  }

  assert {
    condition = alltrue([for container in jsondecode(aws_ecs_task_definition.this.container_definitions) :
    container.linuxParameters.capabilities == { add = [], drop = ["ALL"] } && !try(container.privileged, false)])
    error_message = "No capabilities."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].user == "10001:10001"
    error_message = "Not root."
  }

  assert {
    condition = alltrue(flatten([for container in jsondecode(aws_ecs_task_definition.this.container_definitions) : [
      for variable in container.environment : !can(regex("PASSWORD$|SECRET$|_KEY$", variable.name))
    ]]))
    error_message = "No secret among the plain variables."
  }

  assert {
    condition = toset([for secret in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].secrets : secret.name]) == toset([
    "POMONA_SECURITY_OPERATOR_PASSWORD", "POMONA_FEEDBACK_SECRET", "POMONA_SECURITY_APIKEYS_0_KEY"])
    error_message = "Secrets come from SSM."
  }

  assert {
    condition = contains(jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment,
    { name = "SERVER_FORWARDHEADERSSTRATEGY", value = "native" })
    error_message = "Rate limits are for the client, not for the load balancer."
  }

  assert {
    condition     = one(aws_ecs_task_definition.this.runtime_platform).cpu_architecture == "X86_64"
    error_message = "TensorFlow's libraries are for x86-64."
  }

  assert {
    condition     = aws_ecs_task_definition.this.task_role_arn != aws_ecs_task_definition.this.execution_role_arn
    error_message = "The service does not have the rights of ECS."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.retention_in_days > 0 && group.retention_in_days <= 90])
    error_message = "Logs are not kept for ever."
  }
}

run "deployment" {
  command = apply
  module {
    source = "./modules/service"
  }

  assert {
    condition     = !one(aws_ecs_service.this.network_configuration).assign_public_ip
    error_message = "No public addresses."
  }

  assert {
    condition     = one(aws_ecs_service.this.network_configuration).subnets == toset(["subnet-3", "subnet-4"])
    error_message = "In the private subnets."
  }

  assert {
    condition = (aws_ecs_service.this.deployment_minimum_healthy_percent == 100
    && one(aws_ecs_service.this.deployment_circuit_breaker).enable && one(aws_ecs_service.this.deployment_circuit_breaker).rollback)
    error_message = "A deployment interrupts nothing and is rolled back by itself."
  }

  assert {
    condition     = !coalesce(aws_ecs_service.this.enable_execute_command, false)
    error_message = "No shell in a task."
  }

  assert {
    condition     = toset([for policy in aws_appautoscaling_policy.this : one(one(policy.target_tracking_scaling_policy_configuration).predefined_metric_specification).predefined_metric_type]) == toset(["ECSServiceAverageCPUUtilization", "ALBRequestCountPerTarget"])
    error_message = "Scaled by processor and requests."
  }
}
