import type { Container } from '#domain/task-definition.ts';
import { unresolved } from './fields.ts';
import { templateTexts } from './template-texts.ts';

/**
 * Where an image comes from when a template leaves no more than its tag or digest open, which is how most are written:
 * `registry/repository` without either. Nothing for an image that can be read, or whose origin is open too.
 */
export function imageOriginOf(raw: unknown): Pick<Container, 'imageOrigin' | 'imageByDigest'> {
  if (unresolved(raw) === undefined) return {};
  const texts = templateTexts(raw);
  const [first, ...others] = new Set(texts.map(originOf));
  if (first === undefined || others.length > 0) return {};
  const byDigest = texts.every((text) => text.startsWith(`${first}@`));
  return { imageOrigin: first, ...(byDigest && { imageByDigest: true }) };
}

/** What stands before the tag or digest; undefined where something open stands in it. */
function originOf(text: string): string | undefined {
  const [, origin] = /^([^@]*?)(?::[^:/@]*)?(?:@.*)?$/s.exec(text) ?? [];
  return origin === undefined || origin === '' || origin.includes('${') ? undefined : origin;
}
