import { behaviours } from '#controls/index.ts';
import { judgedCalls } from '#domain/behaviour.ts';
import { type Forwarding, watchedRegions } from '#domain/forwarding.ts';
import { placeOf } from '#domain/resource.ts';
import { type Finding, named, type Patient } from './diagnosis.ts';

/** Asks something of every region that events must come from, home first; the monitor's own is where its topic is. */
export async function inEachRegion(
  patient: Patient,
  ask: (forwarding: Forwarding, isHome: boolean) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const topic = named(patient, 'OpsTopicArn');
  if ('lacking' in topic) return [topic.lacking];
  const { settings } = patient;
  const home = placeOf(topic.name).region;
  const all = watchedRegions(home, settings.regions, judgedCalls(behaviours, settings));
  return (await Promise.all(all.map((each) => ask(each, each.region === home)))).flat();
}
