import { Unreachable } from '#cli/exit-code.ts';
import type { Adapters, Io } from '#cli/io.ts';
import { main } from '#cli/main.ts';
import { behaviours, controls } from '#controls/index.ts';
import type { AnyControl } from '#domain/control.ts';
import { parseChanges } from '#recorded/account-file.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { openAccountFile } from '#recorded/open.ts';
import { recorder } from '#recorded/recorder.ts';
import { parseSettings } from '#settings/parse.ts';
import { readFile } from '#template/file.ts';
import { LONGEST_FILE } from '#template/text/read.ts';

/** What a test decides of the world around a command. */
export interface World {
  readonly files?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly showsProgress?: boolean;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly controls?: readonly AnyControl[];
  readonly adapters?: Partial<Adapters>;
  /** The reader of stdout goes away after this many writes. */
  readonly closesAfter?: number;
}

/** What came of a command. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const systemError = (code: string): Error =>
  Object.assign(new Error(`${code}: a system's own words`), { code });

/** Runs a command in a world of its own: files are texts, `-` among them is standard input. */
export async function run(argv: readonly string[], world: World = {}): Promise<Ended> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(argv, ioOf(world, out, err));
  return { code, stdout: out.join(''), stderr: err.join('') };
}

function ioOf(
  {
    files = {},
    isTTY = false,
    showsProgress = false,
    columns,
    env = {},
    closesAfter = Infinity,
    ...rest
  }: World,
  out: string[],
  err: string[],
): Io {
  return {
    stdout: {
      get closed() {
        return out.length >= closesAfter;
      },
      write: async (text) => {
        if (out.length < closesAfter) out.push(text);
      },
    },
    stderr: {
      closed: false,
      write: async (text) => {
        err.push(text);
      },
    },
    isTTY,
    showsProgress,
    ...(columns !== undefined && { columns }),
    env,
    read: (path) => read(path, files),
    find: async (word) =>
      word.endsWith('/')
        ? Object.keys(files)
            .filter((path) => path.startsWith(word))
            .map((path) => ({ path, named: false }))
        : [{ path: word, named: true }],
    adapters: { ...ADAPTERS, ...(rest.controls && { controls: rest.controls }), ...rest.adapters },
  };
}

async function* read(path: string, files: Readonly<Record<string, string>>): AsyncGenerator<string> {
  if (path === 'a-directory') throw systemError('EISDIR');
  const text = files[path];
  if (text === undefined) throw systemError('ENOENT');
  yield text;
}

const ADAPTERS: Adapters = {
  version: '1.2.3',
  controls,
  behaviours,
  parseSettings: async (text, file) =>
    parseSettings(
      text,
      file,
      [...controls, ...behaviours].map(({ id }) => id),
    ),
  readAccount: openAccountFile,
  recorder: () => recorder('ecs-warden 1.2.3', '2026-04-14T09:00:00.000Z'),
  readTemplate: (text, place) => readFile(text, place),
  longestTemplate: LONGEST_FILE,
  faultInChanges: (changes) => {
    const parsed = parseChanges(changes);
    return 'error' in parsed ? parsed.error : undefined;
  },
  store: () => memoryStore(),
  liveAccount: () => Promise.reject(new Unreachable('there is no account in this test')),
  findingsTable: () => Promise.reject(new Unreachable('there is no table in this test')),
  stackOutputs: () => Promise.reject(new Unreachable('there is no stack in this test')),
  vitals: () => Promise.reject(new Unreachable('there is no monitor in this test')),
  storeReport: () => Promise.reject(new Unreachable('there is no bucket in this test')),
  settingsHash: () => 'hash-of-settings',
  decide: () => Promise.reject(new Unreachable('there is no function in this test')),
};

const ACCOUNT = '123456789012';
export const SERVICE = `arn:aws:ecs:eu-west-1:${ACCOUNT}:service/shop/web`;
export const REPOSITORY = `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/shop/web`;

/** A CloudTrail record of a call. */
export const call = (source: string, eventName: string, requestParameters: unknown, more: object = {}) => ({
  eventVersion: '1.11',
  eventSource: `${source}.amazonaws.com`,
  eventName,
  eventTime: '2026-04-14T09:00:00Z',
  eventID: '11111111-2222-3333-4444-555555555555',
  awsRegion: 'eu-west-1',
  recipientAccountId: ACCOUNT,
  eventType: 'AwsApiCall',
  userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci` },
  requestParameters,
  responseElements: null,
  ...more,
});

/** Somebody changed a service. */
export const updateService = call('ecs', 'UpdateService', { cluster: 'shop', service: 'web' });
/** Not ours. */
export const elsewhere = call('sqs', 'SetQueueAttributes', { queueUrl: 'q' });

/** An account file with these resources. */
export const account = (resources: object): string => JSON.stringify({ version: 1, resources });
