import type { RoleUse, UsedAs } from './credentials.ts';
import type { Instant } from './instant.ts';
import { type Edge, featureOf, isLive } from './use.ts';

const USES: readonly string[] = [
  'task',
  'execution',
  'container-instance',
  'infrastructure',
] satisfies RoleUse[];
const isRoleUse = (text: string): text is RoleUse => USES.includes(text);

/** The feature of a use of a role. */
export const asFeature = (use: RoleUse): string => `as:${use}`;

/** As what a role is used, from the edges that point at it. */
export const usedAs = (edges: readonly Edge[], now: Instant): UsedAs => ({
  uses: edges
    .filter((edge) => isLive(edge, now))
    .flatMap((edge) =>
      featureOf(edge, 'as')
        .filter(isRoleUse)
        .map((as) => ({ as, by: edge.user })),
    ),
});
