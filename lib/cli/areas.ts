import type { Arn } from '#domain/arn.ts';
import { type Place, placeOf } from '#domain/resource.ts';
import type { Settings } from '#domain/settings.ts';
import type { ScanArea } from '#monitor/scan-look.ts';
import type { Invocation } from './command.ts';
import { UsageError } from './exit-code.ts';
import { visible } from './format/visible.ts';
import type { Io } from './io.ts';
import { readWhole } from './reading.ts';

type Where = Pick<Invocation, 'account' | 'regions'>;

/** Where to look: the regions of the live account, or a recorded one. */
export async function areasOf(
  { account, regions }: Where,
  settings: Settings,
  io: Io,
): Promise<readonly ScanArea[]> {
  if (account !== undefined) return recordedAreas(account, await readWhole(account, io), regions, io);
  const live = await io.adapters.liveAccount(regions.length > 0 ? regions : settings.regions);
  return live.regions.map(({ place, facts }, index) => ({ place, facts, covers: covering(place, index) }));
}

/** What is global belongs to the first place, so that it is judged once. */
const covering =
  (place: Place, index: number) =>
  (arn: Arn): boolean => {
    const { region } = placeOf(arn);
    return region === place.region || (region === 'global' && index === 0);
  };

/** The places of a recording, each with what could not be listed there; a file of AWS's answers is one area. */
export function recordedAreas(
  file: string,
  text: string,
  regions: readonly string[],
  { adapters }: Io,
): readonly ScanArea[] {
  const read = adapters.readAccount(text);
  if ('error' in read) throw new UsageError(`${visible(file)}: ${visible(read.error)}`);
  const isWanted = (region: string): boolean => regions.length === 0 || regions.includes(region);
  const { account: facts, places } = read;
  // A file of AWS's answers is read once: what is global is of whichever regions are asked for.
  const covers = (arn: Arn): boolean => {
    const { region } = placeOf(arn);
    return (region === 'global' || isWanted(region)) && read.covers(arn);
  };
  if (places.length === 0) return [{ facts, covers }];
  return places
    .filter(({ region }) => isWanted(region))
    .map((place, index) => ({
      place,
      facts,
      covers: (arn) => covering(place, index)(arn) && read.covers(arn),
    }));
}
