import { isServiceLinked, SERVICE_LINKED } from '#controls/over-principal.ts';
import { overServiceRole } from '#controls/service-role.ts';
import { defineControl } from '#domain/control.ts';
import { notApplicable } from '#domain/evaluation.ts';

export default defineControl({
  id: 'container-instance-role-minimal',
  title: 'Roles of container instances do what the agent needs',
  guidance: ['IAM-1'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  facts: ['principal', 'usedAs'],
  parameters: ['principals'],
  why:
    'Tasks on the instance can reach its role by the metadata service, and whoever breaks out of a container has it. It should ' +
    'register the instance, pull images, write logs and be managed, no more.',
  blindSpots: [
    'Expected are the actions of AmazonEC2ContainerServiceforEC2Role (or of the one for managed instances), AmazonSSMManagedInstanceCore and CloudWatchAgentServerPolicy, on any resource.',
    'Which roles are used by container instances is known from the instances that were looked at.',
    'Of services whose actions are not known here, an action counts as a read by its name.',
    'Policies of AWS are taken as they were on 2026-02-26; what AWS adds to them later passes with them, but not in policies of yours.',
  ],
  remediation: {
    text: 'Attach the managed policies and give programs what they need by task roles.',
    cli: 'aws iam attach-role-policy --role-name <role> --policy-arn arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  ManagedPolicyArns:\n' +
      '    - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role\n' +
      '    - !Sub arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'AC-6' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html',
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceforEC2Role.html',
  ],
  evaluate: ({ principal, usedAs }, situation) => {
    if (isServiceLinked(principal)) return notApplicable(SERVICE_LINKED);
    if (!usedAs.uses.some((use) => use.as === 'container-instance'))
      return notApplicable('no container instance is known to use it');
    return overServiceRole(principal, situation, AGENT);
  },
});

/** AWS managed policy reference: versions 10, 3, 2 and 3, in this order. */
const AGENT = {
  managed: [
    'service-role/AmazonEC2ContainerServiceforEC2Role',
    'AmazonECSInstanceRolePolicyForManagedInstances',
    'AmazonSSMManagedInstanceCore',
    'CloudWatchAgentServerPolicy',
  ],
  expected: [
    'ec2:DescribeTags',
    'ec2:DescribeVolumes',
    'ecs:CreateCluster',
    'ecs:DeregisterContainerInstance',
    'ecs:DiscoverPollEndpoint',
    'ecs:ListTagsForResource',
    'ecs:Poll',
    'ecs:PutSystemLogEvents',
    'ecs:RegisterContainerInstance',
    'ecs:StartTelemetrySession',
    'ecs:Submit*',
    'ecs:TagResource',
    'ecs:UpdateContainerInstancesState',
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchGetImage',
    'ecr:GetAuthorizationToken',
    'ecr:GetDownloadUrlForLayer',
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
    'logs:PutRetentionPolicy',
    'cloudwatch:PutMetricData',
    'xray:GetSampling*',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
    'ssm:DescribeAssociation',
    'ssm:DescribeDocument',
    'ssm:GetDeployablePatchSnapshotForInstance',
    'ssm:GetDocument',
    'ssm:GetManifest',
    'ssm:GetParameter',
    'ssm:GetParameters',
    'ssm:ListAssociations',
    'ssm:ListInstanceAssociations',
    'ssm:PutComplianceItems',
    'ssm:PutConfigurePackageResult',
    'ssm:PutInventory',
    'ssm:UpdateAssociationStatus',
    'ssm:UpdateInstanceAssociationStatus',
    'ssm:UpdateInstanceInformation',
    'ssmmessages:*',
    'ec2messages:*',
  ],
};
