import type { FamilyUser } from '#domain/family.ts';
import type { FamilyImages, NamedImage } from '#domain/family-images.ts';
import { container, family, OWN_ECR, revision, serviceUser, taskDefinition } from '../support/facts.ts';
import { sha256 } from '../support/images.ts';
import type { Cases, Given } from './cases.ts';

const INDEX = sha256('index');
const CHILD = sha256('child');
const OLD = sha256('old');
const ARN = 'arn:aws:ecr:eu-west-1:123456789012:repository/web';
const KEY = `${ARN}:1`;
const LAST_WEEK = '2026-04-07T12:00:00.000Z';
const named = (says: Partial<NamedImage> = {}): NamedImage => ({
  arn: `${ARN}@${INDEX}`,
  digests: [INDEX, CHILD],
  ...says,
});
const running = (digest: string, name = 'web') => ({ revision: 1, container: name, digest });
const service = (says: Partial<FamilyUser> = {}) =>
  serviceUser('web', [1], { images: [running(INDEX)], ...says });

function given(
  users: readonly FamilyUser[],
  images: Partial<FamilyImages> = {},
  image = `${OWN_ECR}/web:1`,
): Given {
  const all = users.flatMap((user) =>
    user.images.map(({ digest }) => [`${ARN}@${digest}`, 'there'] as const),
  );
  return {
    facts: {
      family: family([revision(1, taskDefinition([container('web', { image })]), users)], users),
      familyImages: { named: { [KEY]: named() }, running: Object.fromEntries(all), users: {}, ...images },
    },
  };
}
const runs = (...digests: readonly string[]) => [service({ images: digests.map((each) => running(each)) })];
const moved = (pushedAt?: string) => ({
  named: { [KEY]: named(pushedAt === undefined ? {} : { pushedAt }) },
});
const gone = { reasons: [`not-in-repository web ${OWN_ECR}/web`], severity: 'HIGH' as const };
const DENIED = { unavailable: 'denied', what: 'ecr:BatchGetImage' } as const;
const two = [service(), serviceUser('canary', [1], { images: [running(OLD)] })];
const absent = { running: { [`${ARN}@${OLD}`]: 'gone' as const } };

export default {
  passes: {
    'the index that the tag names': given(runs(INDEX)),
    'an image in it: ECS may report either': given(runs(CHILD)),
    'both at once, after a change of platforms': given(runs(INDEX, CHILD)),
    'an older one for less than a day (a push before a deploy is normal)': given(
      runs(OLD),
      moved('2026-04-14T02:00:00.000Z'),
    ),
    'an older one for less than the configured time': {
      ...given(runs(OLD), moved(LAST_WEEK)),
      parameters: { imageDriftHours: 24 * 30 },
    },
    'its tag is gone, but it is there': given(runs(OLD), { named: { [KEY]: 'gone' } }),
    'the digest that the definition names': given(
      runs(CHILD),
      { named: { [`${ARN}@${INDEX}`]: named() } },
      `${OWN_ECR}/web@${INDEX}`,
    ),
    'beside a service without tasks': given([service(), serviceUser('idle', [1])]),
    'an injected container is not looked at': given([
      service({ images: [running(INDEX), running(OLD, 'ecs-service-connect-x')] }),
    ]),
  },
  fails: {
    'an image that its repository does not hold': { ...given(runs(OLD), absent), ...gone },
    'one service of two': {
      ...given(two, { running: { ...absent.running, [`${ARN}@${INDEX}`]: 'there' } }),
      ...gone,
    },
    'its repository is gone altogether': {
      ...given(runs(OLD), { ...absent, named: { [KEY]: 'gone' } }),
      ...gone,
    },
    'its tag names another one for days: an update waits': {
      ...given(runs(OLD), moved(LAST_WEEK)),
      reasons: [`behind-tag web ${OWN_ECR}/web`],
      severity: 'LOW',
    },
    'another one than the digest that is named': {
      ...given(runs(OLD), { named: { [`${ARN}@${INDEX}`]: named() } }, `${OWN_ECR}/web@${INDEX}`),
      reasons: [`other-digest web ${OWN_ECR}/web`],
      severity: 'HIGH',
    },
    'deleted, beside a service whose images are not known': {
      ...given([...runs(OLD), serviceUser('x', [1], { imagesKnown: false })], absent),
      ...gone,
    },
  },
  notApplicable: {
    'nothing runs it': { ...given([]), why: /nothing runs it/ },
    'before deployment': {
      facts: {
        family: { ...family([revision(1, taskDefinition([container('web')]))]), usage: 'unknown' },
        familyImages: { unavailable: 'unsupported', what: 'files' },
      },
      why: /before deployment/,
    },
    'a service without tasks': { ...given([serviceUser('idle', [1])]), why: /no task/ },
    'a service without tasks, of an image that is not known yet': {
      ...given([serviceUser('idle', [1])], {}, 'UPPER'),
      why: /no task/,
    },
    'an image of a public registry': {
      ...given(runs(INDEX), {}, 'public.ecr.aws/nginx/nginx:1'),
      why: /public\.ecr\.aws/,
    },
  },
  notAvailable: {
    "an image in another account's registry": {
      ...given(runs(INDEX), {}, '210987654321.dkr.ecr.eu-west-1.amazonaws.com/web:1'),
      why: /account 210987654321/,
    },
    'a service whose images are not known': {
      ...given([serviceUser('web', [1], { imagesKnown: false })]),
      why: /not known/,
    },
    'a repository that may not be read': {
      ...given(runs(INDEX), { running: { [`${ARN}@${INDEX}`]: DENIED } }),
      why: /access denied/,
    },
    'what its tag names may not be read': {
      ...given(runs(OLD), { named: { [KEY]: DENIED } }),
      why: /access denied/,
    },
    'since when its tag names another is not said': { ...given(runs(OLD)), why: /since when/ },
    'no registry could be asked': {
      facts: { ...given(runs(INDEX)).facts, familyImages: DENIED },
      why: /access denied/,
    },
    'an image that is not known yet': {
      facts: {
        ...given(runs(INDEX)).facts,
        family: family(
          [
            revision(1, taskDefinition([container('web', { image: { unreadable: 'Ref Image' } })]), [
              service(),
            ]),
          ],
          [service()],
        ),
      },
      why: /image cannot be read/,
    },
  },
  worse: { before: given(runs(OLD), moved(LAST_WEEK)), after: given(runs(OLD), absent) },
} satisfies Cases;
