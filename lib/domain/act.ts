import type { Arn } from './arn.ts';
import type { Change } from './change.ts';
import type { ChangeEvent } from './event.ts';
import { at, list, object, objects, plain, text } from './json.ts';
import { type Principal, principalOf } from './principal.ts';
import type { Place } from './resource.ts';
import { detectSecrets, shownName } from './secrets/detect.ts';
import { isSuspiciousName } from './secrets/names.ts';
import { touchedIn } from './touched.ts';

/**
 * What one CloudTrail record says of who did what, and how: all that a behaviour is judged from. Of the record itself
 * nothing is kept; no value of a variable is in here.
 */
export interface Act {
  /** `ecs` for `ecs.amazonaws.com`. */
  readonly service: string;
  readonly call: string;
  readonly place: Place;
  readonly principal: Principal;
  /** The AWS service that called on the principal's behalf, by host name. */
  readonly through?: string;
  /** The key it was signed with: `long-term` is an access key of a user or of root. */
  readonly key: { readonly kind: 'long-term' | 'temporary' | 'unknown'; readonly id?: string };
  /** Whether the session began with MFA; a long-term key has no session, and many records do not say. */
  readonly mfa?: 'yes' | 'no';
  /** `TLSv1.2`; undefined where the record does not say. */
  readonly tls?: string;
  /** Why it failed, by error code; undefined when it did not. */
  readonly failed?: string;
  readonly signIn?: SignIn;
  readonly overrides?: Overrides;
  /** What it was done to, where a behaviour asks for that; empty where the record does not say. */
  readonly touched: readonly Arn[];
  /** The act as a change: who, when, from where. */
  readonly change: Change;
}

/** A sign-in to the console. */
interface SignIn {
  readonly succeeded?: boolean;
  readonly mfa?: 'yes' | 'no';
}

/** What a started task was given instead of what its definition says. */
interface Overrides {
  readonly taskRole?: string;
  readonly executionRole?: string;
  /** Names of variables that look like secrets; their values are not here. */
  readonly secrets: readonly string[];
  /** Whether the record keeps the variables back. */
  readonly hidden: boolean;
}

/** Reads an act from a record in full or in the reduced form. Total: what is not there, or is of a wrong type, is unknown. */
export function actOf(event: ChangeEvent): Act {
  const { head, detail, request, place, change } = event;
  const identity = object(detail, 'userIdentity');
  const service = head.source.replace(/\.amazonaws\.com$/, '');
  const mfa = yesOrNo(at(identity, 'sessionContext', 'attributes', 'mfaAuthenticated'), 'true', 'false');
  const tls = tlsVersion(at(detail, 'tlsDetails', 'tlsVersion'));
  const failed = failureOf(detail);
  const through = hostName(text(identity, 'invokedBy'));
  return {
    service,
    call: head.name,
    place,
    principal: principalOf(identity, head.account),
    key: keyOf(identity),
    touched: touchedIn(event),
    change,
    ...(through !== undefined && { through }),
    ...(mfa && { mfa }),
    ...(tls !== undefined && { tls }),
    ...(failed !== undefined && { failed }),
    ...(head.name === 'ConsoleLogin' && { signIn: signInOf(detail) }),
    ...(isObjectAt(request, 'overrides') && { overrides: overridesOf(object(request, 'overrides')) }),
  };
}

const isObjectAt = (value: unknown, key: string): boolean => Object.keys(object(value, key)).length > 0;

/** Strings in CloudTrail's records, and booleans in copies of them. */
function yesOrNo(value: unknown, yes: string, no: string): 'yes' | 'no' | undefined {
  const said = String(typeof value === 'string' || typeof value === 'boolean' ? value : '').toLowerCase();
  if (said === yes) return 'yes';
  return said === no ? 'no' : undefined;
}

/** `AWS Internal` is no service: ECR says so of what a person's or program's own `docker push` does. */
const hostName = (invokedBy: string | undefined): string | undefined =>
  invokedBy !== undefined && /^[a-z0-9.-]{1,100}\.amazonaws\.com(?:\.cn)?$/.test(invokedBy)
    ? invokedBy
    : undefined;

/** Access key ids begin with what they are (IAM user guide, "Understanding unique ID prefixes"). */
function keyOf(identity: object): Act['key'] {
  const id = text(identity, 'accessKeyId') ?? '';
  if (/^AKIA[A-Z0-9]{12,124}$/.test(id)) return { kind: 'long-term', id };
  if (/^ASIA[A-Z0-9]{12,124}$/.test(id)) return { kind: 'temporary' };
  const began = text(identity, 'sessionContext', 'attributes', 'creationDate');
  return { kind: id === '' && began !== undefined ? 'temporary' : 'unknown' };
}

const tlsVersion = (value: unknown): string | undefined =>
  typeof value === 'string' && /^(?:TLSv1(?:\.\d)?|TLSv\d\.\d|SSLv\d)$/.test(value)
    ? value.replace(/^TLSv1$/, 'TLSv1.0')
    : undefined;

function failureOf(detail: object): string | undefined {
  const code = at(detail, 'errorCode');
  if (code !== undefined && code !== null && code !== '') return plain(code) || 'for a reason unknown';
  return text(detail, 'responseElements', 'ConsoleLogin') === 'Failure' ? 'Failure' : undefined;
}

/** An identifier of the device stands there only when one was used. */
function signInOf(detail: object): SignIn {
  const outcome = text(detail, 'responseElements', 'ConsoleLogin');
  const device = text(detail, 'additionalEventData', 'MFAIdentifier');
  const mfa =
    device !== undefined ? 'yes' : yesOrNo(at(detail, 'additionalEventData', 'MFAUsed'), 'yes', 'no');
  return {
    ...((outcome === 'Success' || outcome === 'Failure') && { succeeded: outcome === 'Success' }),
    ...(mfa && { mfa }),
  };
}

function overridesOf(overrides: object): Overrides {
  const taskRole = text(overrides, 'taskRoleArn');
  const executionRole = text(overrides, 'executionRoleArn');
  const containers = objects(overrides, 'containerOverrides');
  const secrets = containers.flatMap((container) => secretsIn(list(container, 'environment')));
  return {
    ...(taskRole !== undefined && { taskRole: plain(taskRole) }),
    ...(executionRole !== undefined && { executionRole: plain(executionRole) }),
    secrets: [...new Set(secrets)].sort(),
    hidden: containers.some((container) => text(container, 'environment') !== undefined),
  };
}

/** By value where the record has it, by name where it travels reduced; the values go no further than this. */
function secretsIn(variables: readonly unknown[]): readonly string[] {
  const named = variables.flatMap((variable) => {
    const name = text(variable, 'name');
    return name === undefined ? [] : [{ name, text: text(variable, 'value') }];
  });
  const valued = named.flatMap(({ name, text: value }) =>
    value === undefined ? [] : [{ name, text: value }],
  );
  const bare = named.filter(({ name, text: value }) => value === undefined && isSuspiciousName(name));
  return [...detectSecrets(valued).map(({ name }) => name), ...bare.map(({ name }) => shownName(name))];
}
