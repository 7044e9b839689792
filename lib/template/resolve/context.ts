import type { Fields } from '#domain/normalise/fields.ts';
import type { Place } from '#domain/resource.ts';
import type { Verdict } from './conditions.ts';

/** What an intrinsic function may ask for. */
export interface Context {
  /** A value with all that is known put in; NO_VALUE for what is not there. */
  resolve(value: unknown): unknown;
  /** What `Ref` of a name gives; undefined: not known. */
  ref(name: string): unknown;
  /** What `Fn::GetAtt` gives; undefined: not known. */
  attribute(logicalId: string, attribute: string): string | undefined;
  condition(name: string): Verdict;
  mapping(name: string): unknown;
  parameter(name: string): Fields | undefined;
  readonly place: Place;
}

/** A function of CloudFormation, from what stands behind its name; undefined: not known before deployment. */
export type Intrinsic = (argument: unknown, context: Context) => unknown;
