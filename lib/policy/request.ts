import { arnParts } from './arn.ts';
import { type Context, type ContextValue, lookUp } from './context.ts';
import { characters } from './pattern.ts';
import { accountOf, type Principal } from './principal.ts';

/** May this principal do this? */
export interface Question {
  readonly principal: Principal;
  /** One action, such as `ecs:UpdateService`. */
  readonly action: string;
  /** An ARN, or `*` for an action on no resource. */
  readonly resource: string;
  readonly context: Context;
}

/** A question as statements read it: its context with all that the request itself decides. */
export interface Request extends Question {
  readonly actionText: readonly string[];
  readonly resourceText: readonly string[];
  /** Of the resource, where its ARN or the context tells. */
  readonly resourceAccount?: string;
  /** Whether a permissions boundary applies to who asks. */
  readonly isBounded: boolean;
}

/**
 * Adds to the context what is certain from the request: what a caller says wins, what is not certain stays unknown.
 * Source: IAM guide, "Global condition context keys", the availability of each.
 */
export function requestOf(question: Question, isBounded: boolean): Request {
  const { principal, resource, context } = question;
  const account = arnParts(resource)?.account ?? '';
  const values = new Map(keysOf(principal));
  if (ACCOUNT.test(account)) values.set('aws:resourceaccount', account);
  for (const [key, value] of context.values) values.set(key, value);
  const whole = { ...context, values };
  const owner = lookUp(whole, 'aws:ResourceAccount');
  return {
    ...question,
    isBounded,
    context: whole,
    actionText: characters(question.action.toLowerCase()),
    resourceText: characters(resource),
    ...(typeof owner === 'string' && { resourceAccount: owner }),
  };
}

const ACCOUNT = /^\d{12}$/;
type Keys = Readonly<Record<string, ContextValue>>;
const derived = new WeakMap<Principal, ReadonlyMap<string, ContextValue>>();

/** What a principal decides, worked out once. */
function keysOf(principal: Principal): ReadonlyMap<string, ContextValue> {
  const known = derived.get(principal) ?? new Map(Object.entries(principalKeys(principal)));
  derived.set(principal, known);
  return known;
}

function principalKeys(principal: Principal): Keys {
  const account = accountOf(principal);
  if (account !== undefined && 'arn' in principal)
    return { ...ofAccount(principal), 'aws:principalaccount': account };
  if (principal.type === 'service')
    return {
      'aws:principalisawsservice': 'true',
      'aws:principalservicename': principal.name,
      'aws:principalorgid': null,
      'aws:principalorgpaths': null,
      'aws:username': null,
    };
  if (principal.type === 'anonymous') return ANONYMOUS;
  return { 'aws:username': null, 'aws:principalservicename': null, 'aws:principalisawsservice': 'false' };
}

const ANONYMOUS: Keys = {
  'aws:principalaccount': 'anonymous',
  'aws:principalarn': null,
  'aws:principalorgid': null,
  'aws:principalorgpaths': null,
  'aws:principaltype': 'Anonymous',
  'aws:principalservicename': null,
  'aws:principalisawsservice': null,
  'aws:username': null,
  'aws:tokenissuetime': null,
  'aws:multifactorauthpresent': null,
  'aws:multifactorauthage': null,
};

const NO_SERVICE: Keys = {
  'aws:principalisawsservice': 'false',
  'aws:principalservicename': null,
  'aws:principalservicenameslist': null,
};

const TYPES = {
  user: 'User',
  role: 'AssumedRole',
  session: 'AssumedRole',
  'federated-user': 'FederatedUser',
  root: 'Account',
} as const;

function ofAccount(principal: Extract<Principal, { readonly arn: string }>): Keys {
  return {
    ...NO_SERVICE,
    // A session does not tell the path of its role.
    ...(principal.type !== 'session' && { 'aws:principalarn': principal.arn }),
    'aws:principaltype': TYPES[principal.type],
    'aws:username': principal.type === 'user' ? principal.name : null,
  };
}
