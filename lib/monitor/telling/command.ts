import { parseArn } from '#domain/arn.ts';
import type { Reason } from '#domain/evaluation.ts';
import { nameOf, placeOf, type Resource } from '#domain/resource.ts';

/** What may stand in a command without quotes; a name that is anything else stays a placeholder. */
const SAFE_WORD = /^[A-Za-z0-9_][A-Za-z0-9_.:/@-]{0,511}$/;

/**
 * A control's command with the resource's real names, ready to paste, one item a line. The placeholders are
 * `<name>`, `<family>`, `<repository>`, `<cluster>`, `<service>`, `<region>`, `<account>`, `<arn>` and, where all
 * reasons are about one container, `<container>`; others stay for the reader to fill in. Each `aws` gets its
 * region. A name that a shell could read as more than a word is never put in: pasting what an attacker named must
 * not run it.
 */
export function commandsFor(
  cli: string,
  resource: Resource,
  reasons: readonly Reason[] = [],
): readonly string[] {
  const values = { ...valuesOf(resource), ...containerOf(reasons) };
  return cli
    .replace(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => inRegion(line.trim(), safe(values.region)))
    .map((line) =>
      line.replace(/<([a-z]+)>/g, (placeholder, key: string) => safe(values[key]) ?? placeholder),
    )
    .filter((line) => line !== '');
}

/** A command that says no region would go to whatever region the reader works in. */
const inRegion = (line: string, region: string | undefined): string =>
  region === undefined || line.includes('--region')
    ? line
    : line.replace(/\baws [a-z0-9-]+ [a-z][a-z0-9-]+/g, `$& --region ${region}`);

/** A subject of a container's reason begins with its name (and has no space in it). */
function containerOf(reasons: readonly Reason[]): Readonly<Record<string, string>> {
  const [container, ...others] = new Set(reasons.map(({ subject }) => subject.split(' ', 1)[0] ?? ''));
  return container !== undefined && others.length === 0 ? { container } : {};
}

const safe = (value: string | undefined): string | undefined =>
  value !== undefined && SAFE_WORD.test(value) ? value : undefined;

function valuesOf(resource: Resource): Readonly<Record<string, string>> {
  const { account, region } = placeOf(resource.arn);
  const [kind, cluster = '', member] = (parseArn(resource.arn)?.resource ?? '').split('/');
  const name = nameOf(resource);
  return {
    name,
    account,
    arn: resource.arn,
    ...(region !== 'global' && { region }),
    ...(resource.type === 'AWS::ECS::TaskDefinition' && { family: name }),
    ...(resource.type === 'AWS::ECR::Repository' && { repository: name }),
    ...(resource.type === 'AWS::ECR::Image' && { repository: name.replace(/@.*$/, '') }),
    ...(resource.type === 'AWS::ECS::Cluster' && { cluster: name }),
    ...(member !== undefined && (kind === 'service' || kind === 'container-instance') && { cluster }),
    ...(resource.type === 'AWS::ECS::Service' && { service: name }),
    ...(resource.type === 'AWS::IAM::Role' && { role: name }),
    ...(resource.type === 'AWS::IAM::User' && { user: name }),
    ...(resource.type === 'AWS::IAM::Group' && { group: name }),
  };
}
