import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/**
 * A rule that nobody has seen fail may not be a rule: this breaks each one once, in a copy of the layout
 * with the repository's own configuration, and wants the reason in the answer.
 */

/** Who may not import what; the reason each layer gives. */
const LAYERS: Readonly<
  Record<string, { reason: string; may: readonly string[]; mayNot: readonly string[] }>
> = {
  'lib/domain': {
    reason: 'domain imports nothing',
    may: ['./near.ts', './deep/near.ts', '#domain/arn.ts'],
    mayNot: [
      'node:fs',
      'zod',
      '@aws-sdk/client-ecs',
      'aws-cdk-lib',
      '#policy/x.ts',
      '#controls/x.ts',
      '#aws/x.ts',
    ],
  },
  'lib/policy': {
    reason: 'policy imports nothing',
    may: ['./near.ts', '#policy/parse.ts'],
    mayNot: ['node:fs', 'zod', '#domain/arn.ts', '../domain/arn.ts'],
  },
  'lib/controls/iam': {
    reason: 'controls import domain and policy only',
    may: ['./near.ts', '#controls/index.ts', '#domain/arn.ts', '#policy/parse.ts'],
    mayNot: [
      'node:fs',
      '@aws-sdk/client-ecs',
      '#aws/x.ts',
      '#monitor/x.ts',
      '../../domain/arn.ts',
      '../network/x.ts',
    ],
  },
  'lib/aws': {
    reason: 'aws imports domain, the SDK and Node only',
    may: ['./near.ts', '#domain/arn.ts', '@aws-sdk/client-ecs', 'node:fs/promises'],
    mayNot: ['#controls/x.ts', '#policy/x.ts', '#monitor/x.ts', 'aws-cdk-lib', '../controls/x.ts'],
  },
  'lib/template': {
    reason: 'template imports domain (and yaml) only',
    may: ['./near.ts', '#domain/arn.ts', 'yaml'],
    mayNot: ['node:fs', '@aws-sdk/client-ecs', '#controls/x.ts', '#recorded/x.ts'],
  },
  'lib/recorded': {
    reason: 'recorded imports domain and Node only',
    may: ['./near.ts', '#domain/arn.ts', 'node:fs/promises'],
    mayNot: ['@aws-sdk/client-ecs', '#aws/x.ts', '#controls/x.ts'],
  },
  'lib/settings': {
    reason: 'settings import domain, yaml and zod only',
    may: ['./near.ts', '#domain/settings.ts', 'yaml', 'zod'],
    mayNot: ['node:fs', '@aws-sdk/client-ssm', '#controls/x.ts'],
  },
  'lib/monitor': {
    reason: 'monitor imports domain, policy and controls only',
    may: ['./near.ts', '#domain/arn.ts', '#policy/parse.ts', '#controls/index.ts', 'node:crypto'],
    mayNot: ['node:fs', '@aws-sdk/client-ecs', '#aws/x.ts', '#recorded/x.ts', '#cli/x.ts', '../aws/x.ts'],
  },
  'lib/constructs': {
    reason: 'constructs import domain, controls (as data) and the CDK only',
    may: [
      './near.ts',
      '#domain/arn.ts',
      '#controls/index.ts',
      'aws-cdk-lib',
      'aws-cdk-lib/aws-sqs',
      'constructs',
    ],
    mayNot: ['#aws/x.ts', '@aws-sdk/client-ecs', '#monitor/x.ts', '../../functions/evaluate/index.ts'],
  },
  'lib/cli': {
    reason: 'cli imports domain, policy, controls and monitor only',
    may: [
      './near.ts',
      '#domain/arn.ts',
      '#policy/parse.ts',
      '#controls/index.ts',
      '#monitor/x.ts',
      'node:util',
    ],
    mayNot: [
      '@aws-sdk/client-ecs',
      '#aws/x.ts',
      '#constructs/x.ts',
      '../../bin/ecs-warden.ts',
      '../../test/run.ts',
    ],
  },
  'lib/elsewhere': { reason: 'no known layer', may: [], mayNot: ['#domain/arn.ts', './near.ts'] },
  'functions/evaluate': {
    reason: 'functions import neither constructs nor cli',
    may: ['./near.ts', '../shared.ts', '#aws/x.ts', '#monitor/x.ts', '#settings/x.ts', '@middy/core'],
    mayNot: [
      '#constructs/x.ts',
      '#cli/x.ts',
      '../../lib/cli/x.ts',
      '../../bin/app.ts',
      '../../test/run.ts',
      'aws-cdk-lib',
      'aws-cdk-lib/aws-sqs',
      '@aws-sdk/client-ecs',
    ],
  },
  bin: {
    reason: '',
    may: ['#constructs/x.ts', '#cli/x.ts', '#aws/x.ts', 'aws-cdk-lib', '../lib/aws/x.ts'],
    mayNot: [],
  },
};

