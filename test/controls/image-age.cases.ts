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

export default {
  passes: {
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
  worse: { cannotGetWorse: 'an image is old or it is not; its age is evidence' },
} satisfies Cases;
