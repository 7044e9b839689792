import type { CheckedFile, Fault, Spot, WrittenSuppression } from '#domain/checked-file.ts';
import type { AnyControl } from '#domain/control.ts';
import type { Reason } from '#domain/evaluation.ts';
import { didYouMean } from '#domain/nearest.ts';
import type { Clock, Store } from '#domain/ports.ts';
import type { Settings, SuppressionRule } from '#domain/settings.ts';
import type { Catalogue } from './catalogue.ts';
import { scan, scanCatalogue } from './scan.ts';
import type { Evaluated } from './scan-evaluations.ts';

/** A file held against the controls, as an account is that has in it what the file would make. */
export interface Check {
  readonly name: string;
  readonly file: CheckedFile;
  readonly settings: Settings;
  readonly controls: CheckedControls;
  /** An empty memory for who uses what in the file. */
  readonly store: Store;
  readonly clock: Clock;
}

/** Controls as they stand under settings: made once for many files. */
export type CheckedControls = Catalogue;
export const controlsOf = (controls: readonly AnyControl[], settings: Settings): CheckedControls =>
  scanCatalogue(controls, settings);

/** One control held against one resource of a file. */
export interface CheckedEvaluation extends Evaluated {
  readonly file: string;
  readonly spot: Spot;
  readonly reasons: readonly (Reason & { readonly line: number })[];
}

/** What suppressions that are written in files are given by. */
export const IN_FILE_OWNER = 'the file itself';
/** The end of a suppression that has none. */
export const NO_END = '9999-12-31T00:00:00.000Z';
const DAY_MS = 86_400_000;

/** Evaluations resource by resource, in the order of a scan. */
export async function* check({
  name,
  file,
  settings,
  controls,
  ...rest
}: Check): AsyncGenerator<CheckedEvaluation> {
  const rules = file.suppressions.map(ruleOf);
  const evaluations = scan({
    ...rest,
    controls: controls.controls,
    catalogue: controls,
    areas: [{ facts: file.facts, covers: (arn) => file.resources.has(arn) }],
    settings: { ...settings, suppressions: [...settings.suppressions, ...rules] },
  });
  for await (const evaluated of evaluations) {
    const spot = file.resources.get(evaluated.resource.arn);
    if (spot) yield written(evaluated, spot, file, name);
  }
}

/** Suppressions of controls that there are none of. */
export const unknownControls = (file: CheckedFile, { controls }: CheckedControls): readonly Fault[] => {
  const ids = controls.map(({ id }) => id);
  return file.suppressions
    .filter(({ controlId }) => !ids.includes(controlId))
    .map(({ controlId, line }) => ({
      line,
      message: `a suppression names a control that there is none of${didYouMean(controlId, ids)}`,
    }));
};

function ruleOf({ arn, controlId, reason, until }: WrittenSuppression): SuppressionRule {
  const ends = until === undefined ? NO_END : new Date(Date.parse(until) + DAY_MS).toISOString();
  return { controls: [controlId], resources: [arn], reason, owner: IN_FILE_OWNER, until: ends };
}

/** In the words of the file: where it will be deployed is nobody's account yet. */
function written(evaluated: Evaluated, spot: Spot, { say }: CheckedFile, file: string): CheckedEvaluation {
  const { why } = evaluated;
  return {
    ...evaluated,
    file,
    spot,
    reasons: evaluated.reasons.map(({ evidence, ...reason }) => ({
      ...reason,
      subject: say(reason.subject),
      message: say(reason.message),
      ...(evidence && { evidence: sayEvidence(evidence, say) }),
      line: reason.path === undefined ? spot.line : spot.lineOf(reason.path),
    })),
    ...(why !== undefined && { why: say(withoutRevision(why)) }),
  };
}

/** A file has no revisions yet: what registering it would make is always the first. */
const withoutRevision = (text: string): string => text.replace(/^revision 1:? /, '');

function sayEvidence(
  evidence: NonNullable<Reason['evidence']>,
  say: CheckedFile['say'],
): NonNullable<Reason['evidence']> {
  const { revisions: _, ...told } = evidence;
  return Object.fromEntries(
    Object.entries(told).map(([key, value]) => [
      key,
      typeof value === 'string' ? say(value) : typeof value === 'object' ? value.map(say) : value,
    ]),
  );
}
