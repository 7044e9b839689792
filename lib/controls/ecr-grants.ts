import type { EcrAccess } from '#domain/ecr-access.ts';
import { plain } from '#domain/json.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import { placeOf, type Resource, repositoryArn } from '#domain/resource.ts';
import type { Policy } from '#policy/document.ts';
import { resourcesNamedIn } from '#policy/instances.ts';
import { parsePolicy } from '#policy/parse.ts';
import { actionsOf } from '#policy/services/catalogue.ts';

/** What ECR's policies can give on repositories. */
export const REPOSITORY_ACTIONS: readonly string[] = actionsOf('ecr', { on: 'repository' });

const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
/** Calls with which images come in (ECR guide, "Pushing an image", "Private registry permissions"). */
export const PUSH: readonly string[] = [
  'ecr:BatchImportUpstreamImage',
  'ecr:CompleteLayerUpload',
  'ecr:CreateRepository',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:ReplicateImage',
  'ecr:UploadLayerPart',
];
const WRITES: ReadonlySet<string> = new Set(actionsOf('ecr', { levels: ['Write'] }));

/** What an action is for: an attacker's step from one to the next is news. */
export type AccessLevel = 'administer' | 'push' | 'pull' | 'read';

/** The worst first. */
export const LEVELS: readonly AccessLevel[] = ['administer', 'push', 'pull', 'read'];

export function levelOf(action: string): AccessLevel {
  if (PULL.includes(action)) return 'pull';
  if (PUSH.includes(action)) return 'push';
  return WRITES.has(action) ? 'administer' : 'read';
}

/** A policy of a repository or registry, ready to be decided. */
export interface EcrPolicy {
  /** Before a subject: which policy it is, where there are several; empty for that of the resource itself. */
  readonly label: string;
  /** `its policy`, `the template for prod`. */
  readonly called: string;
  readonly policy: Policy;
  /** Repositories to ask about: the one, or one for each part of the registry that the policy names. */
  readonly resources: readonly string[];
}

/** The policies there are, and why others cannot be judged. */
export interface EcrPolicies {
  readonly policies: readonly EcrPolicy[];
  readonly unread: readonly string[];
}

export function policiesOf({ policy, templates }: EcrAccess, resource: Resource): EcrPolicies {
  const place = placeOf(resource.arn);
  const isRegistry = resource.type === 'AWS::ECR::Registry';
  const unread = isUnavailable(templates) ? [sayUnavailable(templates)] : [];
  const texts = [
    { label: '', called: 'its policy', text: policy, under: isRegistry ? undefined : resource.arn },
    ...(isUnavailable(templates) ? [] : templates).map(({ prefix, policy: text }) => ({
      label: `template ${plain(prefix)} `,
      called: `the template for ${plain(prefix)}`,
      text,
      under: repositoryArn(place, `${prefix === 'ROOT' ? '' : `${prefix}/`}0nobody-named-this`),
    })),
  ];
  const policies = texts.flatMap(({ label, called, text, under }): EcrPolicy[] => {
    if (text === undefined) return [];
    const parsed = parsePolicy(text, called, 'resource');
    if ('errors' in parsed) {
      const { path, message } = parsed.errors[0];
      unread.push(`${called} cannot be read (${plain(`${path} ${message}`.trim())})`);
      return [];
    }
    const anywhere = [repositoryArn(place, '0nobody-named-this'), ...resourcesNamedIn(parsed.policy, place)];
    const resources = under === undefined ? [...new Set(anywhere)] : [under];
    return [{ label, called, policy: parsed.policy, resources }];
  });
  return { policies, unread };
}

/** Statements as evidence: by Sid and place. */
export const statementsOf = (
  statements: readonly { readonly sid?: string; readonly index: number }[],
): readonly string[] => [
  ...new Set(statements.map(({ sid, index }) => `${plain(sid) || 'statement'} #${index}`)),
];
