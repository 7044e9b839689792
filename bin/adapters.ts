/** What the command line and the local run are made of. */
import type { Adapters } from '#cli/io.ts';
import { settingsHash } from '#constructs/settings-bundle.ts';
import { behaviours, controls } from '#controls/index.ts';
import type { Clock } from '#domain/ports.ts';
import { parseChanges } from '#recorded/account-file.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { openAccountFile } from '#recorded/open.ts';
import { recorder } from '#recorded/recorder.ts';
import { readFile } from '#template/file.ts';
import { LONGEST_FILE } from '#template/text/read.ts';
import packageFile from '../package.json' with { type: 'json' };
import { decide, findingsTable, stackOutputs, storeReport, vitals } from './deployed.ts';
import { liveAccount } from './live.ts';

const controlIds = [...controls, ...behaviours].map(({ id }) => id);

/** Stories are of any year: what they found must not have expired by now. */
export const NEVER: Clock = { now: () => '1970-01-01T00:00:00.000Z' };

export const adapters: Adapters = {
  version: packageFile.version,
  controls,
  behaviours,
  // What reads it takes as long to load as all else; most checks have no file.
  parseSettings: async (text, file) =>
    (await import('#settings/parse.ts')).parseSettings(text, file, controlIds),
  readAccount: openAccountFile,
  recorder: () => recorder(`ecs-warden ${packageFile.version}`, new Date().toISOString()),
  readTemplate: (text, place) => readFile(text, place),
  longestTemplate: LONGEST_FILE,
  faultInChanges: (changes) => {
    const parsed = parseChanges(changes);
    return 'error' in parsed ? parsed.error : undefined;
  },
  store: () => memoryStore({ clock: NEVER }),
  liveAccount: (regions) => liveAccount(regions),
  findingsTable: (table, region) => findingsTable(table, region),
  stackOutputs: (of, region) => stackOutputs(of, region),
  vitals: (region) => vitals(region),
  storeReport: (bucket, key, text, region) => storeReport(bucket, key, text, region),
  settingsHash,
  decide: (functionName, request, region) => decide(functionName, request, region),
};
