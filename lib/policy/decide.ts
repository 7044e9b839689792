import type { Effect, Policy } from './document.ts';
import { type Layer, layerOf } from './layer.ts';
import { accountOf } from './principal.ts';
import { type Question, type Request, requestOf } from './request.ts';
import type { Applied } from './statement.ts';
import { all, any, isUnknown, not, type Truth } from './truth.ts';

/** The policies that bear on a question. What a member account cannot see (SCPs, RCPs) is not among them. */
export interface Policies {
  /** Inline, attached, and of the groups of a user. */
  readonly identity: readonly Policy[];
  readonly boundary?: Policy;
  /** Those that a session was given; a session may do only what they allow too. */
  readonly session?: readonly Policy[];
  /** Of the resource. */
  readonly resource?: Policy;
  /** Of the role that is to be assumed. */
  readonly trust?: Policy;
}

export interface Answer {
  readonly decision: 'ALLOWED' | 'DENIED' | 'DEPENDS';
  /** Of DEPENDS: the context keys that would tell. Filled in, each outcome is ALLOWED or DENIED. */
  readonly dependsOn: readonly string[];
  /** What decided; nothing for a request that no statement speaks of. */
  readonly statements: readonly Deciding[];
}

/** A statement by where it stands. */
export interface Deciding {
  readonly policy: string;
  readonly sid?: string;
  readonly index: number;
  readonly effect: Effect;
}

/** The layers of policies, each as far as it applies to the request. */
interface Layers {
  readonly identity: Layer;
  readonly boundary: Layer | undefined;
  readonly session: Layer | undefined;
  readonly resource: Layer;
  /** A role is assumed and a key is used only if their own policy lets one. */
  readonly resourceMustAllow: boolean;
}

/**
 * Decides a question as AWS does: one Deny that applies denies; otherwise what allows must hold in every layer that
 * limits. Unknown context stays unknown. Source: IAM guide, "How AWS enforcement code logic evaluates requests" and
 * "Cross-account policy evaluation logic".
 */
export function decide(question: Question, policies: Policies): Answer {
  const request = requestOf(question, policies.boundary !== undefined);
  const layers = layersOf(request, policies);
  const whole = [layers.identity, layers.boundary, layers.session, layers.resource].filter(
    (layer) => layer !== undefined,
  );
  const denied = any(whole.map(({ denies }) => denies));
  const truth = all([not(denied), allowed(request, layers)]);
  return answerOf(truth, whole);
}

/**
 * What the policy of a resource (or the trust policy of a role) says by itself: whether it lets who asks in, however
 * it names them. The rest is for their own account to say.
 */
export function decideByResource(question: Question, policy: Policy): Answer {
  const layer = layerOf([policy], requestOf(question, false));
  return answerOf(all([not(layer.denies), layer.allows()]), [layer]);
}

function answerOf(truth: Truth, layers: readonly Layer[]): Answer {
  const deciding = (applies: (one: Applied) => boolean): Answer['statements'] => decidingIn(layers, applies);
  if (isUnknown(truth)) return { decision: 'DEPENDS', dependsOn: truth.on, statements: deciding(() => true) };
  const effect = truth ? 'Allow' : 'Deny';
  return {
    decision: truth ? 'ALLOWED' : 'DENIED',
    dependsOn: [],
    statements: deciding((one) => one.truth === true && one.statement.effect === effect),
  };
}

function layersOf(request: Request, { identity, boundary, session, resource, trust }: Policies): Layers {
  const isAssuming = /^sts:(assumerole|tagsession$|setsourceidentity$)/i.test(request.action);
  const own = isAssuming ? (trust ?? resource) : resource;
  return {
    identity: layerOf(identity, request),
    boundary: boundary && layerOf([boundary], request),
    session: session && layerOf(session, request),
    resource: layerOf(own ? [own] : [], request),
    resourceMustAllow: isAssuming || (resource !== undefined && /^kms:/i.test(request.action)),
  };
}

function allowed(
  request: Request,
  { identity, boundary, session, resource, resourceMustAllow }: Layers,
): Truth {
  const { principal, resourceAccount } = request;
  const direct = resource.allows('direct');
  const account = accountOf(principal);
  if (account === undefined) return direct;
  const limits = all([boundary?.allows() ?? true, session?.allows() ?? principal.type !== 'federated-user']);
  // Root may do all that its account may.
  const entity = all([principal.type === 'root' || identity.allows(), limits]);
  const toRole = all([resource.allows('role'), limits]);
  const toAccount = all([resource.allows('account'), entity]);
  if (resourceAccount !== undefined && resourceAccount !== account) return all([entity, resource.allows()]);
  // A session or user that is named itself is not limited by what other policies leave out.
  return any([direct, toRole, resourceMustAllow ? toAccount : entity]);
}

function decidingIn(layers: readonly Layer[], applies: (one: Applied) => boolean): readonly Deciding[] {
  const statements = new Set(
    layers.flatMap(({ found }) => found.filter(applies).map(({ statement }) => statement)),
  );
  return [...statements].map(({ policy, sid, index, effect }) => ({
    policy,
    ...(sid !== undefined && { sid }),
    index,
    effect,
  }));
}
