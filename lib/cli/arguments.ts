import { type ParseArgsConfig, parseArgs } from 'node:util';
import { didYouMean } from '#domain/nearest.ts';
import { partitionOf } from '#domain/partition.ts';
import type { Place } from '#domain/resource.ts';
import { SEVERITIES, type Severity } from '#domain/severity.ts';
import { UsageError } from './exit-code.ts';
import { visible } from './format/visible.ts';
import { FORMATS, type Format, OPTION_NAMES, type OptionName, optionOf, takes } from './options.ts';

/** A command line, understood. */
export interface Arguments {
  /** The first word that is no option. */
  readonly command?: string;
  /** The words behind it. */
  readonly operands: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
  readonly color: boolean;
  readonly output?: Format;
  readonly failOn: Severity;
  readonly config?: string;
  readonly account?: string;
  /** A file of requests. */
  readonly batch?: string;
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
  /** `KEY=VALUE`, in the order given. */
  readonly context: readonly string[];
  /** In the order given, each once. */
  readonly regions: readonly string[];
  readonly table?: string;
  readonly stack?: string;
  readonly instance?: string;
  readonly reason?: string;
  readonly owner?: string;
  /** As written. */
  readonly until?: string;
  /** Where templates are deployed to. */
  readonly deployTo?: Place;
  /** As written; each command knows statuses of its own. */
  readonly status?: string;
}

const CONFIG: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
  OPTION_NAMES.map((name) => {
    const { value, short } = optionOf(name);
    return [
      name,
      { type: value === undefined ? 'boolean' : 'string', ...(short !== undefined && { short }) },
    ];
  }),
);

/** Reads the words behind the program's name; throws a UsageError that says what is wrong and what was meant. */
export function readArguments(argv: readonly string[]): Arguments {
  // Not strict: its own messages name no option that is near, and nothing is known of our commands.
  const { tokens } = parseArgs({
    args: [...argv],
    options: CONFIG,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const [command, ...operands] = words;
  const given = new Map<OptionName, string>();
  const regions = new Set<string>();
  const context: string[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = knownOption(token.name, token.rawName, command);
    if (given.has(name) && !optionOf(name).many) throw new UsageError(`${token.rawName} is given twice`);
    given.set(name, valueOf(name, token));
    if (name === 'region') regions.add(regionIn(valueOf(name, token)));
    if (name === 'context') context.push(valueOf(name, token));
  }
  const output = given.get('output');
  const deployTo = given.get('deploy-to');
  return {
    ...(command !== undefined && { command }),
    operands,
    help: given.has('help'),
    version: given.has('version'),
    color: !given.has('no-color'),
    failOn: severityIn(given.get('fail-on')),
    regions: [...regions],
    context,
    ...(output !== undefined && { output: formatIn(output, command) }),
    ...textsIn(given),
    ...(deployTo !== undefined && { deployTo: placeIn(deployTo) }),
  };
}

/** Options whose value is taken as it is written. */
const TEXTS = [
  'config',
  'account',
  'batch',
  'principal',
  'action',
  'resource',
  'table',
  'stack',
  'instance',
  'status',
  'reason',
  'owner',
  'until',
] as const;

const textsIn = (
  given: ReadonlyMap<OptionName, string>,
): { readonly [N in (typeof TEXTS)[number]]?: string } =>
  Object.fromEntries(TEXTS.flatMap((name) => (given.has(name) ? [[name, given.get(name)]] : [])));

function knownOption(name: string, written: string, command: string | undefined): OptionName {
  const known = OPTION_NAMES.find((each) => each === name);
  if (known === undefined) {
    const guess = didYouMean(
      `--${name}`,
      OPTION_NAMES.map((each) => `--${each}`),
    );
    throw new UsageError(`${visible(written)} is no option${guess}`);
  }
  if (command !== undefined && !takes(command, known)) {
    throw new UsageError(
      `${written} is no option of ${visible(command)}, only of ${optionOf(known).of?.join(', ')}`,
    );
  }
  return known;
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function valueOf(name: OptionName, { rawName, value, inlineValue }: OptionToken): string {
  const wants = optionOf(name).value;
  if (wants === undefined && value !== undefined) throw new UsageError(`${rawName} takes no value`);
  if (wants === undefined) return '';
  // `--output --config x`: the next option was taken for the value.
  const isOption = inlineValue !== true && value !== '-' && value?.startsWith('-') === true;
  if (value === undefined || value === '' || isOption)
    throw new UsageError(`${rawName} needs a value: ${rawName} ${wants}`);
  return value;
}

function formatIn(text: string, command: string | undefined): Format {
  const format = FORMATS.find((each) => each === text);
  if (format === 'sarif' && command !== undefined && !SARIF_COMMANDS.includes(command))
    throw new UsageError(`--output sarif is for ${SARIF_COMMANDS.join(' and ')} only`);
  if (format) return format;
  throw new UsageError(
    `--output ${visible(text)} is no format: ${FORMATS.join(', ')}${didYouMean(text, FORMATS)}`,
  );
}

/** The commands that give evaluations, which SARIF has a place for. */
const SARIF_COMMANDS: readonly string[] = ['scan', 'check'];

function placeIn(text: string): Place {
  const [, account = '', region = ''] = /^(\d{12})\/([a-z0-9-]+)$/.exec(text) ?? [];
  const partition = partitionOf(region)?.id;
  if (partition !== undefined) return { account, region, partition };
  throw new UsageError(
    `--deploy-to ${visible(text)} is no account and region, such as 123456789012/eu-west-1`,
  );
}

function regionIn(text: string): string {
  if (partitionOf(text)) return text;
  throw new UsageError(`--region ${visible(text)} is no name of a region, such as eu-west-1`);
}

function severityIn(text = 'high'): Severity {
  const severity = SEVERITIES.find((each) => each === text.toUpperCase());
  if (severity) return severity;
  const names = SEVERITIES.map((each) => each.toLowerCase());
  throw new UsageError(
    `--fail-on ${visible(text)} is no severity: ${names.join(', ')}${didYouMean(text, names)}`,
  );
}
