import type { ImageScan } from '#domain/image.ts';
import { config, content, image, platform, platformScan, scan, sha256, step } from '../support/images.ts';
import type { Cases } from './cases.ts';

const given = (...platforms: ImageScan['platforms']) => ({
  facts: {
    image: image(),
    imageScan: scan(...platforms),
    imageContent: content([platform({ config: config({ history: [step('import')] }) })]),
    approvedBases: { bases: [], unread: [] },
  },
});
const basic = (says: Parameters<typeof platformScan>[0]) => given(platformScan({ enhanced: false, ...says }));
const at = (status: string) => basic({ status });
const not = { reasons: ['not-scanned -'], severity: 'MEDIUM' as const };
const old = { reasons: ['old-scan -'], severity: 'LOW' as const };
const DENIED = {
  unavailable: 'denied',
  what: 'ecr:DescribeImageScanFindings',
  digest: sha256('arm'),
} as const;
const fresh = { image: image({ pushedAt: '2026-04-14T11:00:00.000Z' }) };
const scratch = { imageContent: content([platform()]) };

export default {
  passes: {
    'scanned continuously': at('ACTIVE'),
    'a basic scan of this week': basic({ status: 'COMPLETE', completedAt: '2026-04-10T12:00:00.000Z' }),
    'a basic scan exactly at the limit': basic({
      status: 'COMPLETE',
      completedAt: '2026-03-15T12:00:00.000Z',
    }),
    'an older one within the configured age': {
      ...basic({ status: 'COMPLETE', completedAt: '2026-01-01T12:00:00.000Z' }),
      parameters: { scanMaxAgeDays: 365 },
    },
    'the images of both platforms': given(platformScan(), platformScan({ digest: sha256('arm') })),
    'what it is made of need not be known': {
      facts: { ...at('ACTIVE').facts, imageContent: DENIED },
    },
  },
  fails: {
    'never scanned (peers look at an older image then)': { ...basic({ status: undefined }), ...not },
    'a scan that failed': { ...at('FAILED'), ...not },
    'no longer scanned (peers pass it)': { ...at('SCAN_ELIGIBILITY_EXPIRED'), ...not },
    'findings not available (peers pass it)': { ...at('FINDINGS_UNAVAILABLE'), ...not },
    'archived (peers pass it)': { ...at('IMAGE_ARCHIVED'), ...not },
    'a limit of the account': { ...at('LIMIT_EXCEEDED'), ...not },
    'too large': { ...at('IMAGE_SIZE_EXCEEDED'), ...not },
    'a status that nobody knows yet': { ...at('QUANTUM_SCANNED'), ...not },
    'a status with the name of a built-in property': { ...at('constructor'), ...not },
    'unsupported, and not from scratch (peers pass it)': { ...at('UNSUPPORTED_IMAGE'), ...not },
    'unsupported, and what it is built on cannot be read': {
      facts: { ...at('UNSUPPORTED_IMAGE').facts, imageContent: DENIED },
      ...not,
    },
    'pending for days (peers pass it)': { ...at('PENDING'), ...not },
    'in progress for days': { ...at('IN_PROGRESS'), ...not },
    'a basic scan of long ago': {
      ...basic({ status: 'COMPLETE', completedAt: '2026-01-01T12:00:00.000Z' }),
      ...old,
    },
    'one platform of two': {
      ...given(platformScan(), platformScan({ digest: sha256('arm'), status: 'FAILED' })),
      ...not,
    },
    'one platform of two, the other may not be read': {
      ...given(DENIED, platformScan({ status: 'FAILED' })),
      ...not,
    },
  },
  notApplicable: {
    'unsupported because it is built from scratch': {
      facts: { ...at('UNSUPPORTED_IMAGE').facts, ...scratch },
      why: /from scratch/,
    },
    'an artifact': {
      facts: { ...at('UNSUPPORTED_IMAGE').facts, imageContent: content([], { kind: 'artifact' }) },
      why: /artifact/,
    },
  },
  notAvailable: {
    'pending, just pushed': { facts: { ...at('PENDING').facts, ...fresh }, why: /not ended yet/ },
    'in progress, just pushed': { facts: { ...at('IN_PROGRESS').facts, ...fresh }, why: /not ended yet/ },
    'complete, but when is not said': { ...at('COMPLETE'), why: /not said/ },
    'one platform that may not be read': { ...given(platformScan(), DENIED), why: /access denied/ },
    'a status that is no text': {
      ...basic({ status: { unreadable: 'status is not a text' } }),
      why: /cannot be read/,
    },
    'no platform at all': { ...given(), why: /not known/ },
  },
  worse: {
    before: basic({ status: 'COMPLETE', completedAt: '2026-01-01T12:00:00.000Z' }),
    after: at('SCAN_ELIGIBILITY_EXPIRED'),
  },
} satisfies Cases;
