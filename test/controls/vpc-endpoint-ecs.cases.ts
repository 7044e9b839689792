import { premises } from '../support/premises.ts';
import { endpoint, fargate, instance, onInstances, subnetsThat } from '../support/vpc.ts';
import type { Cases } from './cases.ts';

const all = [endpoint('ecs'), endpoint('ecs-agent'), endpoint('ecs-telemetry')];
const demanded = { network: { requireFargateEcsEndpoints: true } };

export default {
  passes: {
    'all three, on instances': premises([onInstances([]), instance()], all),
    'all three, where both kinds run': premises([fargate(['ecr.api']), instance()], all),
    'all three, demanded for Fargate': premises([fargate([])], all, demanded),
  },
  fails: {
    'instances without any': {
      ...premises([instance()], []),
      reasons: ['no-endpoint ecs', 'no-endpoint ecs-agent', 'no-endpoint ecs-telemetry'],
      severity: 'MEDIUM',
    },
    'two of three': {
      ...premises([instance()], all.slice(0, 2)),
      reasons: ['no-endpoint ecs-telemetry'],
      severity: 'MEDIUM',
    },
    'instances beside Fargate': {
      ...premises([fargate([]), instance()], all.slice(1)),
      reasons: ['no-endpoint ecs'],
      severity: 'MEDIUM',
    },
    'a service on instances that are not there yet': {
      ...premises([onInstances([])], all.slice(1)),
      reasons: ['no-endpoint ecs'],
      severity: 'MEDIUM',
    },
    'managed instances have an agent too': {
      ...premises([instance({ capacity: ['MANAGED_INSTANCES'] })], all.slice(1)),
      reasons: ['no-endpoint ecs'],
      severity: 'MEDIUM',
    },
    'instances with NAT': {
      ...premises([instance()], all.slice(1), { subnets: subnetsThat({ leads: 'nat' }) }),
      reasons: ['no-endpoint ecs'],
      severity: 'LOW',
    },
    'Fargate, where the settings demand it': {
      ...premises([fargate([])], all.slice(1), demanded),
      reasons: ['no-endpoint ecs'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'Fargate only': { ...premises([fargate(['ecr.api', 'secretsmanager'])], []), why: /run on Fargate/ },
    'nothing of ECS': { ...premises([], []), why: /nothing of ECS/ },
  },
  notAvailable: {
    'a shared VPC': {
      ...premises([instance()], all, { vpc: { owner: '210987654321' } }),
      why: /account 2109/,
    },
    'a private zone for the agent’s own name': {
      ...premises([instance()], [endpoint('ecs'), endpoint('ecs-telemetry')], {
        zones: ['ecs-a.eu-west-1.amazonaws.com.'],
      }),
      why: /answers for ecs-agent/,
    },
  },
  worse: {
    before: premises([instance()], all.slice(0, 2)),
    after: premises([instance()], all.slice(0, 1)),
  },
} satisfies Cases;
