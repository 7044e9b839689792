import { daysBetween, isOlderThan } from '#controls/ages.ts';
import { isFromScratch, type OriginFacts, originFacts } from '#controls/image-origin.ts';
import { evidenceOfUse } from '#controls/over-platforms.ts';
import { defineControl } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  type Reason,
  together,
} from '#domain/evaluation.ts';
import type { Image, PlatformScan } from '#domain/image.ts';
import type { Instant } from '#domain/instant.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';

/** A scan that has begun is waited for so long after the push; then it is not coming. */
const PATIENCE_DAYS = 1;

export default defineControl({
  id: 'image-scan-current',
  title: 'Images in use have been scanned, and lately',
  guidance: ['CMP-4'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECR::Image',
  facts: ['image', 'imageScan'],
  optionalFacts: ['imageContent', 'approvedBases'],
  parameters: ['scanMaxAgeDays', 'knownPublicBases'],
  why:
    'Of an image that was never scanned, or long ago, nobody knows what is in it. That no vulnerability is listed says ' +
    'nothing then.',
  blindSpots: [
    'Scanners outside ECR and Inspector are not known.',
    'A scan finds what its database knows: programs linked into one file, or copied in by hand, it may not recognise.',
    'A status that we do not know counts as not scanned.',
  ],
  remediation: {
    text:
      'Switch on continuous scanning for the repository (it renews itself), or start a scan; an archived image must be ' +
      'restored first. For an image whose operating system is not supported use enhanced scanning.',
    cli: 'aws ecr start-image-scan --repository-name <repository> --image-id imageDigest=<digest>',
    cloudFormation:
      'Type: AWS::ECR::Repository\nProperties:\n  ImageScanningConfiguration:\n    ScanOnPush: true\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanStatus.html',
  ],
  evaluate: ({ image, imageScan, imageContent, approvedBases }, { parameters, now }) => {
    if (!isUnavailable(imageContent) && imageContent.kind === 'artifact')
      return notApplicable('it is an artifact, no image');
    const origin = isUnavailable(imageContent)
      ? undefined
      : originFacts(imageContent, { imageScan, approvedBases }, parameters);
    const parts = imageScan.platforms.map((scan): Evaluation => {
      if (isUnavailable(scan)) return notAvailable(sayUnavailable(scan));
      return judge(scan, { image, origin, maxAgeDays: parameters.scanMaxAgeDays, now });
    });
    return together(parts, notAvailable('which of its images run is not known'));
  },
});

interface Context {
  readonly image: Image;
  readonly origin: OriginFacts | undefined;
  readonly maxAgeDays: number;
  readonly now: Instant;
}

function judge(scan: PlatformScan, context: Context): Evaluation {
  const { status } = scan;
  if (isUnreadable(status)) return notAvailable(`its scan status cannot be read (${status.unreadable})`);
  switch (status) {
    case 'ACTIVE':
      return passed('it is scanned continuously');
    case 'COMPLETE':
      return judgeAge(scan, context);
    case 'PENDING':
    case 'IN_PROGRESS':
      return isNew(context) ? notAvailable('its scan has not ended yet') : notScanned(scan, context);
    case 'UNSUPPORTED_IMAGE':
      return context.origin && isFromScratch(context.origin)
        ? notApplicable('it is built from scratch: there is no distribution to scan')
        : notScanned(scan, context);
    // Never scanned, or in a state that does not say what is in it, known to us or not.
    case undefined:
    default:
      return notScanned(scan, context);
  }
}

const isNew = ({ image: { pushedAt }, now }: Context): boolean =>
  pushedAt !== undefined && !isOlderThan(pushedAt, PATIENCE_DAYS, now);

function judgeAge({ completedAt }: PlatformScan, { image, maxAgeDays, now }: Context): Evaluation {
  if (completedAt === undefined) return notAvailable('when its scan was completed is not said');
  if (!isOlderThan(completedAt, maxAgeDays, now)) return passed();
  const evidence = { completedAt, days: daysBetween(completedAt, now), ...evidenceOfUse(image) };
  const message = `its last scan is more than ${maxAgeDays} days old`;
  return failedIf([{ code: 'old-scan', subject: '-', severity: 'LOW', message, evidence }]);
}

const WORDS: Readonly<Record<string, string>> = {
  FAILED: 'its scan failed',
  UNSUPPORTED_IMAGE: 'its scan does not support what it is built on',
  SCAN_ELIGIBILITY_EXPIRED: 'it is no longer scanned: the time for which images are scanned has passed',
  FINDINGS_UNAVAILABLE: 'what its scan found is not available',
  LIMIT_EXCEEDED: 'it was not scanned: a limit of the account was reached',
  IMAGE_ARCHIVED: 'it is archived, and archived images are not scanned',
  IMAGE_SIZE_EXCEEDED: 'it is too large to be scanned',
  PENDING: 'its scan does not begin',
  IN_PROGRESS: 'its scan does not end',
};

function notScanned({ status, description }: PlatformScan, { image }: Context): Evaluation {
  const word = typeof status === 'string' ? status : 'never scanned';
  const message =
    typeof status !== 'string'
      ? 'it was never scanned'
      : Object.hasOwn(WORDS, status)
        ? (WORDS[status] ?? '')
        : 'it is in a state of scanning that is not known';
  const reason: Reason = {
    code: 'not-scanned',
    subject: '-',
    severity: 'MEDIUM',
    message,
    evidence: { status: word, ...(description !== undefined && { description }), ...evidenceOfUse(image) },
  };
  return failedIf([reason]);
}
