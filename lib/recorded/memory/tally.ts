import type { Page, Store, Tally } from '#domain/ports.ts';
import type { Severity } from '#domain/severity.ts';
import { countUnjudged } from '#domain/verdict.ts';

async function* all<T>(list: (page?: string) => Promise<Page<T>>): AsyncGenerator<T> {
  let page: string | undefined;
  do {
    const answer = await list(page);
    yield* answer.items;
    page = answer.next;
  } while (page !== undefined);
}

/** The tally by counting everything: in memory that is cheap. */
export async function tally({
  states,
  openFindings,
  untold,
}: Pick<Store, 'states' | 'openFindings' | 'untold'>): Promise<Tally> {
  const open: Record<Severity, number> = { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 };
  for await (const { severity } of all(openFindings)) open[severity] += 1;
  let unjudged = 0;
  for await (const state of all(states)) unjudged += countUnjudged(state);
  const untoldOf = async (route: 'immediate' | 'digest'): Promise<Tally['untold'][typeof route]> => {
    let resources = 0;
    let since: string | undefined;
    for await (const { untoldSince } of all((page) => untold(route, page))) {
      resources += 1;
      since ??= untoldSince;
    }
    return { resources, ...(since !== undefined && { since }) };
  };
  return {
    open,
    unjudged,
    untold: { immediate: await untoldOf('immediate'), digest: await untoldOf('digest') },
  };
}
