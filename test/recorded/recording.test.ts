import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { controls } from '#controls/index.ts';
import type { Arn } from '#domain/arn.ts';
import type { FactSource } from '#domain/ports.ts';
import { placeOf } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { scan } from '#monitor/scan.ts';
import type { ScanArea } from '#monitor/scan-look.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { openAccountFile } from '#recorded/open.ts';
import { recorder } from '#recorded/recorder.ts';
import { role } from '../support/principals.ts';

const AT = '2026-04-14T09:00:00.000Z';
const PLACE = { partition: 'aws', account: '123456789012', region: 'eu-west-1' };
const CANARY = 'canary-5d1f07';

/** The example account, a secret put into each environment value. */
const example = (): string =>
  JSON.stringify(
    JSON.parse(
      readFileSync(new URL('../../examples/account.json', import.meta.url), 'utf8'),
      (key, value: unknown) =>
        key === 'environment' && Array.isArray(value)
          ? value.map((each: object) => ({ ...each, value: `${CANARY}-${JSON.stringify(each)}` }))
          : value,
    ),
  );

function opened(text: string): Exclude<ReturnType<typeof openAccountFile>, { readonly error: string }> {
  const read = openAccountFile(text);
  if ('error' in read) throw new Error(read.error);
  return read;
}

const everywhere = (): boolean => true;
const areasOf = (text: string): readonly ScanArea[] => {
  const { account: facts, places, covers } = opened(text);
  return places.length === 0
    ? [{ facts, covers }]
    : places.map((place) => ({
        place,
        facts,
        covers: (arn) => [place.region, 'global'].includes(placeOf(arn).region) && covers(arn),
      }));
};

/** Every evaluation of a scan over these areas, as JSON. */
async function evaluated(areas: readonly ScanArea[]): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  const options = { settings: DEFAULT_SETTINGS, controls, store: memoryStore(), clock: { now: () => AT } };
  for await (const { control, ...rest } of scan({ areas, ...options }))
    all.push(JSON.parse(JSON.stringify({ controlId: control.id, ...rest })));
  return all;
}

/** What is recorded while a whole account is looked at, as a file. */
async function record(facts: FactSource, keeps?: (arn: Arn) => boolean): Promise<string> {
  const writing = recorder('ecs-warden 1.2.3', AT);
  await evaluated([{ place: PLACE, covers: everywhere, facts: writing.over(facts, PLACE) }]);
  return JSON.stringify(writing.taken(keeps));
}

const error = (text: string): string => {
  const read = openAccountFile(text);
  return 'error' in read ? read.error : 'none';
};

it('is judged as the account that was recorded', async () => {
  const live = await evaluated(areasOf(example()));
  expect(live.length).toBeGreaterThan(50);
  expect(await evaluated(areasOf(await record(opened(example()).account)))).toEqual(live);
});

it('writes what many have in common once, and finds a principal by its name', async () => {
  const roles = { roles: [role('web')] };
  const deploy = (name: string) => role(`team/${name}`);
  const source: FactSource = {
    list: () => Promise.resolve({ items: [] }),
    read: (fact, { arn }) =>
      Promise.resolve({ value: fact === 'passableRoles' ? roles : deploy(arn) } as never),
  };
  const writing = recorder('ecs-warden 1.2.3', AT);
  const facts = writing.over(source, PLACE);
  const context = { users: [], now: AT, known: {} };
  const names = ['a', 'b', 'c'];
  for (const { arn } of names.map(deploy)) {
    await facts.read('passableRoles', { type: 'AWS::IAM::Role', arn }, context);
    await facts.read('principal', { type: 'AWS::IAM::Role', arn }, context);
  }
  const text = JSON.stringify(writing.taken());
  expect(text.split('role/web')).toHaveLength(2);
  const { account } = opened(text);
  for (const arn of [deploy('b').arn, role('b').arn])
    expect(await account.read('passableRoles', { type: 'AWS::IAM::Role', arn }, context)).toEqual({
      value: roles,
    });
});

