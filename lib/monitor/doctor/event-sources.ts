import { isMissing, isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { SourceVitals } from '#domain/vitals.ts';
import { type Check, examined, ill, named, type Patient, unread, well } from './diagnosis.ts';

/** What brings work to the functions: the two lanes to evaluate, the stream of the state table to notify. */
export const eventSources: Check = {
  id: 'event-sources',
  run: async (patient) => {
    const { vitals } = patient;
    const evaluate = examined(
      patient,
      'EvaluateFunctionName',
      'evaluate',
      vitals.sourcesOf,
      async (sources) => [
        await fedBy('changes lane → evaluate', sources, await queueArn(patient, 'ChangesQueueUrl')),
        await fedBy('sweep lane → evaluate', sources, await queueArn(patient, 'SweepQueueUrl')),
      ],
    );
    const notify = examined(patient, 'NotifyFunctionName', 'notify', vitals.sourcesOf, async (sources) => {
      const table = named(patient, 'StateTableName');
      const stream = 'name' in table ? `:table/${table.name}/stream/` : undefined;
      return [
        await fedBy('state table → notify', sources, stream === undefined ? undefined : { part: stream }),
      ];
    });
    return (await Promise.all([evaluate, notify])).flat();
  },
};

type Wanted = { readonly part: string } | { readonly why: string };

async function queueArn(patient: Patient, output: string): Promise<Wanted | undefined> {
  const url = named(patient, output);
  if (!('name' in url)) return undefined;
  const queue = await patient.vitals.queue(url.name);
  if (isUnavailable(queue)) return { why: sayUnavailable(queue) };
  return isMissing(queue) ? undefined : { part: queue.value.arn };
}

async function fedBy(of: string, sources: readonly SourceVitals[], wanted: Wanted | undefined) {
  if (!wanted || 'why' in wanted) return unread(of, wanted?.why ?? 'the stack does not name its source');
  const source = sources.find(({ sourceArn }) => sourceArn.includes(wanted.part));
  const late = of.startsWith('sweep') ? 'warning' : 'blind';
  if (!source) return ill(late, of, 'nothing leads there any more', 'deploy the stack again');
  if (!['Enabled', 'Enabling', 'Creating', 'Updating'].includes(source.state))
    return ill(
      late,
      of,
      `it is ${source.state}`,
      'enable the event source mapping; if nobody of yours disabled it, treat it as an incident',
    );
  return /^PROBLEM/i.test(source.lastResult)
    ? ill(
        late,
        of,
        `it reports a problem: ${source.lastResult}`,
        "look at the function's role and the queue's policy",
      )
    : well(of, source.state.toLowerCase());
}
