const DAY = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i;
const EPOCH = /^-?\d+(?:\.\d+)?$/;

/**
 * A moment as a policy may write it, in seconds since 1970: a W3C date (`2026`, `2026-05`, `2026-05-01`,
 * `2026-05-01T10:00Z`, with seconds and an offset too) or seconds since 1970. Four digits are a year; without an
 * offset it is UTC. `undefined` for anything else. Source: IAM guide, "Date condition operators".
 */
export function momentOf(text: string): number | undefined {
  const match = DAY.exec(text.trim());
  if (!match) return EPOCH.test(text.trim()) ? Number(text) : undefined;
  const [, year = '', month = '01', day = '01', hours = '00', minutes = '00', seconds = '00', zone = 'Z'] =
    match;
  const at = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}${zone.replace(/(\d\d)(\d\d)$/, '$1:$2').toUpperCase()}`;
  const milliseconds = Date.parse(at);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
