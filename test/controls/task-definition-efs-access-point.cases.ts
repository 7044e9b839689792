import type { AccessPoint, AccessPoints } from '#domain/file-system.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { EfsVolume } from '#domain/task-definition.ts';
import { container, efsVolume, family, revision, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const POINT = 'fsap-0123456789abcdef0';
const point = (says: Partial<AccessPoint> = {}): AccessPoint => ({
  fileSystemId: 'fs-0123456789abcdef0',
  path: '/web',
  hasUser: true,
  ...says,
});
const by = (accessPoint: AccessPoint | Unavailable): AccessPoints => ({ [POINT]: accessPoint });
const given = (volumes: readonly EfsVolume[], accessPoints: AccessPoints | Unavailable = by(point())) => ({
  facts: {
    family: family([
      revision(
        1,
        taskDefinition([container('web')], {
          efsVolumes: volumes.map((each, index) => ({ ...each, index })),
        }),
      ),
    ]),
    accessPoints,
  },
});
const through = (name: string, says: Partial<EfsVolume> = {}) =>
  efsVolume(name, { accessPointId: POINT, ...says });
const bare = efsVolume('uploads', { accessPointId: undefined });
const fails = (facts: ReturnType<typeof given>, ...reasons: string[]) => ({
  ...facts,
  reasons,
  severity: 'LOW' as const,
});

export default {
  passes: {
    'an access point with a directory and a user': given([through('data')]),
    'rootDirectory / is right where there is an access point (peers fail it)': given([
      through('data', { rootDirectory: '/' }),
    ]),
  },
  fails: {
    'no access point': fails(given([bare]), 'no-access-point uploads'),
    'a directory of the volume does not stand in for it': fails(
      given([efsVolume('data', { accessPointId: undefined, rootDirectory: '/web' })]),
      'no-access-point data',
    ),
    'an access point at the root': fails(
      given([through('data')], by(point({ path: '/' }))),
      'root-access-point data',
    ),
    'an access point that says no path is at the root': fails(
      given([through('data')], by(point({ path: undefined }))),
      'root-access-point data',
    ),
    'the root written otherwise': fails(
      given([through('data')], by(point({ path: '//./' }))),
      'root-access-point data',
    ),
    'an access point without a user': fails(
      given([through('data')], by(point({ hasUser: false }))),
      'access-point-without-user data',
    ),
    'both at once': fails(
      given([through('data')], by(point({ path: '/', hasUser: false }))),
      'root-access-point data',
      'access-point-without-user data',
    ),
    'any volume, not the first': fails(given([through('data'), bare]), 'no-access-point uploads'),
    'what fails for certain, whatever cannot be read': fails(
      given([through('data'), bare], {
        unavailable: 'denied',
        what: 'elasticfilesystem:DescribeAccessPoints',
      }),
      'no-access-point uploads',
    ),
  },
  notApplicable: { 'no EFS volume': { ...given([]), why: /no EFS volume/ } },
  notAvailable: {
    'an unresolved access point': {
      ...given([through('data', { accessPointId: { unreadable: 'Ref Point' } })]),
      why: /volume data: accessPointId cannot be read.*Ref Point/,
    },
    'access denied': {
      ...given([through('data')], { unavailable: 'denied', what: 'elasticfilesystem:DescribeAccessPoints' }),
      why: /access points are not known.*access denied/,
    },
    'one that could not be read': {
      ...given(
        [through('data')],
        by({ unavailable: 'throttled', what: 'elasticfilesystem:DescribeAccessPoints' }),
      ),
      why: /its access point is not known.*throttled/,
    },
    "one that is deleted meanwhile, or another account's": {
      ...given([through('data')], {}),
      why: /not in this account/,
    },
    'S3 Files are never silently passed': {
      facts: {
        family: family([
          revision(
            1,
            taskDefinition([container('web')], {
              otherVolumes: { items: [{ name: 'lake', kind: 'S3 Files' }] },
            }),
          ),
        ]),
        accessPoints: {},
      },
      why: /volume lake is on S3 Files/,
    },
  },
  worse: {
    before: given([through('data')], by(point({ hasUser: false }))),
    after: given([through('data'), bare], by(point({ hasUser: false }))),
  },
} satisfies Cases;
