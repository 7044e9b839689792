import { parseArn } from '#domain/arn.ts';
import { isUnreadable, type ReadableList, type Unreadable } from '#domain/readable.ts';
import type { Fetched } from '#domain/task-definition.ts';
import { type Fields, readObject, readText } from './fields.ts';
import { readEach } from './lists.ts';

/** What ECS fetches for a container: its secrets, those of its log driver, and the credentials of its registry. */
export function fetchedOf(fields: Fields): ReadableList<Fetched> {
  const log = readObject(fields, 'logConfiguration');
  const credentials = readObject(fields, 'repositoryCredentials');
  const read = [
    readEach(fields, 'secrets', sourceOf),
    readEach(log, 'secretOptions', sourceOf),
    ...(credentials === undefined ? [] : [ofRegistry(credentials)]),
  ];
  const unreadable = read.find((each) => each.unreadable !== undefined)?.unreadable;
  const items = read.flatMap((each) => each.items);
  return {
    items: [...new Map(items.map((each) => [JSON.stringify(each), each])).values()],
    ...(unreadable !== undefined && { unreadable }),
  };
}

/** `valueFrom` is the ARN of a secret or of a parameter, or the name of a parameter (Secret, ECS API reference). */
function sourceOf(secret: Fields): Fetched | Unreadable | undefined {
  const from = readText(secret, 'valueFrom');
  if (from === undefined || isUnreadable(from)) return from;
  return named(from) ?? { service: 'ssm' };
}

/** The ARN or the name of a secret (RepositoryCredentials, ECS API reference). */
function ofRegistry(credentials: Fields | Unreadable): ReadableList<Fetched> {
  const from = isUnreadable(credentials) ? credentials : readText(credentials, 'credentialsParameter');
  if (from === undefined) return { items: [] };
  if (isUnreadable(from)) return { items: [], unreadable: from.unreadable };
  return { items: [named(from) ?? { service: 'secretsmanager' }] };
}

function named(text: string): Fetched | undefined {
  const arn = text.startsWith('arn:') ? parseArn(text) : undefined;
  if (arn?.service !== 'secretsmanager' && arn?.service !== 'ssm') return undefined;
  return { service: arn.service, ...(arn.region !== '' && { region: arn.region }) };
}
