import { isServiceLinked, SERVICE_LINKED } from '#controls/over-principal.ts';
import { isTakenBy, trustOf } from '#controls/role-trust.ts';
import { overServiceRole } from '#controls/service-role.ts';
import { defineControl } from '#domain/control.ts';
import { notApplicable, notAvailable } from '#domain/evaluation.ts';

export default defineControl({
  id: 'infrastructure-role-minimal',
  title: 'Infrastructure roles do what ECS needs',
  guidance: ['IAM-3'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  facts: ['principal'],
  parameters: ['principals'],
  why:
    'ECS takes the infrastructure role to make volumes, certificates, load balancers and machines. Whoever may pass it to ECS has ' +
    'what it may do beyond that.',
  blindSpots: [
    'Judged are roles that ecs.amazonaws.com may take; expected are AWS’s policies for infrastructure roles, all of them together.',
    'In a policy of yours their actions pass on any resource: to bind them to tags, as AWS’s policies do, is better.',
    'Policies of AWS are taken as they were on 2026-02-26; what AWS adds to them later passes with them, but not in policies of yours.',
  ],
  remediation: {
    text: 'Attach the managed policy for what the role is used for, and nothing else.',
    cli: 'aws iam attach-role-policy --role-name <role> --policy-arn arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  ManagedPolicyArns:\n' +
      '    - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'AC-6' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html',
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForVolumes.html',
  ],
  evaluate: ({ principal }, situation) => {
    if (isServiceLinked(principal)) return notApplicable(SERVICE_LINKED);
    const trust = trustOf(principal);
    if (typeof trust === 'string') return notAvailable(trust);
    if (!isTakenBy('ecs.amazonaws.com', principal, trust))
      return notApplicable('ecs.amazonaws.com does not take it');
    return overServiceRole(principal, situation, INFRASTRUCTURE);
  },
});

/** AWS managed policy reference. */
const INFRASTRUCTURE = {
  managed: [
    'AmazonECSInfrastructureRolePolicyForLoadBalancers',
    'AmazonECSInfrastructureRolePolicyForManagedInstances',
    'AmazonECSInfrastructureRolePolicyForVpcLattice',
    'service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity',
    'service-role/AmazonECSInfrastructureRolePolicyForVolumes',
    'service-role/AmazonECSInfrastructureRoleforExpressGatewayServices',
    'service-role/AmazonEC2ContainerServiceRole',
  ],
  expected: [
    'acm:AddTagsToCertificate',
    'acm:DeleteCertificate',
    'acm:DescribeCertificate',
    'acm:RequestCertificate',
    'acm-pca:DescribeCertificateAuthority',
    'acm-pca:GetCertificate*',
    'acm-pca:IssueCertificate',
    'application-autoscaling:DeleteScalingPolicy',
    'application-autoscaling:DeregisterScalableTarget',
    'application-autoscaling:Describe*',
    'application-autoscaling:PutScalingPolicy',
    'application-autoscaling:RegisterScalableTarget',
    'application-autoscaling:TagResource',
    'cloudformation:DescribeStacks',
    'cloudformation:ListStackResources',
    'cloudwatch:DeleteAlarms',
    'cloudwatch:DescribeAlarms',
    'cloudwatch:PutMetricAlarm',
    'cloudwatch:TagResource',
    'ec2:AttachVolume',
    'ec2:AuthorizeSecurityGroup*',
    'ec2:CreateFleet',
    'ec2:CreateLaunchTemplate*',
    'ec2:CreateSecurityGroup',
    'ec2:CreateTags',
    'ec2:CreateVolume',
    'ec2:DeleteSecurityGroup',
    'ec2:DeleteVolume',
    'ec2:Describe*',
    'ec2:DetachVolume',
    'ec2:ModifyLaunchTemplate',
    'ec2:RevokeSecurityGroup*',
    'ec2:RunInstances',
    'elasticloadbalancing:AddListenerCertificates',
    'elasticloadbalancing:AddTags',
    'elasticloadbalancing:CreateListener',
    'elasticloadbalancing:CreateLoadBalancer',
    'elasticloadbalancing:CreateRule',
    'elasticloadbalancing:CreateTargetGroup',
    'elasticloadbalancing:DeleteListener',
    'elasticloadbalancing:DeleteLoadBalancer',
    'elasticloadbalancing:DeleteRule',
    'elasticloadbalancing:DeleteTargetGroup',
    'elasticloadbalancing:Deregister*',
    'elasticloadbalancing:Describe*',
    'elasticloadbalancing:ModifyListener',
    'elasticloadbalancing:ModifyRule',
    'elasticloadbalancing:Register*',
    'elasticloadbalancing:RemoveListenerCertificates',
    'iam:CreateServiceLinkedRole',
    'logs:CreateLogGroup',
    'logs:DescribeLogGroups',
    'logs:TagResource',
    'resource-groups:ListGroupResources',
    'secretsmanager:CreateSecret',
    'secretsmanager:DeleteSecret',
    'secretsmanager:DescribeSecret',
    'secretsmanager:GetSecretValue',
    'secretsmanager:PutSecretValue',
    'secretsmanager:RotateSecret',
    'secretsmanager:TagResource',
    'secretsmanager:UpdateSecret*',
    'tag:GetResources',
    'vpc-lattice:DeregisterTargets',
    'vpc-lattice:GetTargetGroup',
    'vpc-lattice:ListTargets',
    'vpc-lattice:RegisterTargets',
  ],
};
