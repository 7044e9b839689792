import { type Arn, parseArn } from '#domain/arn.ts';
import { type PolicyDocument, type PrincipalKind, type PrincipalRecord } from '#domain/identity.ts';
import { isNamed, type Surroundings, toManagedPolicy, toPrincipal } from '#domain/normalise/principal.ts';
import { isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import { descriptionOf, type Recorded } from './recorded.ts';

const KINDS: readonly string[] = ['user', 'role', 'group'] satisfies PrincipalKind[];
const isKind = (kind: string): kind is PrincipalKind => KINDS.includes(kind);

/**
 * A user, role or group from the entries of GetAccountAuthorizationDetails, kept under their ARNs (docs/account-file.md).
 * One that is named without its path is found by its name. Policies and groups that are not in the file are unread.
 */
export function readPrincipal(asked: Arn, recorded: Recorded): Reading<PrincipalRecord> {
  const parts = parseArn(asked);
  const kind = parts?.resource.split('/', 1)[0] ?? '';
  if (parts?.service !== 'iam' || !isKind(kind)) return { missing: true };
  const name = parts.resource.split('/').at(-1) ?? '';
  const arn = recorded.has(asked) ? asked : named(kind, name, parts.account, recorded);
  if (arn === undefined || recorded.get(arn)?.[kind] === null) return { missing: true };
  const described = descriptionOf(recorded, arn, kind);
  if (!described) return { missing: true };
  if (isUnavailable(described)) return described;
  return { value: toPrincipal(kind, arn, described.value, around(arn, recorded)) };
}

const around = (principal: Arn, recorded: Recorded): Surroundings => ({
  policy: (arn) => policyIn(arn, recorded),
  group: (name) => {
    const arn = named('group', name, parseArn(principal)?.account ?? '', recorded);
    const described = arn === undefined ? undefined : descriptionOf(recorded, arn, 'group');
    if (arn === undefined || !described) return undefined;
    return isUnavailable(described) ? described : { arn, detail: described.value };
  },
});

function policyIn(arn: Arn, recorded: Recorded): PolicyDocument | Unavailable | undefined {
  const described = descriptionOf(recorded, arn, 'policy');
  return !described || isUnavailable(described) ? described : toManagedPolicy(arn, described.value);
}

/** A name is unique in an account, whatever the path. */
const named = (kind: PrincipalKind, name: string, account: string, recorded: Recorded): Arn | undefined =>
  [...recorded.keys()].find((each) => {
    const parts = parseArn(each);
    return parts?.service === 'iam' && parts.account === account && isNamed(parts.resource, kind, name);
  });
