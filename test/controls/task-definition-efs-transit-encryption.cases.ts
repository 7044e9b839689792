import type { EfsVolume, TaskDefinition } from '#domain/task-definition.ts';
import { container, efsVolume, family, revision, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const definition = (volumes: readonly EfsVolume[], says: Partial<TaskDefinition> = {}) =>
  taskDefinition([container('web')], {
    efsVolumes: volumes.map((each, index) => ({ ...each, index })),
    ...says,
  });
const given = (...definitions: TaskDefinition[]) => ({
  facts: { family: family(definitions.map((each, index) => revision(definitions.length - index, each))) },
});
const sealed = efsVolume('data');
const plain = efsVolume('uploads', { transitEncryption: undefined, iam: undefined });
const fails = (facts: ReturnType<typeof given>, ...names: string[]) => ({
  ...facts,
  reasons: names.map((name) => `no-transit-encryption ${name}`),
  severity: 'HIGH' as const,
});

export default {
  passes: {
    'every EFS volume is encrypted': given(definition([sealed, efsVolume('more')])),
    'encrypted without IAM authorization': given(definition([efsVolume('data', { iam: 'DISABLED' })])),
    'a revision without EFS beside one that is encrypted': given(definition([]), definition([sealed])),
  },
  fails: {
    'absent is off': fails(given(definition([plain])), 'uploads'),
    'explicitly off': fails(
      given(definition([efsVolume('data', { transitEncryption: 'DISABLED' })])),
      'data',
    ),
    'any volume, not the first (peers stop there)': fails(given(definition([sealed, plain])), 'uploads'),
    'each one is a reason': fails(
      given(definition([plain, efsVolume('data', { transitEncryption: 'DISABLED' })])),
      'uploads',
      'data',
    ),
    'IAM authorization does not stand in for it': fails(
      given(definition([efsVolume('data', { transitEncryption: undefined, iam: 'ENABLED' })])),
      'data',
    ),
    'an access point does not stand in for it': fails(
      given(definition([efsVolume('data', { transitEncryption: undefined, accessPointId: 'fsap-1' })])),
      'data',
    ),
    'the same volume in two revisions is one reason': fails(
      given(definition([plain]), definition([plain])),
      'uploads',
    ),
    'a volume that cannot be read hides no other': fails(
      given(definition([plain], { volumesUnreadable: 'Fn::If' })),
      'uploads',
    ),
    'Fargate is judged alike': fails(
      given(definition([plain], { requiresCompatibilities: ['FARGATE'] })),
      'uploads',
    ),
  },
  notApplicable: { 'no EFS volume': { ...given(definition([])), why: /no EFS volume/ } },
  notAvailable: {
    'an unresolved setting': {
      ...given(definition([efsVolume('data', { transitEncryption: { unreadable: 'Ref Tls' } })])),
      why: /volume data: transitEncryption cannot be read.*Ref Tls/,
    },
    'S3 Files are never silently passed': {
      ...given(definition([sealed], { otherVolumes: { items: [{ name: 'lake', kind: 'S3 Files' }] } })),
      why: /volume lake is on S3 Files/,
    },
    'volumes that cannot be read': {
      ...given(definition([sealed], { volumesUnreadable: 'Fn::If Efs' })),
      why: /volumes cannot be read.*Fn::If Efs/,
    },
    'a revision that could not be read': {
      facts: {
        family: family([
          revision(2, definition([sealed])),
          revision(1, { unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' }),
        ]),
      },
      why: /revision 1: access denied/,
    },
  },
  worse: {
    before: given(definition([plain])),
    after: given(definition([plain, efsVolume('data', { transitEncryption: undefined })])),
  },
} satisfies Cases;
