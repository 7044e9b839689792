import type { AnyRule } from '#domain/behaviour.ts';
import { controlIndex, type Placed } from './control-index.ts';
import { controlPage, type Situations } from './control-page.ts';
import { GENERATED } from './markdown.ts';
import { controlsPage, coveragePage, eventsPage, permissionsPage } from './overview-pages.ts';
import { docsOf } from './paths.ts';
import { withControlTable } from './readme.ts';

/** A control as it was found in the project. */
export interface Source extends Placed {
  readonly control: AnyRule;
  readonly situations?: Situations;
}

/** Text by path from the root of the project. */
export type Files = ReadonlyMap<string, string>;

/** Every generated file; `readme` is the one there is, whose text is somebody's own. */
export function generatedFiles(sources: readonly Source[], readme: string): Files {
  const sorted = sources.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const controls = sorted.map(({ control }) => control);
  const renewed = withControlTable(readme, controls);
  return new Map([
    ['lib/controls/index.ts', controlIndex(sorted)],
    ...sorted.map(({ control, situations }): [string, string] => [
      docsOf(control.id),
      `${GENERATED}\n\n${controlPage(control, situations)}`,
    ]),
    ['docs/controls/README.md', controlsPage(controls)],
    ['docs/coverage.md', coveragePage(controls)],
    ['docs/permissions.md', permissionsPage(controls)],
    ['docs/events.md', eventsPage(controls)],
    ...(renewed === undefined ? [] : [['README.md', renewed] as const]),
  ]);
}

/** What is not as it should be: files to write, and pages of what no longer exists. */
export interface Stale {
  readonly differing: readonly string[];
  readonly leftOver: readonly string[];
}

/** Compares what should be there with what is; `existing` holds all files of generated folders, and the others' texts. */
export const staleFiles = (generated: Files, existing: Files): Stale => ({
  differing: [...generated].flatMap(([path, text]) => (existing.get(path) === text ? [] : [path])),
  leftOver: [...existing.keys()].filter((path) => path.startsWith('docs/controls/') && !generated.has(path)),
});
