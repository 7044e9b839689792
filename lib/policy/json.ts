/** A JSON object that somebody else wrote. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The object in a policy's text: JSON, or JSON as IAM's API returns it, URL-encoded (RFC 3986). `undefined` for what
 * is neither. Never throws.
 */
export function jsonObjectIn(text: string): JsonObject | undefined {
  return parsed(text) ?? parsed(decoded(text));
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
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
