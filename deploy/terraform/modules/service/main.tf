# The service on ECS Fargate, and beside it in each task a collector that brings its metrics to CloudWatch.

locals {
  port      = 8080
  cache     = "/var/cache/pomona"
  namespace = "${var.name}/service"

  environment = merge(var.settings, {
    AWS_REGION                        = var.region
    SERVER_FORWARDHEADERSSTRATEGY     = "native"
    LOGGING_STRUCTURED_FORMAT_CONSOLE = "ecs"
    # Fargate mounts volumes for root alone, unless the image has the folder as a VOLUME: /tmp has none, the cache has.
    JAVA_OPTIONS = "-Djava.io.tmpdir=${local.cache}"
  }, { for position, client in keys(var.api_keys) : "POMONA_SECURITY_APIKEYS_${position}_NAME" => client })

  secrets_of_service = merge(
    { for setting, parameter in var.secrets : setting => parameter.arn },
    { for position, client in keys(var.api_keys) : "POMONA_SECURITY_APIKEYS_${position}_KEY" => var.api_keys[client] },
  )

  # The collector reads the metrics of the service on the loopback address, where no one else can.
  collector = {
    receivers = {
      prometheus = {
        config = {
          scrape_configs = [{
            job_name        = "pomona"
            scrape_interval = "60s"
            metrics_path    = "/actuator/prometheus"
            basic_auth      = { username = "operator", password = "$${env:OPERATOR_PASSWORD}" }
            static_configs  = [{ targets = ["127.0.0.1:8081"], labels = { service = var.name } }]
            metric_relabel_configs = [{
              source_labels = ["__name__"]
              regex         = "pomona_index_(age_seconds|photos|refresh_failing|unconfirmed)|pomona_bulkhead_waiting"
              action        = "keep"
            }]
          }]
        }
      }
    }
    exporters = {
      awsemf = {
        region                  = var.region
        namespace               = local.namespace
        log_group_name          = aws_cloudwatch_log_group.this["metrics"].name
        dimension_rollup_option = "NoDimensionRollup"
        metric_declarations     = [{ dimensions = [["service"]], metric_name_selectors = ["^pomona_"] }]
      }
    }
    service = {
      pipelines = { metrics = { receivers = ["prometheus"], exporters = ["awsemf"] } }
    }
  }

  log_of = {
    for container, group in { service = "service", collector = "service" } : container => {
      logDriver                       = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.this[group].name
        awslogs-region        = var.region
        awslogs-stream-prefix = container
        # Requests do not wait for CloudWatch.
        mode            = "non-blocking"
        max-buffer-size = "4m"
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_158: CloudWatch encrypts with its own key; the log names no users (docs/privacy.md)
  # checkov:skip=CKV_AWS_338: kept for log_days, not a year: no longer than they are of use

  for_each = toset(["service", "metrics"])

  name              = "/${var.name}/${each.key}"
  retention_in_days = each.key == "metrics" ? 1 : var.log_days
}

resource "aws_ecs_cluster" "this" {
  # checkov:skip=CKV_AWS_65: Container Insights costs more than what it shows here; alarms watch what matters

  name = var.name

  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 1024
  memory                   = 2048
  task_role_arn            = var.task_role_arn
  execution_role_arn       = var.execution_role_arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  volume {
    name = "cache"
  }

  container_definitions = jsonencode([
    {
      name                   = "service"
      image                  = var.image
      essential              = true
      user                   = "10001:10001"
      readonlyRootFilesystem = true
      memory                 = 1664
      portMappings           = [{ containerPort = local.port, hostPort = local.port, protocol = "tcp" }]
      mountPoints            = [{ sourceVolume = "cache", containerPath = local.cache, readOnly = false }]
      environment            = [for setting in sort(keys(local.environment)) : { name = setting, value = local.environment[setting] }]
      secrets                = [for setting in sort(keys(local.secrets_of_service)) : { name = setting, valueFrom = local.secrets_of_service[setting] }]
      # Another number is another task definition, so the service takes the new secrets.
      dockerLabels     = { secrets-version = tostring(var.secrets_version) }
      linuxParameters  = { capabilities = { drop = ["ALL"], add = [] }, initProcessEnabled = false }
      logConfiguration = local.log_of.service
      # Requests under way have 30 s.
      stopTimeout = 40
      # Alive, not ready: the load balancer asks for that.
      healthCheck = {
        command     = ["CMD-SHELL", "curl --fail --silent --output /dev/null http://127.0.0.1:${local.port}/livez"]
        interval    = 30
        timeout     = 5
        retries     = 3
        startPeriod = 120
      }
      systemControls = []
      volumesFrom    = []
    },
    {
      name                   = "collector"
      image                  = var.collector_image
      essential              = false
      readonlyRootFilesystem = true
      memory                 = 256
      environment            = [{ name = "AOT_CONFIG_CONTENT", value = yamlencode(local.collector) }]
      secrets                = [{ name = "OPERATOR_PASSWORD", valueFrom = var.secrets["POMONA_SECURITY_OPERATOR_PASSWORD"].arn }]
      linuxParameters        = { capabilities = { drop = ["ALL"], add = [] }, initProcessEnabled = false }
      logConfiguration       = local.log_of.collector
      portMappings           = []
      mountPoints            = []
      systemControls         = []
      volumesFrom            = []
    },
  ])
}

resource "aws_security_group" "task" {
  name        = "${var.name}-task"
  description = "The service: requests from the load balancer, HTTPS to AWS"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "from_load_balancer" {
  security_group_id            = aws_security_group.task.id
  description                  = "From the load balancer"
  referenced_security_group_id = aws_security_group.load_balancer.id
  ip_protocol                  = "tcp"
  from_port                    = local.port
  to_port                      = local.port
}

# S3, EMR, SSM, CloudWatch and the registries have no fixed addresses.
resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.task.id
  description       = "HTTPS to AWS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.this.arn
  launch_type     = "FARGATE"
  desired_count   = var.tasks.min
  propagate_tags  = "SERVICE"

  # A new task answers before an old one ends; if it does not become healthy, the deployment is rolled back.
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  # A task that waits for the very first index is not ready, and must not be replaced for that: the first run has an hour.
  health_check_grace_period_seconds = 3600

  network_configuration {
    subnets          = var.private_subnets
    security_groups  = [aws_security_group.task.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.this.arn
    container_name   = "service"
    container_port   = local.port
  }

  lifecycle {
    # Auto-scaling sets it.
    ignore_changes = [desired_count]
  }

  depends_on = [aws_lb_listener.https]
}

locals {
  scaled = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.this.name}"

  # Whichever wants more tasks counts.
  scaling = {
    cpu = { metric = "ECSServiceAverageCPUUtilization", label = null, target = 60 }
    # A minute: a vCPU answers 13 photos of 12 megapixels a second at best (docs/figures.md), and 8 leave room for peaks.
    requests = { metric = "ALBRequestCountPerTarget", label = "${aws_lb.this.arn_suffix}/${aws_lb_target_group.this.arn_suffix}", target = 480 }
  }
}

resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = local.scaled
  min_capacity       = var.tasks.min
  max_capacity       = var.tasks.max
}

resource "aws_appautoscaling_policy" "this" {
  for_each = local.scaling

  name               = each.key
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = local.scaled

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.target
    scale_in_cooldown  = 300
    scale_out_cooldown = 60
    predefined_metric_specification {
      predefined_metric_type = each.value.metric
      resource_label         = each.value.label
    }
  }

  depends_on = [aws_appautoscaling_target.this]
}
