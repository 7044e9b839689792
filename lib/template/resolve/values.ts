import { fieldsOf, unresolved } from '#domain/normalise/fields.ts';
import { dependsOnPlace } from '#domain/undeployed.ts';

/** `AWS::NoValue`: the property or item is not there. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** Longer texts are taken for unknown: CloudFormation takes 4,096 characters for a parameter, ECS 64 KiB for all. */
export const LONGEST_TEXT = 200_000;

/** The items of a list; none of everything else. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A plain value as CloudFormation writes it into a text; undefined for what is none. */
export const scalarText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

/** Whether anything in a value is decided only at deployment. */
export function hasUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  const fields = fieldsOf(value);
  if (!fields) return false;
  return unresolved(fields) !== undefined || Object.values(fields).some(hasUnknown);
}

/** Whether two values are equal: true and false are for sure, undefined is not known before deployment. */
export function areEqual(a: unknown, b: unknown): boolean | undefined {
  const [left, right] = [scalarText(a), scalarText(b)];
  if (left !== undefined && right !== undefined) {
    if (left === right) return true;
    return dependsOnPlace(left) || dependsOnPlace(right) ? undefined : false;
  }
  if (JSON.stringify(a) === JSON.stringify(b)) return true;
  return hasUnknown(a) || hasUnknown(b) ? undefined : false;
}
