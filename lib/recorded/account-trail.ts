import type { Arn } from '#domain/arn.ts';
import { toRegionalTrail, toTrail } from '#domain/normalise/trail.ts';
import { toTrailBucket } from '#domain/normalise/trail-bucket.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading } from '#domain/reading.ts';
import { bucketArn, placeOf, resourceOf } from '#domain/resource.ts';
import type { LogBucketPolicy, Trail, TrailBucket, Trails } from '#domain/trail.ts';
import { descriptionOf, entryOf, type Recorded } from './recorded.ts';

/** A status or selectors that are recorded, or why they are not: what is left out is not known. */
function part(recorded: Recorded, arn: Arn, key: string): unknown {
  const entry = entryOf(recorded, arn, key);
  if (!entry) return { unavailable: 'unreadable', what: `${key} of the account file` };
  return isUnavailable(entry) ? entry : entry.value;
}

/** The trails recorded of a region, and the multi-region trails of all others. A file that names none says nothing of them, unless it says so. */
export function readTrails(arn: Arn, recorded: Recorded): Reading<Trails> {
  const { region } = placeOf(arn);
  const arns = [...recorded.keys()]
    .filter((each) => resourceOf(each)?.type === 'AWS::CloudTrail::Trail')
    .sort();
  const said = entryOf(recorded, arn, 'trails');
  if (isUnavailable(said)) return said;
  if (arns.length === 0 && !said) return { value: { trails: [], isSilent: true } };
  const trails = arns.flatMap((each) => {
    const trail = descriptionOf(recorded, each, 'trail');
    if (!trail) return [];
    const raw = isUnavailable(trail) ? {} : trail.value;
    const selectors = isUnavailable(trail) ? trail : part(recorded, each, 'eventSelectors');
    const regional = toRegionalTrail({ ...raw, TrailARN: each }, part(recorded, each, 'status'), selectors);
    return placeOf(each).region === region || regional.multiRegion !== false ? [regional] : [];
  });
  return { value: { trails } };
}

export function readTrail(arn: Arn, recorded: Recorded): Reading<Trail> {
  const trail = descriptionOf(recorded, arn, 'trail');
  if (!trail) return { missing: true };
  if (isUnavailable(trail)) return trail;
  return { value: toTrail({ ...trail.value, TrailARN: arn }, part(recorded, arn, 'status')) };
}

/** A bucket that is not recorded lies in another account. A setting that is left out is not set. */
export function readTrailBucket(arn: Arn, recorded: Recorded, { known }: ReadContext): Reading<TrailBucket> {
  const name = known.trail?.bucket;
  if (typeof name !== 'string') return { unavailable: 'unreadable', what: 'the bucket of the trail' };
  const bucket = descriptionOf(recorded, bucketArn(placeOf(arn), name), 'bucket');
  if (!bucket) return { unavailable: 'elsewhere', what: `bucket ${name}, which is not among this account's` };
  if (isUnavailable(bucket)) return bucket;
  const { value } = bucket;
  return {
    value: toTrailBucket(name, {
      bucketBlock: value['publicAccessBlock'],
      accountBlock: value['accountPublicAccessBlock'],
      policyStatus: value['policyStatus'],
      acl: value['acl'],
      ownership: value['ownershipControls'],
      versioning: value['versioning'],
      objectLock: value['objectLock'],
    }),
  };
}

/** The policy of the bucket; one that is left out is not there. */
export function readLogBucketPolicy(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<LogBucketPolicy> {
  const { trailBucket } = known;
  if (!trailBucket) return { unavailable: 'unreadable', what: 'the bucket of the trail' };
  const bucket = descriptionOf(recorded, bucketArn(placeOf(arn), trailBucket.name), 'bucket');
  if (isUnavailable(bucket)) return bucket;
  const document = bucket?.value['policy'];
  if (isUnavailable(document)) return document;
  return { value: document === undefined || document === null ? {} : { document } };
}
