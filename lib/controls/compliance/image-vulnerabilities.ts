import { evidenceOfUse } from '#controls/over-platforms.ts';
import { counts, isOverdue } from '#controls/vulnerable.ts';
import { defineControl } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  type Reason,
  together,
} from '#domain/evaluation.ts';
import { exposureOfImage, type Image, type PlatformScan, type Vulnerability } from '#domain/image.ts';
import type { Instant } from '#domain/instant.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { Parameters } from '#domain/settings.ts';
import { rank } from '#domain/severity.ts';

/** Scans that say what an image has; every other state says nothing, not that it has none. */
const TELLING: readonly unknown[] = ['COMPLETE', 'ACTIVE'];
/** A state item holds every fingerprint; an image with so many failures has enough of them. */
const MAX_REASONS = 100;

export default defineControl({
  id: 'image-vulnerabilities',
  title: 'Images in use have no known vulnerability for long that an update ends',
  guidance: ['CMP-4'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECR::Image',
  facts: ['image', 'imageScan'],
  optionalFacts: ['imageContent'],
  parameters: ['vulnerabilities'],
  why:
    'What is known of an image that runs, an attacker knows too; where an update is ready there is no reason to keep ' +
    'running the fault. An exploitable critical one that the internet reaches is CRITICAL, from the first day.',
  blindSpots: [
    'Basic scanning says neither whether an update is ready, nor since when a vulnerability is known, nor whether it is exploited: those are MEDIUM, and their days count from the push.',
    'Vulnerabilities of medium and lower severity, and those that Inspector suppresses or has closed, are not looked at.',
    'At most 100 are listed of one image, the gravest first. A CRITICAL one is told by itself; HIGH ones are told once for each package.',
    'What a scanner does not recognise (programs linked into one file, copies made by hand) is not there.',
  ],
  remediation: {
    text: 'Update the packages that are named, build the image again, push it and deploy it.',
    cli: 'aws ecr describe-image-scan-findings --repository-name <repository> --image-id imageDigest=<digest>',
    cloudFormation:
      '# The image is mended where it is built. Continuous scanning belongs to the registry:\nType: AWS::ECR::Repository\nProperties:\n  ImageScanningConfiguration:\n    ScanOnPush: true\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_EnhancedImageScanFinding.html',
  ],
  evaluate: ({ image, imageScan, imageContent }, { parameters: { vulnerabilities }, now }) => {
    if (!isUnavailable(imageContent) && imageContent.kind === 'artifact')
      return notApplicable('it is an artifact, no image');
    const parts = imageScan.platforms.map(
      (scan): Evaluation =>
        isUnavailable(scan)
          ? notAvailable(sayUnavailable(scan))
          : TELLING.includes(scan.status)
            ? failedIf(reasonsIn(scan, { image, limits: vulnerabilities, now }))
            : notAvailable('it has no scan that says what is in it (image-scan-current says why)'),
    );
    return shortest(together(parts, notAvailable('which of its images run is not known')));
  },
});

interface Context {
  readonly image: Image;
  readonly limits: Parameters['vulnerabilities'];
  readonly now: Instant;
}

/** A CRITICAL vulnerability is one failure; the HIGH ones of a package are one, which one update ends. */
function reasonsIn({ vulnerabilities }: PlatformScan, context: Context): readonly Reason[] {
  const { image, limits, now } = context;
  const onInternet = exposureOfImage(image) === 'internet';
  const open = vulnerabilities
    .filter((each) => counts(each, limits))
    .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const urgent = open.filter((each) => onInternet && isExploitable(each));
  const overdue = open.filter(
    (each) => !urgent.includes(each) && isOverdue(each, image.pushedAt, limits, now),
  );
  const critical = overdue.filter(({ severity }) => severity === 'CRITICAL');
  const high = overdue.filter(({ severity }) => severity === 'HIGH');
  return [
    ...[...Map.groupBy(urgent, nameOf).values()].map((each) => exploitable(each, image)),
    ...[...Map.groupBy(critical, nameOf).values()].map((each) => vulnerable('critical', each, context)),
    ...[...Map.groupBy(high, (each) => each.package).values()].map((each) =>
      vulnerable('high', each, context),
    ),
  ];
}

const isExploitable = ({ severity, exploit, fix }: Vulnerability): boolean =>
  severity === 'CRITICAL' && exploit && fix === 'available';
const nameOf = (each: Vulnerability): string => `${each.id} ${each.package}`;

const exploitable = (each: readonly Vulnerability[], image: Image): Reason => ({
  code: 'exploitable-vulnerability',
  subject: each[0] ? nameOf(each[0]) : '-',
  severity: 'CRITICAL',
  message: `the internet reaches ${each[0]?.package}, whose critical ${each[0]?.id} has an exploit and an update`,
  evidence: evidenceOfUse(image),
});

function vulnerable(
  kind: 'critical' | 'high',
  each: readonly Vulnerability[],
  { image, limits }: Context,
): Reason {
  const [first] = each;
  const isKnown = each.some(({ fix }) => fix === 'available');
  const ids = [...new Set(each.map(({ id }) => id))];
  const what = ids.length === 1 ? `${kind} ${ids[0]}` : `${ids.length} ${kind} vulnerabilities`;
  return {
    code: `${kind}-vulnerability`,
    subject: first === undefined ? '-' : kind === 'critical' ? nameOf(first) : first.package,
    severity: isKnown || !limits.onlyFixable ? 'HIGH' : 'MEDIUM',
    message: `package ${first?.package} has ${what}${isKnown ? ', which an update ends' : ''}`,
    evidence: { ids: ids.slice(0, 10), count: ids.length, ...evidenceOfUse(image) },
  };
}

/** The gravest of very many. */
function shortest(evaluation: Evaluation): Evaluation {
  if (evaluation.status !== 'FAILED' || evaluation.reasons.length <= MAX_REASONS) return evaluation;
  const worstFirst = evaluation.reasons.toSorted(
    (a, b) => rank(a.severity ?? 'HIGH') - rank(b.severity ?? 'HIGH') || (a.subject < b.subject ? -1 : 1),
  );
  return failedIf(worstFirst.slice(0, MAX_REASONS));
}
