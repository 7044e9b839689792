/** What a privileged call to ECS is for: what an attacker would change; which call it is is evidence. */
export type Privilege = 'run' | 'delete' | 'settings' | 'change';

const NAMES: readonly (readonly [Privilege, RegExp])[] = [
  ['run', /^(?:RunTask|StartTask|ExecuteCommand|Create(?:Service|TaskSet|Daemon|ExpressGatewayService))$/],
  ['delete', /^(?:Delete(?!AccountSetting)|Deregister)/],
  ['settings', /AccountSetting/],
  ['change', /^(?:Update|Register)/],
];

/** What a call to ECS is for, by its name (`RunTask`); undefined for one that is not privileged. */
export const privilegeOf = (call: string): Privilege | undefined =>
  NAMES.find(([, names]) => names.test(call))?.[0];

/** In words: what somebody did, and what somebody may do. */
export const SAYS: Readonly<Record<Privilege, { readonly did: string; readonly may: string }>> = {
  run: { did: 'ran or opened something', may: 'run or open something' },
  delete: { did: 'deleted something', may: 'delete something' },
  settings: { did: 'changed account settings', may: 'change account settings' },
  change: { did: 'changed something', may: 'change something' },
};
