import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed, together } from '#domain/evaluation.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';
import type { TrailBucket } from '#domain/trail.ts';

/** One way for everybody to get in, and what would shut it: shut whatever else is unreadable. */
function way(
  open: boolean | Unavailable,
  shut: boolean | Unavailable,
  reason: { readonly code: string; readonly subject: string; readonly message: string },
): Evaluation {
  if (shut === true || open === false) return passed();
  const unread = [open, shut].find(isUnavailable);
  return unread ? notAvailable(sayUnavailable(unread)) : failedIf([reason]);
}

const judge = ({
  name,
  policyPublic,
  restrictsPublicPolicies,
  publicGrants,
  ignoresPublicAcls,
}: TrailBucket): Evaluation =>
  together(
    [
      way(policyPublic, restrictsPublicPolicies, {
        code: 'public-policy',
        subject: name,
        message: `the policy of bucket ${name} lets everyone in`,
      }),
      ...(isUnavailable(publicGrants) || publicGrants.length === 0
        ? [
            way(isUnavailable(publicGrants) ? publicGrants : false, ignoresPublicAcls, {
              code: 'public-acl',
              subject: name,
              message: '',
            }),
          ]
        : publicGrants.map((group) =>
            way(true, ignoresPublicAcls, {
              code: 'public-acl',
              subject: group,
              message: `the ACL of bucket ${name} lets ${group === 'AllUsers' ? 'everyone' : 'everyone with an AWS account'} in`,
            }),
          )),
    ],
    passed(),
  );

export default defineControl({
  id: 'trail-log-bucket-public',
  title: 'The bucket of a trail is not public',
  guidance: ['AUD-3'],
  severity: 'CRITICAL',
  version: 1,
  resourceType: 'AWS::CloudTrail::Trail',
  facts: ['trail', 'trailBucket'],
  parameters: [],
  why: 'The log names every principal, resource and address of the account; and who may write to it can cover traces.',
  blindSpots: [
    'A bucket of another account, such as a log archive, cannot be read from here.',
    'Access points of the bucket are not read.',
  ],
  remediation: {
    text: 'Block public access of the bucket, better of the whole account.',
    cli: 'aws s3api put-public-access-block --bucket <bucket> --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
    cloudFormation:
      'Type: AWS::S3::Bucket\nProperties:\n  PublicAccessBlockConfiguration:\n    BlockPublicAcls: true\n    IgnorePublicAcls: true\n    BlockPublicPolicy: true\n    RestrictPublicBuckets: true\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'CloudTrail.6' }],
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  ],
  evaluate: ({ trailBucket }) => judge(trailBucket),
});
