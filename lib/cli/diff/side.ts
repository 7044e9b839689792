import { recordedAreas } from '#cli/areas.ts';
import { EVALUATION_SHAPE } from '#cli/commands/scan-shape.ts';
import { jsonValues } from '#cli/events/values.ts';
import { UsageError } from '#cli/exit-code.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import { readWhole } from '#cli/reading.ts';
import { isObject } from '#domain/json.ts';
import type { Settings } from '#domain/settings.ts';
import { scan } from '#monitor/scan.ts';
import { type Judged, judgedIn } from './evaluation.ts';

/**
 * One side of a comparison: evaluations that `scan` or `check` printed (JSON, or one a line), or an account file, which is
 * held against the controls now. Throws a UsageError that names file and line.
 */
export async function sideOf(file: string, settings: Settings, io: Io): Promise<readonly Judged[]> {
  const text = await readWhole(file, io);
  if (isAccountFile(text)) return judgedAccount(file, text, settings, io);
  const judged: Judged[] = [];
  for await (const value of jsonValues(once(text))) {
    if ('broken' in value) throw new UsageError(`${visible(file)}: ${value.broken}`);
    for (const each of Array.isArray(value.value) ? value.value : [value.value]) {
      const one = judgedIn(each);
      if (!one)
        throw new UsageError(
          `${visible(file)}: line ${value.line} begins what is neither an evaluation of scan or check nor an account file`,
        );
      judged.push(one);
    }
  }
  return judged;
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function isAccountFile(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && 'version' in value;
  } catch {
    return false;
  }
}

async function judgedAccount(
  file: string,
  text: string,
  settings: Settings,
  io: Io,
): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  const evaluations = scan({
    areas: recordedAreas(file, text, [], io),
    settings,
    controls: io.adapters.controls,
    store: io.adapters.store(),
    clock: { now: () => new Date().toISOString() },
  });
  for await (const evaluated of evaluations) {
    const one = judgedIn(EVALUATION_SHAPE.json(evaluated));
    if (one) judged.push(one);
  }
  return judged;
}
