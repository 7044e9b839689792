import type { AnyRule } from '#domain/behaviour.ts';
import { controlTable } from './overview-pages.ts';

const START = '<!-- controls:start -->';
const END = '<!-- controls:end -->';

/** A README with its table of controls renewed; undefined when it has no place for one. */
export function withControlTable(readme: string, controls: readonly AnyRule[]): string | undefined {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start === -1 || end < start) return undefined;
  return `${readme.slice(0, start + START.length)}\n${controlTable(controls, 'docs/controls/')}\n${readme.slice(end)}`;
}
