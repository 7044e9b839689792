import { assembleFamily, type Family } from '#domain/family.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import type { Reader } from './reader.ts';

/**
 * The family of a task definition: the one revision that the template registers. Who else uses it nobody can tell, so
 * a family that nothing in the template uses is not unused.
 */
export const readFamily: Reader<Family> = ({ arn, declared }, _account, { users, now }) => {
  const revision = `${arn}:1`;
  const kind = declared.type === 'AWS::ECS::DaemonTaskDefinition' ? 'daemon' : 'task';
  const description = toTaskDefinition(declared.fields, kind);
  const family = assembleFamily(arn, revision, new Map([[revision, description]]), users, now);
  if (!family) return { missing: true };
  return { value: family.usage === 'unused' ? { ...family, usage: 'unknown' } : family };
};
