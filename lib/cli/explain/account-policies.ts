import type { Invocation } from '#cli/command.ts';
import { UsageError } from '#cli/exit-code.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import { readWhole } from '#cli/reading.ts';
import { type Arn, parseArn } from '#domain/arn.ts';
import { type Identity, type PolicyDocument, wholeIdentity } from '#domain/identity.ts';
import type { FactSource } from '#domain/ports.ts';
import { isMissing, isUnavailable, sayUnavailable } from '#domain/reading.ts';
import { iamArn, placeOf, resourceOf } from '#domain/resource.ts';
import type { Policies } from '#policy/decide.ts';
import type { Policy, PolicyKind } from '#policy/document.ts';
import { parsePolicy } from '#policy/parse.ts';
import type { Question } from '#policy/request.ts';

/** The policies that bear on a request, and what applies too but could not be read. */
interface Found {
  readonly policies: Policies;
  readonly unread: readonly string[];
}

/** An account to read them from, and how it says that it has no such thing. */
interface Asked extends Pick<FactSource, 'read'> {
  readonly none: string;
}

/** Reads them from an account file or the live account. */
export async function policiesFor(
  question: Question,
  where: Pick<Invocation, 'account' | 'regions'>,
  io: Io,
): Promise<Found> {
  const account = await opened(where, io);
  const { principal, resource } = question;
  const unread: string[] = [];
  const read =
    (kind: PolicyKind) =>
    (each: PolicyDocument): readonly Policy[] =>
      policyIn(each, kind, unread);
  const isNamed = 'arn' in principal && principal.type !== 'root';
  const who = isNamed ? await identityOf(principal.arn, account) : undefined;
  unread.push(...(who?.unread ?? []));
  const trusting = /:role\//.test(resource) ? await identityOf(resource, account) : undefined;
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

async function opened(
  { account: file, regions }: Pick<Invocation, 'account' | 'regions'>,
  io: Io,
): Promise<Asked> {
  if (file === undefined) {
    const [first] = (await io.adapters.liveAccount(regions)).regions;
    if (!first) throw new UsageError('there is no region to ask in: --region REGION');
    return { read: (...asked) => first.facts.read(...asked), none: 'there is none' };
  }
  const parsed = io.adapters.readAccount(await readWhole(file, io));
  if ('error' in parsed) throw new UsageError(`${visible(file)}: ${parsed.error}`);
  const { account } = parsed;
  return { read: (...asked) => account.read(...asked), none: 'it is not in the account file' };
}

async function repositoryPolicy(
  arn: Arn,
  account: Asked,
  unread: string[],
): Promise<readonly PolicyDocument[]> {
  const resource = resourceOf(arn);
  if (resource?.type !== 'AWS::ECR::Repository') return [];
  const access = await account.read('ecrAccess', resource, CONTEXT);
  if (isUnavailable(access)) unread.push(`policy of ${arn} (${sayUnavailable(access)})`);
  const text = 'value' in access ? access.value.policy : undefined;
  return text === undefined ? [] : [{ name: 'repository policy', document: text }];
}

/** Nothing that is read here has an age. */
const CONTEXT = { users: [], now: '1970-01-01T00:00:00.000Z', known: {} };

/** A user or role with all that applies to it; a session has what its role has. */
async function identityOf(arn: Arn, account: Asked): Promise<Identity> {
  const name = /^assumed-role\/([^/]+)\//.exec(parseArn(arn)?.resource ?? '')?.[1];
  const resource = resourceOf(name === undefined ? arn : iamArn(placeOf(arn), 'role', name));
  const isAsked = resource?.type === 'AWS::IAM::Role' || resource?.type === 'AWS::IAM::User';
  const reading = isAsked ? await account.read('principal', resource, CONTEXT) : { missing: true as const };
  if ('value' in reading) return wholeIdentity(reading.value);
  const why = isMissing(reading) ? account.none : sayUnavailable(reading);
  return { arn, policies: [], unread: [`${arn} (${why})`] };
}

function policyIn({ name, document }: PolicyDocument, kind: PolicyKind, unread: string[]): readonly Policy[] {
  const parsed = parsePolicy(document, name, kind);
  if ('policy' in parsed) return [parsed.policy];
  const { path, message } = parsed.errors[0];
  unread.push(`${name} (${`${path} ${message}`.trim()})`);
  return [];
}
