import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EvaluationStatus, Reason } from '#domain/evaluation.ts';
import type { Severity } from '#domain/severity.ts';

/** A template that an app synthesized, and where it will be deployed: `ACCOUNT/REGION`, if that is known. */
export interface CheckedTemplate {
  readonly path: string;
  readonly deployTo?: string;
}

/** An evaluation as `check` prints it (docs/check.md). */
export interface CheckedEvaluation {
  readonly controlId: string;
  readonly title: string;
  readonly status: EvaluationStatus;
  readonly severity: Severity;
  readonly guidance: readonly string[];
  readonly remediation: string;
  readonly suppressed?: unknown;
  readonly reasons: readonly (Reason & { readonly line: number })[];
  readonly resource: { readonly logicalId: string; readonly file: string };
}

/** The command line of this package: as it lies in the checkout, or as it is published. */
const ROOT = join(import.meta.dirname, '../../..');
const PROGRAMS = [join(ROOT, 'bin/ecs-warden.ts'), join(import.meta.dirname, '../ecs-warden.js')];
/** Evaluations of all templates of an app, as text. */
const LONGEST_OUTPUT = 512 * 1024 * 1024;
/** Of the command line: 0 clean, 1 findings, 2 something could not be judged. */
const DONE: ReadonlySet<number | null> = new Set([0, 1, 2]);

/** Runs `check` over templates, those of one account and region together. Throws where it cannot be done. */
export function checkTemplates(
  templates: readonly CheckedTemplate[],
  config: string | undefined,
): readonly CheckedEvaluation[] {
  const together = Map.groupBy(templates, ({ deployTo }) => deployTo);
  return [...together].flatMap(([deployTo, each]) =>
    check([
      ...each.map(({ path }) => path),
      ...(deployTo === undefined ? [] : ['--deploy-to', deployTo]),
      ...(config === undefined ? [] : ['--config', config]),
    ]),
  );
}

function check(words: readonly string[]): readonly CheckedEvaluation[] {
  const program = PROGRAMS.find(existsSync) ?? '';
  const run = spawnSync(process.execPath, [program, 'check', '--status', 'all', '-o', 'json', ...words], {
    encoding: 'utf8',
    maxBuffer: LONGEST_OUTPUT,
  });
  if (run.error) throw run.error;
  if (!DONE.has(run.status))
    throw new Error(`ecs-warden could not check the templates: ${firstLines(run.stderr)}`);
  return JSON.parse(run.stdout) as readonly CheckedEvaluation[];
}

const firstLines = (text: string): string => text.trim().split('\n').slice(0, 5).join('\n');
