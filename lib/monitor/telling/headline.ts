import type { FindingNews } from '#domain/news.ts';
import { nameOf } from '#domain/resource.ts';
import { revisionsOf, sayFault } from './fault-words.ts';
import { named, type Phrase, say } from './phrase.ts';
import { isResolved, sayResource, worstOf } from './resource-words.ts';
import { plural } from './size.ts';

/** The severity, and what is special about the transition: `HIGH`, `HIGH again`, `RESOLVED`. */
export function sayState(news: FindingNews): string {
  const failing = news.parts.filter((part) => !isResolved(part));
  if (failing.length === 0) return 'RESOLVED';
  const severity = worstOf(news.parts);
  if (failing.every(({ transition }) => transition === 'reopened')) return `${severity} again`;
  return failing.every(({ transition }) => transition === 'worse')
    ? `${severity}, worse than before`
    : severity;
}

/** What happened in one clause: the fault itself when there is one, else how many came with what. */
export function sayHeadline(news: FindingNews): Phrase {
  const { parts, resource } = news;
  const [only, ...others] = parts;
  if (only && others.length === 0) return say`${sayResource(resource)}: ${sayFault(only)}`;
  const failing = parts.filter((part) => !isResolved(part));
  if (failing.length === 0) return say`${plural(parts.length, 'fault')} of ${sayResource(resource)}`;
  const link = cameWithTheChange(news) ? 'came with' : 'found in';
  const rest = parts.length - failing.length;
  return say`${plural(failing.length, 'fault')} ${link} ${sayResource(resource)}${sayRevision(news)}${rest > 0 ? `, ${rest} resolved` : ''}`;
}

/** The revision that was registered, or else the newest that fails. */
function sayRevision(news: FindingNews): string {
  const failing = newestRevision(news);
  if (news.revision !== undefined) return ` (revision ${news.revision} registered)`;
  return failing === undefined ? '' : ` (revision ${failing})`;
}

const cameWithTheChange = ({ changes, parts }: FindingNews): boolean =>
  changes.length > 0 &&
  parts.every((part) => !part.firstSeen && (part.transition === 'opened' || part.transition === 'worse'));

/** The newest revision that fails, as the reasons' evidence names them; undefined where none does. */
function newestRevision({ parts }: FindingNews): number | undefined {
  const named = parts
    .filter((part) => !isResolved(part))
    .flatMap(({ reasons }) => reasons.flatMap(revisionsOf))
    .map(Number)
    .filter(Number.isInteger);
  return named.length === 0 ? undefined : Math.max(...named);
}

/** `ECR repository payments/api` or `web:43`: a family needs no word before its name. */
export function sayShort(news: FindingNews): Phrase {
  const { resource, revision = newestRevision(news) } = news;
  if (resource.type !== 'AWS::ECS::TaskDefinition') return sayResource(resource);
  return say`${named(nameOf(resource))}${revision === undefined ? '' : `:${revision}`}`;
}
