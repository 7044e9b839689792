import { family, revision, taskDefinition } from '../support/facts.ts';
import { hostNamespaceCases } from '../support/host-namespace-cases.ts';
import type { Cases } from './cases.ts';

const common = hostNamespaceCases('networkMode', 'host-network', ['awsvpc', 'bridge', 'none', '<default>']);

export default {
  ...common,
  passes: {
    ...common.passes,
    'a daemon task definition, which has no network mode': {
      facts: {
        family: family([revision(1, taskDefinition([], { kind: 'daemon', networkMode: undefined }))]),
      },
    },
  },
} satisfies Cases;
