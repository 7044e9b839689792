import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, type Reason, together } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { Trail } from '#domain/trail.ts';

/** The verdict on one setting that must be there. */
function setting(value: unknown, isGood: boolean, what: string, reason: Omit<Reason, 'subject'>): Evaluation {
  if (isUnreadable(value)) return notAvailable(`${what} cannot be read (${value.unreadable})`);
  return failedIf(isGood ? [] : [{ ...reason, subject: '-' }]);
}

function delivery({ deliveryErrors, bucket }: Trail): Evaluation {
  if (isUnavailable(deliveryErrors)) return notAvailable(sayUnavailable(deliveryErrors));
  if (deliveryErrors.length === 0) return failedIf([]);
  const to = typeof bucket === 'string' ? bucket : '-';
  const reason = {
    code: 'delivery-fails',
    subject: to,
    message: 'the last log file could not be delivered',
    severity: 'HIGH',
    evidence: { errors: deliveryErrors },
  } as const;
  return failedIf([reason]);
}

const judge = (trail: Trail): Evaluation =>
  together(
    [
      delivery(trail),
      setting(trail.multiRegion, trail.multiRegion === true, 'whether it is multi-region', {
        code: 'single-region',
        message: 'it records one region only',
        severity: 'MEDIUM',
      }),
      setting(trail.validation, trail.validation === true, 'log file validation', {
        code: 'no-validation',
        message: 'its files have no digests that would show a change',
        severity: 'MEDIUM',
      }),
      setting(trail.kmsKey, typeof trail.kmsKey === 'string', 'its key', {
        code: 'no-kms-key',
        message: 'its files are not encrypted with a KMS key',
        severity: 'LOW',
      }),
    ],
    failedIf([]),
  );

export default defineControl({
  id: 'trail-integrity',
  title: 'A trail delivers, covers all regions and shows changes of its files',
  guidance: ['AUD-2'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::CloudTrail::Trail',
  facts: ['trail'],
  parameters: [],
  why: 'A log that does not arrive, or could be changed unseen, proves nothing.',
  blindSpots: [
    'Trails are judged in their home region, if that is watched; those of an organisation belong to its management account.',
    'Whether anybody validates the digests is not seen.',
    'That the last delivery failed is known until the next succeeds; for how long is not judged.',
  ],
  remediation: {
    text: 'Make the trail multi-region, switch on log file validation, give it a KMS key; for a failing delivery mend the policy of its bucket and key.',
    cli: 'aws cloudtrail update-trail --name <name> --is-multi-region-trail --enable-log-file-validation --kms-key-id <key>',
    cloudFormation:
      'Type: AWS::CloudTrail::Trail\nProperties:\n  IsMultiRegionTrail: true\n  EnableLogFileValidation: true\n  KMSKeyId: <key>\n',
  },
  mappings: [
    { framework: 'Security Hub', id: 'CloudTrail.2' },
    { framework: 'Security Hub', id: 'CloudTrail.4' },
  ],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html',
  ],
  evaluate: ({ trail }) => judge(trail),
});
