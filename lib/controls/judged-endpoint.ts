import { type Evaluation, notApplicable, notAvailable } from '#domain/evaluation.ts';
import { placeOf, type Resource } from '#domain/resource.ts';
import type { VpcEndpoint, VpcUse } from '#domain/vpc.ts';

/** Why an endpoint is not judged at all: it is none of ours, or nobody of ECS is there to reach it. */
export function notJudged(
  { service, serviceName, owner, managed }: VpcEndpoint,
  { users }: VpcUse,
  { arn }: Resource,
): Evaluation | undefined {
  if (service === undefined) return notApplicable(`ECS does not use ${serviceName}`);
  if (users.length === 0) return notApplicable('nothing of ECS runs in its VPC');
  if (managed) return notApplicable('another AWS service made it and keeps it');
  const { account } = placeOf(arn);
  return owner !== '' && owner !== account ? notAvailable(`it belongs to account ${owner}`) : undefined;
}
