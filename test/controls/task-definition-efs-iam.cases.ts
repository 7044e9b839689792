import type { EfsVolume, TaskDefinition } from '#domain/task-definition.ts';
import { container, efsVolume, family, revision, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const given = (volumes: readonly EfsVolume[], says: Partial<TaskDefinition> = {}) => ({
  facts: {
    family: family([
      revision(
        1,
        taskDefinition([container('web')], {
          efsVolumes: volumes.map((each, index) => ({ ...each, index })),
          ...says,
        }),
      ),
    ]),
  },
});
const sealed = efsVolume('data');
const open = efsVolume('uploads', { iam: undefined });
const fails = (facts: ReturnType<typeof given>, ...names: string[]) => ({
  ...facts,
  reasons: names.map((name) => `no-iam-authorization ${name}`),
  severity: 'HIGH' as const,
});
const S3_FILES = { otherVolumes: { items: [{ name: 'lake', kind: 'S3 Files' }] } } as const;

export default {
  passes: {
    'every EFS volume asks for IAM': given([sealed, efsVolume('more')]),
    'an access point is another matter': given([efsVolume('data', { accessPointId: undefined })]),
    'as a template may write it': given([efsVolume('data', { iam: 'enabled' })]),
  },
  fails: {
    'absent is off': fails(given([open]), 'uploads'),
    'explicitly off': fails(given([efsVolume('data', { iam: 'DISABLED' })]), 'data'),
    'any volume, not the first (peers stop there)': fails(given([sealed, open]), 'uploads'),
    'an access point does not stand in for it': fails(
      given([efsVolume('data', { iam: undefined, accessPointId: 'fsap-0123456789abcdef0' })]),
      'data',
    ),
    'encryption in transit does not stand in for it': fails(
      given([efsVolume('data', { iam: undefined, transitEncryption: 'ENABLED' })]),
      'data',
    ),
    'a volume of another kind hides no EFS volume': fails(given([open], S3_FILES), 'uploads'),
    'Fargate is judged alike': fails(given([open], { requiresCompatibilities: ['FARGATE'] }), 'uploads'),
  },
  notApplicable: { 'no EFS volume': { ...given([]), why: /no EFS volume/ } },
  notAvailable: {
    'an unresolved setting': {
      ...given([efsVolume('data', { iam: { unreadable: 'Ref Iam' } })]),
      why: /volume data: authorizationConfig.iam cannot be read.*Ref Iam/,
    },
    'S3 Files are never silently passed': { ...given([sealed], S3_FILES), why: /volume lake is on S3 Files/ },
    'FSx neither': {
      ...given([], { otherVolumes: { items: [{ name: 'share', kind: 'FSx for Windows' }] } }),
      why: /volume share is on FSx/,
    },
  },
  worse: { before: given([open]), after: given([open, efsVolume('data', { iam: 'DISABLED' })]) },
} satisfies Cases;
