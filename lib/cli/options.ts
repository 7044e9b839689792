/** One option as people write it; `value` names what follows it, an option without is a switch. */
export interface Option {
  readonly short?: string;
  readonly value?: string;
  readonly says: string;
  /** May be given several times. */
  readonly many?: true;
  /** What else is to be said of it in the help of a command. */
  readonly alsoSays?: Readonly<Record<string, string>>;
  /** The commands that take it; absent: all. */
  readonly of?: readonly string[];
  /** The commands that it means something to, where others take it and do as without it. */
  readonly meansTo?: readonly string[];
}

export const FORMATS = ['table', 'json', 'ndjson', 'csv', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

/** Where the operator's file is looked for when nobody names one. */
export const DEFAULT_CONFIG = 'ecs-warden.config.yaml';

/** The stack that is asked when nobody names one: what the app calls it. */
export const DEFAULT_STACK = 'EcsWarden';

/** Every option there is, in the order of the help. */
const OPTIONS = {
  account: {
    value: 'FILE',
    says: 'a recorded account (of record, or as docs/account-file.md has it)',
    alsoSays: {
      replay: ', in which the events happen',
      scan: ', instead of the live one',
      record: ', instead of the live one',
      explain: ', instead of the live one',
    },
    of: ['replay', 'scan', 'record', 'explain'],
  },
  principal: {
    value: 'ARN',
    says: 'who asks: a user, role, session, account or service (by its name)',
    of: ['explain'],
  },
  action: { value: 'ACTION', says: 'what it asks to do, such as ecs:UpdateService', of: ['explain'] },
  resource: { value: 'ARN', says: 'with what; default: * (an action on no resource)', of: ['explain'] },
  context: {
    value: 'KEY=VALUE',
    says: 'what is known of the request, such as aws:SourceIp=198.51.100.7; mfa=, ip= and tls= are short; KEY= is known to be absent, a key given again has several values',
    of: ['explain'],
    many: true,
  },
  batch: {
    value: 'FILE',
    says: 'requests with their policies, one JSON a line ("-": standard input): no account is needed',
    of: ['explain'],
  },
  region: {
    value: 'REGION',
    says: 'a region to look in, several if given again; default: those of the settings, else AWS_REGION or the profile',
    of: ['scan', 'record', 'explain', 'findings', 'doctor', 'bench'],
    many: true,
  },
  'deploy-to': {
    value: 'ACCOUNT/REGION',
    says: 'where the templates are deployed to; without it neither is known',
    of: ['check'],
  },
  stack: {
    value: 'NAME',
    says: `the deployed monitor's stack; default ${DEFAULT_STACK}`,
    of: ['findings', 'doctor', 'bench'],
  },
  table: {
    value: 'NAME',
    says: 'the findings table, instead of asking the stack for its output FindingsTableName',
    of: ['findings'],
  },
  instance: {
    value: 'ID',
    says: 'the container instance that a report is of: i-… or mi-…',
    of: ['bench'],
  },
  reason: { value: 'TEXT', says: 'why a finding is suppressed', of: ['findings'] },
  owner: { value: 'WHO', says: 'who answers for that: a team or a person', of: ['findings'] },
  until: {
    value: 'DATE',
    says: 'when that ends: a day (2027-01-31, its end in UTC) or a moment with its zone',
    of: ['findings'],
  },
  status: {
    value: 'STATUS',
    says: 'what to show: all, or statuses with commas between them',
    alsoSays: {
      scan: '; default failed,not-available',
      check: '; default failed,not-available',
      findings: '; default open',
      route: '; default failed',
    },
    of: ['scan', 'check', 'findings', 'route'],
  },
  output: {
    short: 'o',
    value: 'FORMAT',
    says: 'table (default on a terminal), json (default elsewhere), ndjson, csv',
    alsoSays: { scan: ', sarif', check: ', sarif' },
  },
  'fail-on': {
    value: 'SEVERITY',
    says: 'exit 1 for open findings from here up: critical, high (default), medium, low, informational',
    meansTo: ['scan', 'check', 'replay', 'findings', 'diff'],
  },
  config: { value: 'FILE', says: `the settings; default ./${DEFAULT_CONFIG} where there is one` },
  'no-color': { says: 'no colours (also by the environment variable NO_COLOR)' },
  help: { short: 'h', says: 'this text; after a command, its own' },
  version: { says: 'the version' },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof OPTIONS;
export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[];
export const optionOf = (name: OptionName): Option => OPTIONS[name];

/** What the help of a command says of an option; of none: what holds for all. */
export const saysOf = (name: OptionName, command = ''): string => {
  const { says, alsoSays = {} } = optionOf(name);
  return `${says}${alsoSays[command] ?? ''}`;
};

/** Whether the help of a command shows an option. */
export const isShownBy = (command: string, name: OptionName): boolean =>
  takes(command, name) && (optionOf(name).meansTo?.includes(command) ?? true);

/** Whether a command takes an option. */
export const takes = (command: string, name: OptionName): boolean =>
  optionOf(name).of?.includes(command) ?? true;
