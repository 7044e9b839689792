import { type Arn, parseArn } from '#domain/arn.ts';
import type { Fields } from '#domain/normalise/fields.ts';
import { fieldsOf, textOf } from '#domain/normalise/fields.ts';
import { toRegionalTrail, toTrail } from '#domain/normalise/trail.ts';
import type { ReadContext } from '#domain/ports.ts';
import { placeOf } from '#domain/resource.ts';
import type { Lister, LiveAccount, Reader } from './account.ts';
import { settle } from './failure.ts';
import type { Shared } from './shelf.ts';

/** The trails a region sees: its own, and the multi-region and organisation trails of others. The answer has no pages. */
const trailsIn = (
  region: string,
  context: Pick<ReadContext, 'freshFrom'>,
  account: LiveAccount,
): Promise<Shared<readonly Fields[]>> =>
  account.shelves.trails.get(region, context, async () => {
    const { trailList = [] } = await (await account.cloudTrail(region)).describeTrails({
      includeShadowTrails: true,
    });
    return trailList.map((trail) => fieldsOf(trail) ?? {});
  });

const arnOf = (trail: Fields): Arn => textOf(trail['TrailARN']) ?? '';

/** Every trail that records what happens in the region of an account, with what its selectors take in. */
export const readTrails: Reader<'trails'> = async ({ arn }, context, account) => {
  const { region } = placeOf(arn);
  // The account as a whole is in no region that could be asked.
  if (region === 'global') return { value: { trails: [] } };
  const { value, readAt } = await trailsIn(region, context, account);
  const calls = await account.cloudTrail(region);
  const trails = [];
  for (const trail of value) {
    const status = await settle(() => calls.getTrailStatus({ Name: arnOf(trail) }));
    const selectors = await settle(() => calls.getEventSelectors({ TrailName: arnOf(trail) }));
    // Deleted while it was read: it records nothing.
    if ('missing' in status || 'missing' in selectors) continue;
    trails.push(toRegionalTrail(trail, status, selectors));
  }
  return { value: { trails }, readAt };
};

export const readTrail: Reader<'trail'> = async ({ arn }, context, account) => {
  const { region } = placeOf(arn);
  const { value, readAt } = await trailsIn(region, context, account);
  const trail = value.find((each) => arnOf(each) === arn);
  if (!trail) return { missing: true };
  const status = await settle(async () => (await account.cloudTrail(region)).getTrailStatus({ Name: arn }));
  return 'missing' in status ? status : { value: toTrail(trail, status), readAt };
};

/** The account's own trails with their home here: others are listed where they are at home. */
export const listTrails: Lister = async ({ region, account: own }, _page, account) => {
  const { value } = await trailsIn(region, {}, account);
  return {
    items: value.map(arnOf).filter((arn) => {
      const parts = parseArn(arn);
      return parts?.region === region && parts.account === own;
    }),
  };
};
