import type { Effect, Policy } from './document.ts';
import type { PrincipalMatch } from './principal.ts';
import type { Request } from './request.ts';
import { type Applied, applied } from './statement.ts';
import { any, type Truth } from './truth.ts';

/** The statements of one kind of policies that may apply to a request. */
export interface Layer {
  /** In the order of the documents. */
  readonly found: readonly Applied[];
  /** Whether something denies. */
  readonly denies: Truth;
  /** Whether something allows: in any way, or naming who asks in one. */
  readonly allows: (match?: PrincipalMatch) => Truth;
}

export function layerOf(policies: readonly Policy[], request: Request): Layer {
  const found = policies.flatMap(({ statements }) => statements.flatMap((each) => applied(each, request)));
  const truths = (effect: Effect, match?: PrincipalMatch): readonly Truth[] =>
    found.flatMap((one) =>
      one.statement.effect === effect && (match === undefined || one.match === match) ? [one.truth] : [],
    );
  return {
    found,
    denies: any(truths('Deny')),
    allows: (match) => any(truths('Allow', match)),
  };
}
