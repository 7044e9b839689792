import { defineControl } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  type Reason,
} from '#domain/evaluation.ts';
import { globalRegionOf } from '#domain/partition.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import { placeOf, type Resource } from '#domain/resource.ts';
import { AUDITED_SOURCES, type AuditedSource, type RegionalTrail, type Trails } from '#domain/trail.ts';

const KINDS = ['write', 'read'] as const;
type Kind = (typeof KINDS)[number];

/** Whether a trail records these events: yes, no, or why that cannot be told. */
function records(trail: RegionalTrail, kind: Kind, source: AuditedSource): boolean | string {
  const { name, logging, coverage } = trail;
  if (logging === false) return false;
  if (isUnavailable(coverage)) return `trail ${name}: ${sayUnavailable(coverage)}`;
  if (!coverage[kind].includes(source)) return false;
  return isUnavailable(logging) ? `trail ${name}: ${sayUnavailable(logging)}` : true;
}

/**
 * IAM's events are recorded where the partition has its global services: a single-region trail of elsewhere does not
 * take them in, and one of there is not seen from here.
 */
function recordsIn(
  trail: RegionalTrail,
  kind: Kind,
  source: AuditedSource,
  isHome: boolean,
): boolean | string {
  const found = records(trail, kind, source);
  if (source !== 'iam.amazonaws.com' || isHome || found === false || trail.multiRegion === true) return found;
  return trail.multiRegion === false || trail.multiRegion === undefined
    ? false
    : `trail ${trail.name}: whether it is multi-region cannot be read`;
}

type Finding = { readonly reason: Reason } | { readonly unknown: string } | undefined;

function judge({ trails }: Trails, kind: Kind, source: AuditedSource, isHome: boolean): Finding {
  const found = trails.map((trail) => recordsIn(trail, kind, source, isHome));
  if (found.includes(true)) return undefined;
  const unknown = found.find((each) => typeof each === 'string');
  if (unknown !== undefined) return { unknown };
  if (source === 'iam.amazonaws.com' && !isHome)
    return {
      unknown: `no multi-region trail records ${kind} events of IAM; one of the global region is not seen from here`,
    };
  const name = source.slice(0, source.indexOf('.'));
  const stopped = trails.filter(({ logging }) => logging === false).map((trail) => trail.name);
  return {
    reason: {
      code: `no-${kind}-events`,
      subject: source,
      message: `no trail records the ${kind} events of ${name}${stopped.length > 0 ? ` (stopped: ${stopped.join(', ')})` : ''}`,
      severity: kind === 'write' ? 'CRITICAL' : 'MEDIUM',
      evidence: { trails: trails.map((trail) => trail.name).toSorted() },
    },
  };
}

function evaluate({ trails }: { readonly trails: Trails }, resource: Resource): Evaluation {
  const { region } = placeOf(resource.arn);
  if (region === 'global') return notApplicable('trails are judged in each region of the account');
  if (trails.isSilent) return notApplicable('the account file says nothing of trails');
  const isHome = globalRegionOf(region) === region;
  const found = KINDS.flatMap((kind) => AUDITED_SOURCES.map((source) => judge(trails, kind, source, isHome)));
  const reasons = found.flatMap((each) => (each && 'reason' in each ? [each.reason] : []));
  if (reasons.length > 0) return failedIf(reasons);
  const unknown = found.flatMap((each) => (each && 'unknown' in each ? [each.unknown] : []));
  return unknown[0] === undefined ? passed() : notAvailable(unknown[0]);
}

export default defineControl({
  id: 'trail-coverage',
  title: 'Trails record all management events of ECS, ECR and IAM',
  guidance: ['AUD-2'],
  severity: 'CRITICAL',
  version: 1,
  resourceType: 'AWS::::Account',
  facts: ['trails'],
  parameters: [],
  why: 'What no trail records cannot be investigated; and EventBridge only gets the calls that a trail records, so this monitor is blind to them too.',
  blindSpots: [
    'Event data stores of CloudTrail Lake are not read: they keep events but bring none to EventBridge.',
    'Advanced selectors with other fields than eventCategory, eventSource and readOnly leave events out; they count for nothing here, even if other selectors take in what they leave.',
    'A hand-made account file that names no trail is not judged: "trails": [] says that there is none.',
    'IAM is judged where the partition has its global services (us-east-1, cn-north-1, us-gov-west-1); elsewhere only multi-region trails tell.',
  ],
  remediation: {
    text: 'Let one multi-region trail record all management events, read and write.',
    cli: 'aws cloudtrail create-trail --name <name> --s3-bucket-name <bucket> --is-multi-region-trail --enable-log-file-validation && aws cloudtrail start-logging --name <name>',
    cloudFormation:
      'Type: AWS::CloudTrail::Trail\nProperties:\n  IsLogging: true\n  IsMultiRegionTrail: true\n  IncludeGlobalServiceEvents: true\n  EnableLogFileValidation: true\n  S3BucketName: <bucket>\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'CloudTrail.1' }],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/logging-using-cloudtrail.html',
  ],
  evaluate: (facts, { resource }) => evaluate(facts, resource),
});
