/**
 * A policy's document as JSON has it: IAM's API returns it URL-encoded (RFC 3986). What is no JSON stays text, for
 * those who decide to say so. Never throws.
 */
export function toDocument(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw;
  const found = parsed(raw) ?? parsed(decoded(raw));
  return found === undefined ? raw : found.value;
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
