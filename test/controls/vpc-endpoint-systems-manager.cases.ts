import { premises } from '../support/premises.ts';
import { endpoint, fargate, instance, onInstances } from '../support/vpc.ts';
import type { Cases } from './cases.ts';

export default {
  passes: {
    'ECS Exec with its endpoint': premises([fargate(['ssmmessages'])], [endpoint('ssmmessages')]),
    'parameters with theirs': premises([fargate(['ssm'])], [endpoint('ssm')]),
    'sessions under a key with both': premises(
      [fargate(['ssmmessages', 'kms'])],
      [endpoint('ssmmessages'), endpoint('kms')],
    ),
  },
  fails: {
    'ECS Exec without an endpoint': {
      ...premises([fargate(['ssmmessages'])], [endpoint('ssm')]),
      reasons: ['no-endpoint ssmmessages'],
      severity: 'MEDIUM',
    },
    'parameters without one': {
      ...premises([fargate(['ssm'])], [endpoint('ssmmessages')]),
      reasons: ['no-endpoint ssm'],
      severity: 'MEDIUM',
    },
    'a key that sessions cannot reach': {
      ...premises([fargate(['ssmmessages', 'kms'])], [endpoint('ssmmessages')]),
      reasons: ['no-endpoint kms'],
      severity: 'MEDIUM',
    },
    'ECS Exec on instances in bridge mode': {
      ...premises([onInstances(['ssmmessages']), instance()], []),
      reasons: ['no-endpoint ssmmessages'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'neither sessions nor parameters': {
      ...premises([fargate(['secretsmanager'])], []),
      why: /no service in it has ECS Exec/,
    },
  },
  notAvailable: {
    'what is fetched could not be read': {
      ...premises([fargate(['ssmmessages'], { unread: ['secrets'] })], [endpoint('ssmmessages')]),
      why: /could not be read/,
    },
  },
  worse: {
    before: premises([fargate(['ssmmessages'])], []),
    after: premises([fargate(['ssmmessages', 'ssm'])], []),
  },
} satisfies Cases;
