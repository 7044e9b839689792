/**
 * Writes what follows from the controls: their index, their pages, the tables. `--check` writes nothing and exits 1
 * with the name of each file that is not as it should be.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Situations } from '#cli/generate/control-page.ts';
import { type Files, generatedFiles, type Source, staleFiles } from '#cli/generate/files.ts';
import { type AnyRule, isBehaviour } from '#domain/behaviour.ts';
import { settingsSchemaText } from '#settings/json-schema.ts';
import { serviceDataFiles } from './service-data.ts';

const EMPTY_README = '# ecs-warden\n\n<!-- controls:start -->\n<!-- controls:end -->\n';
const SCHEMA = 'docs/schemas/ecs-warden.config.v1.json';

// The root can be named: a test runs this over a copy.
const words = process.argv.slice(2);
const isCheck = words.includes('--check');
const root = resolve(words.find((word) => word !== '--check') ?? join(import.meta.dirname, '..'));
const at = (path: string): string => join(root, path);
const textOf = (path: string): string | undefined =>
  existsSync(at(path)) ? readFileSync(at(path), 'utf8') : undefined;

/** What a module exports by default, if there is such a file. */
async function defaultOf(path: string): Promise<unknown> {
  if (!existsSync(at(path))) return undefined;
  const module: { readonly default?: unknown } = await import(pathToFileURL(at(path)).href);
  return module.default;
}

/** The files of lib/controls/FAMILY/ID.ts, each a control. */
async function sources(): Promise<readonly Source[]> {
  const folders = readdirSync(at('lib/controls'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const placed = folders.flatMap(({ name: folder }) =>
    readdirSync(at(`lib/controls/${folder}`)).map((file) => ({ folder, id: file.replace(/\.ts$/, '') })),
  );
  return Promise.all(placed.map(async ({ folder, id }) => sourceOf(folder, id)));
}

async function sourceOf(folder: string, id: string): Promise<Source> {
  const control = (await defaultOf(`lib/controls/${folder}/${id}.ts`)) as AnyRule | undefined;
  if (control?.id !== id)
    throw new Error(`lib/controls/${folder}/${id}.ts does not export the control ${id} by default`);
  const cases = await defaultOf(`test/controls/${id}.cases.ts`);
  return {
    folder,
    id,
    isBehaviour: isBehaviour(control),
    control,
    ...(isCases(cases) && { situations: situationsOf(cases) }),
  };
}

type Named = Readonly<Record<string, unknown>>;
interface Cases extends Readonly<Record<'passes' | 'notApplicable' | 'notAvailable', Named>> {
  readonly fails: Readonly<Record<string, { readonly severity: string }>>;
}
const isCases = (value: unknown): value is Cases =>
  typeof value === 'object' && value !== null && 'fails' in value;

const situationsOf = ({ passes, fails, notApplicable, notAvailable }: Cases): Situations => ({
  passes: Object.keys(passes),
  fails: Object.entries(fails).map(([name, { severity }]) => ({ name, severity })),
  notApplicable: Object.keys(notApplicable),
  notAvailable: Object.keys(notAvailable),
});

/** What is there of the generated files, pages that nobody generates any more among them. */
function existing(generated: Files): Files {
  const pages = existsSync(at('docs/controls'))
    ? readdirSync(at('docs/controls')).map((name) => `docs/controls/${name}`)
    : [];
  return new Map(
    [...generated.keys(), ...pages].flatMap((path) => {
      const text = textOf(path);
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
}

const generated = new Map([
  ...generatedFiles(await sources(), textOf('README.md') ?? EMPTY_README),
  [SCHEMA, settingsSchemaText()] as const,
  ...(await serviceDataFiles()),
]);
const { differing, leftOver } = staleFiles(generated, existing(generated));
if (isCheck) {
  for (const path of differing) console.error(`${path} is not up to date: npm run generate`);
  for (const path of leftOver)
    console.error(`${path} is of a control that no longer exists: npm run generate`);
  process.exitCode = differing.length + leftOver.length > 0 ? 1 : 0;
} else {
  for (const path of differing) {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), generated.get(path) ?? '');
    console.log(`wrote ${path}`);
  }
  for (const path of leftOver) {
    await rm(at(path));
    console.log(`removed ${path}`);
  }
}
