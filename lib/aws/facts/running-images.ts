import type { Arn } from '#domain/arn.ts';
import { type Fields, objectsOf, textOf } from '#domain/normalise/fields.ts';
import { imagesOfRevisions, imagesOfTasks, serviceRevisionsOf } from '#domain/normalise/running-images.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable } from '#domain/reading.ts';
import { placeOf } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { settle } from './failure.ts';
import { servicesWith } from './service.ts';
import type { Shared } from './shelf.ts';
import { tasksOf } from './tasks.ts';

/** Calls of DescribeServiceRevisions take 20 (API reference). */
const REVISIONS_AT_ONCE = 20;

/**
 * The images a service runs: as its revisions resolved them; by its tasks where a revision does not say them
 * (version consistency off) or there is none (deployments by CODE_DEPLOY or EXTERNAL).
 */
export const readRunningImages: Reader<'runningImages'> = async ({ arn }, context, account) => {
  const { service } = context.known;
  if (!service) return { unavailable: 'unreadable', what: 'the service whose images these are' };
  if (service.runningCount === 0) return { value: { images: [], complete: true } };
  if (service.serviceRevisions.length > 0) {
    const found = await settle(() => revisionsOf(arn, service.serviceRevisions, context, account));
    if ('value' in found) {
      const own = service.serviceRevisions.flatMap((each) => found.value.get(each) ?? []);
      const images = imagesOfRevisions(arn, own);
      if (images.complete && own.length === service.serviceRevisions.length)
        return { value: images, readAt: found.readAt };
    } else if (isUnavailable(found) && found.unavailable !== 'unsupported') return found;
  }
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return { value: imagesOfTasks(await tasksOf(service.cluster, account, { serviceName: name })) };
};

/** Service revisions by ARN; in a sweep those of the services that are looked at together. */
async function revisionsOf(
  service: Arn,
  own: readonly Arn[],
  context: ReadContext,
  account: LiveAccount,
): Promise<Shared<ReadonlyMap<Arn, Fields>>> {
  const group = account.groups.services.of(service);
  const others = context.freshFrom === undefined ? [] : await revisionsOfGroup(service, context, account);
  const key = context.freshFrom === undefined ? service : group.join(' ');
  return account.shelves.serviceRevisions.get(key, context, () =>
    describe(placeOf(service).region, [...new Set([...own, ...others])], account),
  );
}

const revisionsOfGroup = async (
  service: Arn,
  context: ReadContext,
  account: LiveAccount,
): Promise<readonly Arn[]> =>
  [...(await servicesWith(service, context, account)).value.values()].flatMap(serviceRevisionsOf);

async function describe(
  region: string,
  arns: readonly Arn[],
  account: LiveAccount,
): Promise<ReadonlyMap<Arn, Fields>> {
  const ecs = await account.ecs(region);
  const found = new Map<Arn, Fields>();
  for (let at = 0; at < arns.length; at += REVISIONS_AT_ONCE) {
    const serviceRevisionArns = arns.slice(at, at + REVISIONS_AT_ONCE);
    const { serviceRevisions } = await ecs.describeServiceRevisions({ serviceRevisionArns });
    for (const each of objectsOf(serviceRevisions)) found.set(textOf(each['serviceRevisionArn']) ?? '', each);
  }
  return found;
}