it('says the same of an unchanged account, whenever it is recorded', async () => {
  const [first, second] = [await record(opened(example()).account), await record(opened(example()).account)];
  expect(second).toBe(first);
});

it('holds no environment value', async () => {
  const account = example();
  expect(account).toContain(CANARY);
  expect(await record(opened(account).account)).not.toContain(CANARY);
});

it('keeps what was refused, listings too', async () => {
  const { account } = opened(example());
  const denied = { unavailable: 'denied', what: 'ecs:ListClusters' } as const;
  const refusing: FactSource = {
    read: async (fact, resource, context) =>
      fact === 'repository'
        ? { unavailable: 'denied', what: 'ecr:DescribeRepositories' }
        : account.read(fact, resource, context),
    list: async (type, page) =>
      type === 'AWS::ECS::Cluster' ? { items: [], unavailable: denied } : account.list(type, page),
  };
  const live = await evaluated([{ place: PLACE, covers: everywhere, facts: refusing }]);
  const again = await evaluated(areasOf(await record(refusing)));
  expect(again).toEqual(live);
  expect(JSON.stringify(again)).toContain('access denied: ecs:ListClusters');
  expect(JSON.stringify(again)).toContain('access denied: ecr:DescribeRepositories');
});

describe('a part of an account', () => {
  const SERVICE = 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web';
  const context = { users: [], now: AT, known: {} };
  const part = async () => opened(await record(opened(example()).account, (arn) => arn === SERVICE)).account;

  it('is judged alone', async () => {
    const text = await record(opened(example()).account, (arn) => arn === SERVICE);
    const types = (await evaluated(areasOf(text))).map((each) => JSON.stringify(each));
    expect(types.length).toBeGreaterThan(0);
    expect(types.every((each) => each.includes(SERVICE))).toBe(true);
  });

  it('does not take what was left out for gone', async () => {
    const other = {
      type: 'AWS::ECS::Cluster',
      arn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/shop',
    } as const;
    expect(await (await part()).read('cluster', other, context)).toEqual({
      unavailable: 'unreadable',
      what: 'cluster of what was not recorded',
    });
  });
});

describe('a recording that cannot be trusted is refused or said to be unreadable', () => {
  const recorded = () => record(opened(example()).account);

  it('changed by hand', async () => {
    const text = await recorded();
    for (const [was, is] of [
      ['"DISABLED"', '"ENABLED"'],
      [AT, '2027-01-01T00:00:00.000Z'],
    ] as const) {
      expect(text).toContain(was);
      expect(error(text.replace(was, is))).toMatch(/^the recording was changed/);
    }
  });

  test.each([
    ['cut off', '{"version":2,"recordedAt":'],
    ['nothing but its version', '{"version":2}'],
    [
      'areas that are none',
      JSON.stringify({
        version: 2,
        recordedAt: AT,
        recordedBy: 'x',
        partial: false,
        shapes: {},
        areas: [1],
        facts: {},
      }),
    ],
    [
      'facts of what is no ARN',
      JSON.stringify({
        version: 2,
        recordedAt: AT,
        recordedBy: 'x',
        partial: false,
        shapes: {},
        areas: [],
        facts: { __proto__x: {} },
      }),
    ],
  ])('%s', (_name, text) => {
    expect(error(text)).toMatch(/is not complete|is not JSON/);
  });

  it('a fact whose shape is another one in this version', async () => {
    const { account } = opened(example());
    const writing = recorder('ecs-warden 0.0.1', AT);
    await evaluated([{ place: PLACE, covers: everywhere, facts: writing.over(account, PLACE) }]);
    const { digest: _digest, ...old } = writing.taken();
    const { recordingFile } = await import('#recorded/recording-file.ts');
    const text = JSON.stringify(recordingFile({ ...old, shapes: { ...old.shapes, service: 0 } }));
    const again = JSON.stringify(await evaluated(areasOf(text)));
    expect(again).toContain('not readable: service, recorded by another version');
  });
});
