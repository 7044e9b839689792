import { UsageError } from '#cli/exit-code.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import { readWhole } from '#cli/reading.ts';
import type { Arn } from '#domain/arn.ts';
import type { Identity, PolicyDocument } from '#domain/identity.ts';
import type { FactSource } from '#domain/ports.ts';
import { isMissing, isUnavailable, type Reading, sayUnavailable } from '#domain/reading.ts';
import { resourceOf } from '#domain/resource.ts';
import type { Policies } from '#policy/decide.ts';
import type { Policy, PolicyKind } from '#policy/document.ts';
import { parsePolicy } from '#policy/parse.ts';
import type { Question } from '#policy/request.ts';

/** The policies that bear on a request, and what applies too but could not be read. */
interface Found {
  readonly policies: Policies;
  readonly unread: readonly string[];
}

/** An account whose users and roles are recorded. */
interface WithIdentities extends Pick<FactSource, 'read'> {
  readonly identity: (arn: Arn) => Reading<Identity>;
}

/** Reads them from an account file; throws a UsageError for one that holds none. */
export async function policiesFor(question: Question, file: string | undefined, io: Io): Promise<Found> {
  const account = await opened(file, io);
  const { principal, resource } = question;
  const unread: string[] = [];
  const read =
    (kind: PolicyKind) =>
    (each: PolicyDocument): readonly Policy[] =>
      policyIn(each, kind, unread);
  const isNamed = 'arn' in principal && principal.type !== 'root';
  const who = isNamed ? identityOf(principal.arn, account) : undefined;
  unread.push(...(who?.unread ?? []));
  const trusting = /:role\//.test(resource) ? identityOf(resource, account) : undefined;
  const [boundary] = who?.boundary ? read('identity')(who.boundary) : [];
  const [trust] = trusting?.trust ? read('trust')(trusting.trust) : [];
  const [own] = (await repositoryPolicy(resource, account, unread)).flatMap(read('resource'));
  const policies: Policies = {
    identity: (who?.policies ?? []).flatMap(read('identity')),
    ...(boundary && { boundary }),
    ...(own && { resource: own }),
    ...(trust && { trust }),
  };
  return { policies, unread };
}

async function opened(file: string | undefined, io: Io): Promise<WithIdentities> {
  if (file === undefined)
    throw new UsageError('explain needs an account to read the policies from: --account FILE');
  const parsed = io.adapters.readAccount(await readWhole(file, io));
  if ('error' in parsed) throw new UsageError(`${visible(file)}: ${parsed.error}`);
  const { account } = parsed;
  const { identity } = account;
  if (!identity)
    throw new UsageError(
      `${visible(file)}: a recording holds no users and roles; the other kind of account file does`,
    );
  return { read: (...asked) => account.read(...asked), identity };
}

async function repositoryPolicy(
  arn: Arn,
  account: WithIdentities,
  unread: string[],
): Promise<readonly PolicyDocument[]> {
  const resource = resourceOf(arn);
  if (resource?.type !== 'AWS::ECR::Repository') return [];
  const access = await account.read('ecrAccess', resource, { users: [], now: LONG_AGO, known: {} });
  if (isUnavailable(access)) unread.push(`policy of ${arn} (${sayUnavailable(access)})`);
  const text = 'value' in access ? access.value.policy : undefined;
  return text === undefined ? [] : [{ name: 'repository policy', document: text }];
}

/** Nothing that is read here has an age. */
const LONG_AGO = '1970-01-01T00:00:00.000Z';

function identityOf(arn: Arn, account: WithIdentities): Identity {
  const reading = account.identity(arn);
  if ('value' in reading) return reading.value;
  const why = isMissing(reading) ? 'it is not in the account file' : sayUnavailable(reading);
  return { arn, policies: [], unread: [`${arn} (${why})`] };
}

function policyIn({ name, document }: PolicyDocument, kind: PolicyKind, unread: string[]): readonly Policy[] {
  const parsed = parsePolicy(document, name, kind);
  if ('policy' in parsed) return [parsed.policy];
  const { path, message } = parsed.errors[0];
  unread.push(`${name} (${`${path} ${message}`.trim()})`);
  return [];
}
