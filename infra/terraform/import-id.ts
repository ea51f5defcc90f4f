const afterLast = (text: string, mark: string): string => text.slice(text.lastIndexOf(mark) + 1);
/** `arn:aws:service:region:account:rest` -> `rest`. */
const resourcePart = (arn: string): string => arn.split(':').slice(5).join(':');
const whole = (arn: string): string => arn;

/** How `terraform import` wants to be told, for the types whose id is not what follows the last slash. */
const BY_TYPE: Readonly<Record<string, (arn: string) => string>> = {
  aws_lb: whole,
  aws_lb_target_group: whole,
  aws_lb_listener: whole,
  aws_lb_listener_rule: whole,
  aws_ecs_task_definition: whole,
  aws_ecs_capacity_provider: whole,
  aws_secretsmanager_secret: whole,
  aws_iam_policy: whole,
  aws_acm_certificate: whole,
  aws_sns_topic: whole,
  aws_ecs_service: (arn) => resourcePart(arn).replace(/^service\//, ''),
  aws_cloudwatch_log_group: (arn) =>
    resourcePart(arn)
      .replace(/^log-group:/, '')
      .replace(/:\*$/, ''),
  aws_db_instance: (arn) => afterLast(arn, ':'),
  aws_db_subnet_group: (arn) => afterLast(arn, ':'),
  aws_db_parameter_group: (arn) => afterLast(arn, ':'),
  aws_s3_bucket: (arn) => resourcePart(arn),
  aws_ssm_parameter: (arn) => resourcePart(arn).replace(/^parameter/, ''),
};

/** Import id of a resource of this type from its ARN, or from the bare id EC2 gives. */
export function importId(type: string, arn: string): string {
  if (!arn.startsWith('arn:')) return arn;
  return (BY_TYPE[type] ?? ((text: string) => afterLast(text, '/')))(arn);
}
