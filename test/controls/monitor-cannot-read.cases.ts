import type { Denial } from '#domain/denials.ts';
import { regionalAccountArn } from '#domain/resource.ts';
import { FAMILY, repository } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const ACCOUNT = regionalAccountArn({ partition: 'aws', region: 'eu-west-1', account: '123456789012' });
const denied = (action: string, controls: readonly string[] = [], seenOn = [repository().arn]): Denial => ({
  action,
  controls,
  seenOn,
});
const given = (...denials: readonly Denial[]): Given => ({ facts: { denials }, arn: ACCOUNT });
const SCANNING = denied('ecr:BatchGetRepositoryScanningConfiguration', ['repository-scan-on-push']);

export default {
  passes: {
    'nothing was refused': given(),
  },
  fails: {
    'one action, and the control that is blind without it': {
      ...given(SCANNING),
      reasons: ['denied ecr:BatchGetRepositoryScanningConfiguration'],
      severity: 'HIGH',
    },
    'a reason for each action': {
      ...given(SCANNING, denied('ecs:DescribeTaskDefinition', ['a', 'b', 'c', 'd'], [FAMILY])),
      reasons: ['denied ecr:BatchGetRepositoryScanningConfiguration', 'denied ecs:DescribeTaskDefinition'],
      severity: 'HIGH',
    },
    'an action that only tells who is reached from the internet': {
      ...given(denied('elasticloadbalancing:DescribeLoadBalancers')),
      reasons: ['denied elasticloadbalancing:DescribeLoadBalancers'],
      severity: 'HIGH',
    },
    'a refusal that names no action': {
      ...given(denied('unknown')),
      reasons: ['denied unknown'],
      severity: 'HIGH',
    },
    'many controls, the longest ids and the longest action': {
      ...given(
        denied(
          'elasticloadbalancing:DescribeTargetGroupAttributes',
          Array.from({ length: 40 }, (_, index) => `task-definition-efs-transit-encryption-${index}`),
        ),
      ),
      reasons: ['denied elasticloadbalancing:DescribeTargetGroupAttributes'],
      severity: 'HIGH',
    },
  },
  notApplicable: {},
  notAvailable: {},
  worse: {
    before: given(SCANNING),
    after: given(SCANNING, denied('ecr:DescribeRepositories')),
  },
} satisfies Cases;
