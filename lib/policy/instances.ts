import type { Policy } from './document.ts';

/** Where something is. */
export interface Ground {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** One resource that a `Resource` pattern matches: wildcards in the place are here, others any text. */
export function instanceOf(pattern: string, { partition, region, account }: Ground): string {
  const fields = pattern.replace(/\$\{[^}]*\}/g, 'x').split(':');
  const here = ['arn', partition, undefined, region, account];
  return fields
    .map((field, index) => (field === '*' ? here[index] : undefined) ?? field.replace(/[*?]/g, 'x'))
    .join(':');
}

/** One resource for each that the Allows of a policy name; what lies under a wildcard stands for all of it. */
export const resourcesNamedIn = ({ statements }: Policy, ground: Ground): readonly string[] => [
  ...new Set(
    statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ resources }) => (resources && !resources.not ? resources.patterns : []))
      .map(({ text }) => instanceOf(text, ground)),
  ),
];
