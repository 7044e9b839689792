import type { Unavailable } from '#domain/reading.ts';
import type { VpcEndpoint } from '#domain/vpc.ts';
import { endpoint, fargate, use } from '../support/vpc.ts';
import type { Cases, Given } from './cases.ts';

const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const FULL = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const denied = { unavailable: 'denied', what: 'ec2:DescribeVpcEndpointServices' } as const;
const given = (
  policy: string,
  support: { readonly supported: boolean } | Unavailable = { supported: true },
  says: Partial<VpcEndpoint> = {},
): Given => ({
  facts: {
    vpcEndpoint: endpoint('ecr.api', { policy, ...says }),
    vpcUse: use(fargate(['ecr.api'])),
    endpointPolicySupport: support,
  },
});
const { policy: _none, ...silent } = endpoint('ecr.api');

export default {
  passes: {
    'only our organisation': given(
      document({ ...FULL, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
    ),
    'some actions': given(document({ ...FULL, Action: ['ecr:BatchGetImage'] })),
    'some resources': given(
      document({ ...FULL, Resource: 'arn:aws:ecr:eu-west-1:123456789012:repository/*' }),
    ),
    'one account': given(document({ ...FULL, Principal: { AWS: 'arn:aws:iam::123456789012:root' } })),
    'everything but what it denies': given(
      document(FULL, { ...FULL, Effect: 'Deny', Action: 'ecr:PutImage' }),
    ),
    'a policy of its own, whatever EC2 says': given(document({ ...FULL, Action: 'ecr:*' }), denied),
  },
  fails: {
    'the default policy': { ...given(document(FULL)), reasons: ['full-access * all'], severity: 'LOW' },
    'the same in other words': {
      ...given(document({ ...FULL, Principal: { AWS: '*' }, Action: ['*'], Resource: ['*'] })),
      reasons: ['full-access * all'],
      severity: 'LOW',
    },
    'of a gateway too': {
      ...given(document(FULL), { supported: true }, { kind: 'Gateway', service: 's3' }),
      reasons: ['full-access * all'],
      severity: 'LOW',
    },
  },
  notApplicable: {
    'a service without endpoint policies': {
      ...given(document(FULL), { supported: false }),
      why: /supports no endpoint policies/,
    },
    'one that AWS keeps': {
      ...given(document(FULL), undefined, { managed: true }),
      why: /another AWS service/,
    },
  },
  notAvailable: {
    'whether the service takes any': { ...given(document(FULL), denied), why: /DescribeVpcEndpointServices/ },
    'a policy that is none': { ...given('{'), why: /could not be read/ },
    'no policy in the answer': {
      facts: { ...given('').facts, vpcEndpoint: silent },
      why: /could not be read/,
    },
    'another account’s': { ...given('', undefined, { owner: '210987654321' }), why: /account 2109/ },
  },
  worse: { cannotGetWorse: 'everybody may do everything through it already' },
} satisfies Cases;
