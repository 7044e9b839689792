import { isUnreadable, type Readable } from '#domain/readable.ts';
import { type Fields, objectsOf, readObject, readText, textOf } from './fields.ts';

/**
 * The operating system of a task definition: `runtimePlatform.operatingSystemFamily`; on EC2 it may be absent, then
 * what the definition requires of `ecs.os-type` (a built-in attribute of container instances: `linux` or `windows`).
 */
export function operatingSystemOf(fields: Fields): Readable<string> {
  const platform = readObject(fields, 'runtimePlatform');
  if (isUnreadable(platform)) return platform;
  return (
    (platform && readText(platform, 'operatingSystemFamily')) ??
    requiredAttribute(fields) ??
    requiredByPlacement(fields)
  );
}

/** `runtimePlatform.cpuArchitecture`. */
export function cpuArchitectureOf(fields: Fields): Readable<string> {
  const platform = readObject(fields, 'runtimePlatform');
  return platform === undefined || isUnreadable(platform) ? platform : readText(platform, 'cpuArchitecture');
}

const requiredAttribute = (fields: Fields): string | undefined => {
  const attribute = objectsOf(fields['requiresAttributes']).find(({ name }) => name === 'ecs.os-type');
  return textOf(attribute?.['value'])?.toUpperCase();
};

/** ECS takes no longer ones (`expression` of a placement constraint, ECS API reference); they are not searched. */
const LONGEST_EXPRESSION = 2_000;
const ALTERNATIVE_OR_NEGATION = /\bor\b|\|\||\bnot\b|!|not_/i;
const OS_TYPE = /attribute:\s*ecs\.os-type\s*(?:==|equals\b|in\b)\s*(?:\[\s*"?(\w+)"?\s*\]|"?(\w+)"?)/i;

/** Only a constraint that every task must meet counts: one with an alternative or a negation is passed over. */
function requiredByPlacement(fields: Fields): string | undefined {
  for (const { expression } of objectsOf(fields['placementConstraints'])) {
    const text = textOf(expression);
    if (text === undefined || text.length > LONGEST_EXPRESSION || ALTERNATIVE_OR_NEGATION.test(text))
      continue;
    const match = OS_TYPE.exec(text);
    const value = match?.[1] ?? match?.[2];
    if (value !== undefined) return value.toUpperCase();
  }
  return undefined;
}
