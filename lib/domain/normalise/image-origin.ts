import type { Container } from '#domain/task-definition.ts';
import { unresolved } from './fields.ts';
import { templateTexts } from './template-texts.ts';

/**
 * Where an image comes from when a template leaves no more than its tag or digest open, which is how most are written:
 * `registry/repository` without either. Nothing for an image that can be read, or whose origin is open too.
 */
export function imageOriginOf(raw: unknown): Pick<Container, 'imageOrigin'> {
  if (unresolved(raw) === undefined) return {};
  const [first, ...others] = new Set(templateTexts(raw).map(originOf));
  return first === undefined || others.length > 0 ? {} : { imageOrigin: first };
}

/** What stands before the tag or digest; undefined where something open stands in it. */
function originOf(text: string): string | undefined {
  const [, origin] = /^([^@]*?)(?::[^:/@]*)?(?:@.*)?$/s.exec(text) ?? [];
  return origin === undefined || origin === '' || origin.includes('${') ? undefined : origin;
}