/** Each way there is to import a module. */
const FORMS: Readonly<Record<string, (from: string) => string>> = {
  import: (from) => `import { x } from '${from}';\nexport const y = x;`,
  'import type': (from) => `import type { X } from '${from}';\nexport type Y = X;`,
  'import for its effect': (from) => `import '${from}';`,
  export: (from) => `export { x } from '${from}';`,
  'export all': (from) => `export * from '${from}';`,
  'await import()': (from) => `export const y = async (): Promise<unknown> => await import('${from}');`,
};

/** The rules of the language: rule, where, and code that breaks it. */
const FAULTS: readonly { rule: string; file: string; code: string }[] = [
  {
    rule: 'typescript(no-floating-promises)',
    file: 'functions/tick/floating.ts',
    code: 'const send = async (): Promise<void> => {};\nexport const handler = (): void => {\n  send();\n};',
  },
  {
    rule: 'typescript(switch-exhaustiveness-check)',
    file: 'lib/monitor/switch.ts',
    code: "export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}",
  },
  {
    rule: 'typescript(switch-exhaustiveness-check)',
    file: 'lib/monitor/default.ts',
    code: "export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n    default:\n      return 0;\n  }\n}",
  },
  {
    rule: 'typescript(no-explicit-any)',
    file: 'test/any.ts',
    code: 'export const f = (x: any): unknown => x;',
  },
  {
    rule: 'typescript(no-unsafe-assignment)',
    file: 'lib/recorded/parse.ts',
    code: "export const x: { y: number } = JSON.parse('{}');",
  },
  {
    rule: 'typescript(no-non-null-assertion)',
    file: 'lib/domain/bang.ts',
    code: 'export const f = (x: string | undefined): string => x!;',
  },
  {
    rule: 'typescript(consistent-type-imports)',
    file: 'lib/domain/hidden.ts',
    code: "export type X = import('#aws/x.ts').X;",
  },
  {
    rule: 'import(no-cycle)',
    file: 'lib/domain/egg.ts',
    code: "import { hen } from './hen.ts';\nexport const egg = (): number => hen();",
  },
  {
    rule: 'import(no-cycle)',
    file: 'lib/domain/hen.ts',
    code: "import { egg } from '#domain/egg.ts';\nexport const hen = (): number => egg();",
  },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const CONFIGURATION = ['package.json', 'tsconfig.json', 'biome.jsonc', '.oxlintrc.json', '.gitignore'];
const FOLDERS = ['bin', 'lib', 'functions', 'test'];

/** One file for each fault, so that no fault hides another. */
const planted = (layer: string, form: string, from: string): string =>
  `${layer}/${encodeURIComponent(`${form} ${from}`)}.ts`;

interface Fault {
  readonly file: string;
  readonly message: string;
}
let folder: string;
let layerFaults: readonly Fault[];
let languageFaults: readonly Fault[];

const run = (tool: string, ...options: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const args = [join(root, 'node_modules', tool), ...options, ...FOLDERS];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (_error, stdout, stderr) => {
      // A linter that found something ends with 1 and answers all the same; one without an answer could not run.
      if (stdout === '') reject(new Error(stderr));
      else resolve(stdout);
    });
  });

async function biome(): Promise<readonly Fault[]> {
  const stdout = await run('@biomejs/biome/bin/biome', 'lint', '--reporter=json', '--max-diagnostics=none');
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { message: string; location: { path: string } }[];
  };
  return diagnostics.map(({ message, location }) => ({ file: location.path, message }));
}

async function oxlint(): Promise<readonly Fault[]> {
  const stdout = await run('oxlint/bin/oxlint', '--format=json');
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  return diagnostics.map(({ code, filename }) => ({ file: filename, message: code }));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecs-warden-layers-'));
  const files = new Map(FAULTS.map(({ file, code }) => [file, code]));
  for (const [layer, { may, mayNot }] of Object.entries(LAYERS)) {
    for (const from of [...may, ...mayNot]) {
      for (const [form, code] of Object.entries(FORMS)) files.set(planted(layer, form, from), code(from));
    }
  }
  for (const [file, code] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `${code}\n`);
  }
  for (const name of CONFIGURATION) await copyFile(join(root, name), join(folder, name));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  [layerFaults, languageFaults] = await Promise.all([biome(), oxlint()]);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const messagesIn = (file: string): readonly string[] =>
  layerFaults.filter((fault) => fault.file === file).map(({ message }) => message);

describe.each(Object.entries(LAYERS))('%s', (layer, { reason, may, mayNot }) => {
  test.each(mayNot)('may not import %s, in any form, and says why', (from) => {
    for (const form of Object.keys(FORMS)) {
      expect(messagesIn(planted(layer, form, from)), form).toEqual([expect.stringContaining(reason)]);
    }
  });

  test.each(may)('may import %s', (from) => {
    for (const form of Object.keys(FORMS)) expect(messagesIn(planted(layer, form, from)), form).toEqual([]);
  });
});

test.each(FAULTS)('$rule is caught in $file', ({ rule, file }) => {
  expect(languageFaults.filter((fault) => fault.file === file)).toContainEqual({ file, message: rule });
});
