import type { FamilyUser } from '#domain/family.ts';
import type { Readable } from '#domain/readable.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { TaskDefinition } from '#domain/task-definition.ts';
import { container, family, familyOf, revision, serviceUser, taskDefinition } from '../support/facts.ts';
import { sha256 } from '../support/images.ts';
import type { Cases, Given } from './cases.ts';

const NOT_READ: Unavailable = { unavailable: 'unsupported', what: 'files' };
const given = (value: ReturnType<typeof family>) => ({ facts: { family: value, familyImages: NOT_READ } });
const user = (text: string | undefined) => given(familyOf(container('web', { user: text })));
const on = (operatingSystem: TaskDefinition['operatingSystem'], text: string | undefined) =>
  given(family([revision(1, taskDefinition([container('web', { user: text })], { operatingSystem }))]));
const root = (facts: Given) => ({
  ...facts,
  reasons: ['root-user web'],
  severity: 'MEDIUM' as const,
});
const unstated = (facts: Given) => ({
  ...facts,
  reasons: ['user-not-stated web'],
  severity: 'LOW' as const,
});
const router = container('log_router', { user: '0', firelens: true });
const WINDOWS = 'WINDOWS_SERVER_2022_CORE';

const DIGEST = sha256('web');
const ARN = 'arn:aws:ecr:eu-west-1:123456789012:repository/web';
const noUser = container('web', { user: undefined });
/** No user is stated; the image is in our registry, and says these users, one for each platform. */
const ofImage = (users: readonly (Readable<string> | Unavailable)[], user?: FamilyUser) => ({
  facts: {
    family: family([revision(1, taskDefinition([noUser]), user ? [user] : [])], user ? [user] : []),
    familyImages: {
      named: { [`${ARN}:1`]: { arn: `${ARN}@${DIGEST}`, digests: [DIGEST] } },
      running: {},
      users: { [`${ARN}@${DIGEST}`]: users },
    },
  },
});
const DENIED = { unavailable: 'denied', what: 'ecr:GetDownloadUrlForLayer' } as const;
const rootOfImage = (facts: Given) => ({
  ...facts,
  reasons: ['root-user-of-image web'],
  severity: 'MEDIUM' as const,
});
const runsOther = serviceUser('web', [1], {
  images: [{ revision: 1, container: 'web', digest: sha256('another') }],
});

export default {
  passes: {
    'no user, but the image has an ordinary one': ofImage(['1000:0']),
    'no user, but the images of all platforms have one': ofImage(['app', '1000']),
    'a number': user('1010'),
    'a number and a group': user('1010:1010'),
    'the group 0 gives nobody root': user('1000:0'),
    'the group root neither': user('1000:root'),
    'a name': user('nginx'),
    'a name that only begins like root': user('rootless'),
    'Fargate is judged alike': given(
      family([revision(1, taskDefinition([container('web')], { requiresCompatibilities: ['FARGATE'] }))]),
    ),
    'an ordinary user, whatever the operating system': on({ unreadable: 'Ref Os' }, '1000'),
    'a log router beside an ordinary container': given(familyOf(container('web'), router)),
  },
  fails: {
    'no user, and the image has none either': rootOfImage(ofImage([undefined])),
    'no user, and the image says root': rootOfImage(ofImage(['root'])),
    'no user, and the image says 0:0': rootOfImage(ofImage(['0:0'])),
    'the image of one platform of two says root': rootOfImage(ofImage(['1000', ''])),
    'root in one platform, another may not be read': rootOfImage(ofImage([DENIED, 'root'])),
    'no user, and the image may not be read': unstated(ofImage([DENIED])),
    'no user, one platform may not be read': unstated(ofImage(['1000', DENIED])),
    'no user, and another image runs than the tag names, which was not read': unstated(
      ofImage(['1000'], runsOther),
    ),
    'no user, and an image that is not in our registry': unstated({
      facts: {
        ...ofImage(['1000']).facts,
        family: familyOf(container('web', { user: undefined, image: 'docker.io/library/nginx:1' })),
      },
    }),
    'root by name': root(user('root')),
    'root by number (peers pass it)': root(user('0')),
    'root by number and group (peers pass it)': root(user('0:0')),
    'root with a group (peers pass it)': root(user('root:root')),
    'root with another group': root(user('0:1000')),
    'root in more zeros': root(user('000')),
    'root with space around': root(user(' root ')),
    'no user: the image decides, which was not read': unstated(user(undefined)),
    'an empty user is none': unstated(user('')),
    'a group without a user is none': unstated(user(':1000')),
    'Fargate is no excuse': root(
      given(
        family([
          revision(
            1,
            taskDefinition([container('web', { user: 'root' })], { requiresCompatibilities: ['FARGATE'] }),
          ),
        ]),
      ),
    ),
    'each container for itself, the worst decides': {
      ...given(familyOf(container('web', { user: 'root' }), container('proxy', { user: undefined }))),
      reasons: ['root-user web', 'user-not-stated proxy'],
      severity: 'MEDIUM',
    },
    'a log router does not excuse the container beside it': root(
      given(familyOf(container('web', { user: '0' }), router)),
    ),
    'a daemon task definition': root(
      given(family([revision(1, taskDefinition([container('web', { user: '0' })], { kind: 'daemon' }))])),
    ),
    'the administrator of Windows': {
      ...on(WINDOWS, 'ContainerAdministrator'),
      reasons: ['administrator-user web'],
      severity: 'MEDIUM',
    },
    'the administrator of Windows, where the system is not stated': {
      ...on(undefined, 'User Manager\\containeradministrator'),
      reasons: ['administrator-user web'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'nothing but a log router, which needs root': { ...given(familyOf(router)), why: /FireLens/ },
    'Windows with an ordinary user': { ...on(WINDOWS, 'ContainerUser'), why: /Windows/ },
    'Windows without a user (peers fail it)': { ...on(WINDOWS, undefined), why: /Windows/ },
  },
  notAvailable: {
    'it may be a log router': {
      ...given(familyOf(container('log_router', { user: '0', firelens: { unreadable: 'Fn::If Router' } }))),
      why: /log_router: firelensConfiguration cannot be read.*Fn::If Router/,
    },
    'an unresolved user': {
      ...given(familyOf(container('web', { user: { unreadable: 'Ref User' } }))),
      why: /web: user cannot be read.*Ref User/,
    },
    'no user on an unresolved operating system': {
      ...on({ unreadable: 'Ref Os' }, undefined),
      why: /operating system/,
    },
    'a revision that could not be read': {
      ...given(family([revision(1, { unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' })])),
      why: /access denied/,
    },
  },
  worse: { before: user(undefined), after: user('root') },
} satisfies Cases;
