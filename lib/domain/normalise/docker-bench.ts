import { type BenchReport, type InvalidReport, LARGEST_REPORT } from '#domain/docker-bench.ts';
import { after, type Instant } from '#domain/instant.ts';
import { type Fields, fieldsOf, objectsOf, textOf } from './fields.ts';

/** Versions of Docker Bench whose reports are understood. */
const VERSIONS: ReadonlySet<string> = new Set(['1.6.0']);
/** Host, daemon, its files, images, containers: the others are of swarm mode and the enterprise edition. */
const SECTIONS = ['1', '2', '3', '4', '5'] as const;
const RESULTS: ReadonlySet<unknown> = new Set(['PASS', 'WARN', 'INFO', 'NOTE']);
const TEST_ID = /^\d(?:\.\d{1,2}){1,2}$/;
/** A report has no field for it: scored tests say so at the end of their description. */
const SCORED = /\((?:Automated|Scored)\)$/;
/** How far a clock may be ahead. */
const CLOCK_MS = 300_000;

const invalid = (why: string): InvalidReport => ({ invalid: why });

/**
 * Reads a report as it lies in the bucket: `{"schema": 1, "instance": "i-…", "report": {…}}`. It must be of this
 * machine, whole, and of no later moment than now. Never throws; what is wrong is said without repeating any of it.
 */
export function parseStoredReport(text: string, instance: string, now: Instant): BenchReport | InvalidReport {
  const fields = parsed(text);
  if (!fields) return NO_JSON;
  if (fields['schema'] !== 1) return invalid('does not say which machine it is of');
  if (fields['instance'] !== instance) return invalid('says that it is of another machine');
  return toReport(fieldsOf(fields['report']) ?? {}, now);
}

/** Reads a report as Docker Bench itself writes it (`-l FILE` makes FILE.json). */
export function parseBareReport(text: string, now: Instant): BenchReport | InvalidReport {
  const fields = parsed(text);
  return fields ? toReport(fields, now) : NO_JSON;
}

const NO_JSON = invalid('is no JSON: it was cut off, or made by a run of single checks');

function parsed(text: string): Fields | undefined {
  if (text.length > LARGEST_REPORT) return undefined;
  try {
    return fieldsOf(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return undefined;
  }
}

function toReport(fields: Fields, now: Instant): BenchReport | InvalidReport {
  const version = textOf(fields['dockerbenchsecurity']);
  if (version === undefined) return invalid('is no report of Docker Bench');
  if (!VERSIONS.has(version)) return invalid('is of a version that is not known');
  const [start, end] = [fields['start'], fields['end']];
  if (!isSeconds(start) || !isSeconds(end)) return invalid('has no end: the run was broken off');
  if (end < start) return invalid('ends before it begins');
  const endedAt = new Date(end * 1000).toISOString();
  if (endedAt > after(now, CLOCK_MS))
    return invalid('is of a later moment than now: the clock of its machine is ahead');
  const tests = objectsOf(fields['tests']);
  const sections = SECTIONS.map((id) => objectsOf(tests.find((each) => each['id'] === id)?.['results']));
  if (sections.some((results) => results.length === 0))
    return invalid('lacks a section: the run was broken off, or made for single checks');
  const results = sections.flat();
  if (!results.every(({ id, result }) => typeof id === 'string' && TEST_ID.test(id) && RESULTS.has(result)))
    return invalid('holds a result that is not known');
  return {
    version,
    endedAt,
    warned: [...new Set(results.filter(isFailure).map(({ id }) => String(id)))].sort(byNumber),
  };
}

/** Seconds since 1970, up to the year 9999. */
const isSeconds = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 253_402_300_800;

const isFailure = ({ desc, result }: Fields): boolean =>
  result === 'WARN' && SCORED.test((textOf(desc) ?? '').trim());

const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
