import type { AccessKey, Credentials } from '#domain/credentials.ts';
import { type Instant, toInstant } from '#domain/instant.ts';

/**
 * The credentials of every user by name, from the CSV of IAM's credential report (IAM user guide, "Credential reports").
 * It has neither ids nor inactive keys. A row that is not as the head says is left out: who is missing is asked for.
 */
export function toReportedCredentials(csv: string): ReadonlyMap<string, Credentials> {
  const [head = '', ...rows] = csv.split(/\r?\n/);
  const columns = head.split(',');
  const found = rows.flatMap((row): [string, Credentials][] => {
    const fields = row.split(',');
    if (fields.length !== columns.length) return [];
    const at = (column: string): string => fields[columns.indexOf(column)] ?? '';
    const name = at('user');
    if (name === '' || name === ROOT || !SAYS.every((column) => /^(true|false)$/i.test(at(column))))
      return [];
    const keys = ['1', '2'].flatMap((number) => keyIn(`access_key_${number}`, at));
    return [
      [
        name,
        {
          consolePassword: isTrue(at('password_enabled')),
          mfaDevices: isTrue(at('mfa_active')) ? 1 : 0,
          accessKeys: keys.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
        },
      ],
    ];
  });
  return new Map(found);
}

const ROOT = '<root_account>';
/** What must be said one way or the other. */
const SAYS = ['password_enabled', 'mfa_active', 'access_key_1_active', 'access_key_2_active'];
const isTrue = (text: string): boolean => text.toLowerCase() === 'true';

function keyIn(prefix: string, at: (column: string) => string): readonly AccessKey[] {
  if (!isTrue(at(`${prefix}_active`))) return [];
  const lastUsedAt = toInstant(at(`${prefix}_last_used_date`));
  const service = at(`${prefix}_last_used_service`);
  return [
    {
      active: true,
      createdAt: toInstant(at(`${prefix}_last_rotated`)) ?? LONG_AGO,
      ...(lastUsedAt !== undefined && { lastUsedAt }),
      ...(/^[a-z0-9-]{1,63}$/.test(service) && { lastUsedService: service }),
    },
  ];
}

/** A key that does not say its age is as old as can be. */
const LONG_AGO: Instant = '1970-01-01T00:00:00.000Z';
