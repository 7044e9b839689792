import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { DEFAULT_TIMING } from '#domain/settings.ts';
import { settingsJsonSchema, settingsSchemaText } from '#settings/json-schema.ts';
import { parseSettings } from '#settings/parse.ts';

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const EXAMPLE = 'examples/ecs-warden.config.example.yaml';
const CONTROLS = ['service-public-ip', 'repository-tag-immutability', 'task-definition-privileged'];

/** Every path of keys that the schema names; items of lists are `[]`. */
function keysOf(schema: unknown, path = ''): readonly string[] {
  const node = Object(schema);
  const either: unknown = node.anyOf?.[0];
  if (either !== undefined) return keysOf(either, path);
  const inside = Object.entries(Object(node.properties)).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return [here, ...keysOf(value, here)];
  });
  return node.items === undefined ? inside : [...inside, ...keysOf(node.items, `${path}[]`)];
}
const KEYS = keysOf(settingsJsonSchema());

it('the published schema is the one the parser uses (npm run generate writes it)', async () => {
  expect(await read('docs/schemas/ecs-warden.config.v1.json')).toBe(settingsSchemaText());
});

it('the schema names every level of the file', () => {
  expect(KEYS).toEqual(
    expect.arrayContaining(['recipients.slack.channelId', 'suppressions[].until', 'timing.retrySeconds']),
  );
});

describe('the example file', () => {
  it('is right and uses every setting', async () => {
    const text = await read(EXAMPLE);
    const parsed = parseSettings(text, EXAMPLE, CONTROLS);
    expect(parsed).toMatchObject({
      settings: {
        accountName: 'shop-prod',
        parameters: { trustedAccounts: ['210987654321'] },
        suppressions: [{ tags: { stage: 'test*' }, until: '2027-01-31T23:59:59.999Z' }],
        // What it shows as the defaults of the delays are the defaults.
        timing: DEFAULT_TIMING,
      },
    });
    const data: unknown = parseDocument(text).toJS();
    const used = new Set(pathsOf(data));
    expect(KEYS.filter((key) => !used.has(key))).toEqual([]);
  });

  it('has a comment above every key', async () => {
    const lines = (await read(EXAMPLE)).split('\n');
    // A key of free choice (a control, a tag) is explained where its map begins.
    const free = ['service-public-ip', 'repository-tag-immutability', 'stage'];
    const bare = lines.filter((line, index) => {
      const key = /^[\s-]*([A-Za-z-]+):/.exec(line)?.[1];
      // `owner` shares the line above `reason`.
      return (
        key !== undefined && !free.includes(key) && key !== 'owner' && !/^\s*#/.test(lines[index - 1] ?? '')
      );
    });
    expect(bare).toEqual([]);
  });
});

it('docs/settings.md names every setting', async () => {
  const text = await read('docs/settings.md');
  expect(KEYS.filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
});

function pathsOf(data: unknown, path = ''): readonly string[] {
  if (Array.isArray(data)) return data.flatMap((item) => pathsOf(item, `${path}[]`));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return [here, ...pathsOf(value, here)];
  });
}
