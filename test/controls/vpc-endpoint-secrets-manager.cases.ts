import { subnet } from '../support/facts.ts';
import { premises } from '../support/premises.ts';
import { endpoint, fargate, instance, onInstances, subnetsThat } from '../support/vpc.ts';
import type { Cases } from './cases.ts';

const uses = fargate(['secretsmanager']);
const OTHER = '210987654321';
const denied = { unavailable: 'denied', what: 'route53:ListHostedZonesByVPC' } as const;

export default {
  passes: {
    'an available endpoint': premises([uses], [endpoint('secretsmanager')]),
    'one of several': premises(
      [uses],
      [endpoint('secretsmanager', { id: 'vpce-2', state: 'deleting' }), endpoint('secretsmanager')],
    ),
    'an endpoint, whatever zones say': premises([uses], [endpoint('secretsmanager')], { zones: denied }),
    'instances fetch for tasks in bridge mode': premises(
      [onInstances(['secretsmanager']), instance()],
      [endpoint('secretsmanager')],
    ),
  },
  fails: {
    'a service on Fargate without an endpoint': {
      ...premises([uses], []),
      reasons: ['no-endpoint secretsmanager'],
      severity: 'MEDIUM',
    },
    'a service on instances without one': {
      ...premises([onInstances(['secretsmanager']), instance()], []),
      reasons: ['no-endpoint secretsmanager'],
      severity: 'MEDIUM',
    },
    'one that is still pending': {
      ...premises([uses], [endpoint('secretsmanager', { state: 'pending' })]),
      reasons: ['no-endpoint secretsmanager'],
      severity: 'MEDIUM',
    },
    'an endpoint of another service, or of another region': {
      ...premises([uses], [endpoint('ssm'), endpoint('secretsmanager', { region: 'us-east-1' })]),
      reasons: ['no-endpoint secretsmanager'],
      severity: 'MEDIUM',
    },
    'a resource endpoint is none of the service': {
      ...premises([uses], [endpoint('secretsmanager', { kind: 'Resource' })]),
      reasons: ['no-endpoint secretsmanager'],
      severity: 'MEDIUM',
    },
    'with NAT it works all the same, over the internet': {
      ...premises([uses], [], { subnets: subnetsThat({ leads: 'nat' }) }),
      reasons: ['no-endpoint secretsmanager'],
      severity: 'LOW',
    },
    'one isolated subnet is enough to be worse': {
      ...premises([uses], [], {
        subnets: { ...subnetsThat({ leads: 'nat' }), 'subnet-b': subnet('subnet-b', { leads: 'nowhere' }) },
      }),
      reasons: ['no-endpoint secretsmanager'],
      severity: 'MEDIUM',
    },
    'a private zone for something else': {
      ...premises([uses], [], { zones: ['ssm.eu-west-1.amazonaws.com.', 'shop.internal.'] }),
      reasons: ['no-endpoint secretsmanager'],
      severity: 'MEDIUM',
    },
    'one that needs it is enough, though another could not be read': {
      ...premises([fargate([], { unread: ['secrets'] }), { ...uses, arn: `${uses.arn}-2` }], []),
      reasons: ['no-endpoint secretsmanager'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'nobody takes secrets': {
      ...premises([fargate(['ecr.api'])], []),
      why: /no service in it takes a secret/,
    },
    'nothing of ECS is there any more': { ...premises([], []), why: /nothing of ECS/ },
    'central endpoints, as the settings say': {
      ...premises([uses], [], { network: { centralEndpoints: true } }),
      why: /centralEndpoints/,
    },
  },
  notAvailable: {
    'a VPC that another account shares': {
      ...premises([uses], [], { vpc: { owner: OTHER } }),
      why: /account 210987654321, whose endpoints cannot be seen/,
    },
    'a private zone answers for its name': {
      ...premises([uses], [], { zones: ['secretsmanager.eu-west-1.amazonaws.com.'] }),
      why: /its endpoint is elsewhere/,
    },
    'a private zone answers for all of AWS': {
      ...premises([uses], [], { zones: ['amazonaws.com.'] }),
      why: /the private zone amazonaws\.com\. answers/,
    },
    'zones that may not be read': {
      ...premises([uses], [], { zones: denied }),
      why: /central endpoint is not known/,
    },
    'what a service needs could not be read': {
      ...premises([fargate([], { unread: ['secrets'] })], []),
      why: /what service shop\/web needs could not be read \(secrets\)/,
    },
    'another service needs nothing, one could not be read': {
      ...premises([fargate(['ssm']), onInstances([], { unread: ['definitions'] })], [endpoint('ssm')]),
      why: /what service shop\/batch needs/,
    },
  },
  worse: {
    before: premises([uses], [], { subnets: subnetsThat({ leads: 'nat' }) }),
    after: premises([uses], []),
  },
} satisfies Cases;
