import { type Arn, formatArn, parseArn } from './arn.ts';

/**
 * Under which the role, user or group of a name is found, whatever its path: events leave the path out, and a name is
 * unique in an account. AWS has no such ARN. Undefined for what is none of these.
 */
export function nameKeyOf(arn: Arn): Arn | undefined {
  const parts = parseArn(arn);
  const [kind = '', ...rest] = parts?.resource.split('/') ?? [];
  const name = rest.at(-1);
  if (parts?.service !== 'iam' || name === undefined || !/^(role|user|group)$/.test(kind)) return undefined;
  return formatArn({ ...parts, resource: `${kind}-name/${name}` });
}

/** Whether the ARN of a role, user or group says a path, as every real one does that has one. */
export const hasPath = (arn: Arn): boolean => (parseArn(arn)?.resource.split('/').length ?? 0) > 2;

/** The feature of an edge whose user is the one of that name. */
export const NAMED = 'named';
