/** Which controls of ours ask what a rule of another tool asks; by its id, else by what it is about. */
const BY_RULE: Readonly<Record<string, readonly string[]>> = {
  CKV_AWS_42: ['efs-encryption'],
  CKV_AWS_51: ['repository-tag-immutability'],
  CKV_AWS_32: ['repository-policy-public'],
  CKV_AWS_65: ['cluster-container-insights'],
  CKV_AWS_97: ['task-definition-efs-transit-encryption'],
  CKV_AWS_136: ['repository-encryption-kms'],
  CKV_AWS_163: ['repository-scan-on-push'],
  CKV_AWS_223: ['cluster-exec-logging'],
  CKV_AWS_224: ['cluster-exec-logging'],
  CKV_AWS_249: ['task-role-separate'],
  CKV_AWS_332: ['service-fargate-platform'],
  CKV_AWS_333: ['service-public-ip'],
  CKV_AWS_334: ['task-definition-privileged'],
  CKV_AWS_335: ['task-definition-host-pid'],
  CKV_AWS_336: ['task-definition-read-only-root'],
  IAM_ROLE_ADMINISTRATOR_ACCESS_POLICY_RULE: ['iam-ecs-full-access'],
  CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED: ['trail-integrity'],
  CLOUD_TRAIL_ENCRYPTION_ENABLED: ['trail-integrity'],
  MULTI_REGION_CLOUD_TRAIL_ENABLED: ['trail-integrity'],
  'AWS-0161': ['trail-log-bucket-public'],
  'CT.ECS.PR.7': ['task-definition-resource-limits'],
  'CT.ECS.PR.10': ['task-definition-host-pid'],
};

const BY_TOPIC: Readonly<Record<string, readonly string[]>> = {
  'container-insights': ['cluster-container-insights'],
  'ecr-cmk': ['repository-encryption-kms'],
  'ecr-kms': ['repository-encryption-kms'],
  'ecr-immutability': ['repository-tag-immutability'],
  'ecr-lifecycle': ['repository-lifecycle'],
  'ecr-public-policy': ['repository-policy-public'],
  'ecr-scan-on-push': ['repository-scan-on-push'],
  'efs-transit-encryption': ['task-definition-efs-transit-encryption'],
  'efs-encryption': ['efs-encryption'],
  'exec-logging': ['cluster-exec-logging'],
  'fargate-platform-version': ['service-fargate-platform'],
  'host-namespace': ['task-definition-host-network', 'task-definition-host-pid', 'task-definition-host-ipc'],
  'log-config': ['task-definition-logging'],
  'memory-limit': ['task-definition-resource-limits'],
  'plaintext-secrets': ['task-definition-plaintext-secrets', 'task-definition-static-credentials'],
  privileged: ['task-definition-privileged'],
  'public-ip': ['service-public-ip'],
  'readonly-root': ['task-definition-read-only-root'],
  'task-role': ['task-role-separate'],
  'user-root': ['task-definition-non-root'],
};

export const controlsFor = ({
  rule,
  topic,
}: {
  readonly rule: string;
  readonly topic: string;
}): readonly string[] => BY_RULE[rule] ?? BY_TOPIC[topic] ?? [];
