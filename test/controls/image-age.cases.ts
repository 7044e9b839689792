import type { ImageSuccessors } from '#domain/image.ts';
import { config, content, image, platform, sha256 } from '../support/images.ts';
import type { Cases } from './cases.ts';

const built = (created: string | undefined, says: Parameters<typeof image>[0] = {}) => {
  const { created: _created, ...rest } = config();
  return {
    facts: {
      image: image(says),
      imageContent: content([platform({ config: { ...rest, ...(created !== undefined && { created }) } })]),
    },
  };
};
const old = { reasons: ['old-image -'], severity: 'LOW' as const };
const { pushedAt: _pushedAt, ...neverPushed } = image();

const FRESH = '2026-04-04T11:00:00.000Z';
/** An image whose tag names something else now. */
const moved = (successor: ImageSuccessors[string] | undefined, says: Parameters<typeof image>[0] = {}) => {
  const { facts } = built(FRESH, { tags: [], ...says });
  return { facts: { ...facts, imageSuccessors: successor === undefined ? {} : { '1': successor } } };
};
const named = (pushedAt: string | undefined, ...digests: readonly string[]) => ({
  arn: `arn:aws:ecr:eu-west-1:123456789012:repository/team/api@${sha256('newer')}`,
  digests: [sha256('newer'), ...digests],
  ...(pushedAt !== undefined && { pushedAt }),
});
const waits = { reasons: ['newer-waits 1'], severity: 'LOW' as const };

export default {
  passes: {
    'a newer one was pushed an hour ago': moved(named('2026-04-14T11:00:00.000Z')),
    'its tag is gone': moved('gone'),
    'its tag names the index that it is in': moved(named('2026-04-04T12:00:00.000Z', image().digest)),
    'its tag was given back to an older image': moved(named('2026-03-01T12:00:00.000Z')),
    'more time is given for deployments': {
      ...moved(named('2026-04-12T12:00:00.000Z')),
      parameters: { imageDriftHours: 72 },
    },
    'what its tags name now cannot be read, but it carries them all': {
      facts: { ...built(FRESH).facts, imageSuccessors: { unavailable: 'denied', what: 'ecr:BatchGetImage' } },
    },
    'built ten days ago': built('2026-04-04T11:00:00.000Z'),
    'exactly at the limit': built('2025-10-16T12:00:00.000Z'),
    'a reproducible build of 1970: the push counts': built('1970-01-01T00:00:00.000Z'),
    'a reproducible build of 1980: the push counts': built('1980-01-01T00:00:01.000Z'),
    'the year 0: the push counts': built('0001-01-01T00:00:00.000Z'),
    'a clock that ran ahead': built('2027-01-01T00:00:00.000Z'),
    'a longer limit': {
      ...built('2025-01-01T00:00:00.000Z'),
      parameters: { imageMaxAgeDays: 3650 },
    },
  },
  fails: {
    'a newer one waits under its tag for two days': { ...moved(named('2026-04-12T12:00:00.000Z')), ...waits },
    'when it was pushed itself is not said': {
      facts: { ...moved(named('2026-04-12T12:00:00.000Z')).facts, image: { ...neverPushed, tags: [] } },
      ...waits,
    },
    'old, and a newer one waits': {
      facts: {
        ...built('2024-01-01T00:00:00.000Z', { tags: [] }).facts,
        imageSuccessors: { '1': named('2026-04-12T12:00:00.000Z') },
      },
      reasons: ['newer-waits 1', 'old-image -'],
      severity: 'LOW',
    },
    'built long ago': { ...built('2025-10-01T12:00:00.000Z'), ...old },
    'built long ago, though pushed again yesterday (replication renews the push)': {
      ...built('2024-01-01T00:00:00.000Z', { pushedAt: '2026-04-13T12:00:00.000Z' }),
      ...old,
    },
    'no date of build, pushed long ago': {
      ...built(undefined, { pushedAt: '2025-01-01T00:00:00.000Z' }),
      ...old,
    },
    'a shorter limit': {
      ...built('2026-04-04T11:00:00.000Z'),
      parameters: { imageMaxAgeDays: 7 },
      ...old,
    },
    'one platform of an index is old: the worst decides': {
      facts: {
        image: image(),
        imageContent: content([
          platform(),
          platform({ digest: sha256('arm'), config: config({ created: '2024-01-01T00:00:00.000Z' }) }),
        ]),
      },
      ...old,
    },
    'an old platform beside one that could not be read': {
      facts: {
        image: image(),
        imageContent: content([
          { unavailable: 'denied', what: 'ecr:GetDownloadUrlForLayer', digest: sha256('arm') },
          platform({ config: config({ created: '2024-01-01T00:00:00.000Z' }) }),
        ]),
      },
      ...old,
    },
  },
  notApplicable: {
    'a Helm chart is no image': {
      facts: { image: image(), imageContent: content([], { kind: 'artifact' }) },
      why: /artifact/,
    },
  },
  notAvailable: {
    'what its tag names now cannot be read': {
      ...moved({ unavailable: 'denied', what: 'ecr:BatchGetImage' }),
      why: /access denied: ecr:BatchGetImage/,
    },
    'none of its tags could be read': {
      facts: {
        ...moved(undefined).facts,
        imageSuccessors: { unavailable: 'throttled', what: 'ecr:BatchGetImage' },
      },
      why: /throttled/,
    },
    'since when its tag names another image is not said': {
      ...moved(named(undefined)),
      why: /since when tag 1/,
    },
    'neither built nor pushed at a time that is said': {
      facts: { ...built(undefined).facts, image: neverPushed },
      why: /neither when it was built/,
    },
    'a configuration that may not be read': {
      facts: {
        image: image(),
        imageContent: content([
          { unavailable: 'denied', what: 'ecr:GetDownloadUrlForLayer', digest: sha256('x') },
        ]),
      },
      why: /access denied: ecr:GetDownloadUrlForLayer/,
    },
    'an index without images': {
      facts: { image: image(), imageContent: content([], { kind: 'index' }) },
      why: /holds no image/,
    },
  },
  worse: {
    before: built('2024-01-01T00:00:00.000Z'),
    after: {
      facts: {
        ...built('2024-01-01T00:00:00.000Z', { tags: [] }).facts,
        imageSuccessors: { '1': named('2026-04-12T12:00:00.000Z') },
      },
    },
  },
} satisfies Cases;
