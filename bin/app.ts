/** The CDK app: the monitor of one account and region. Settings come from a file; switches from the context. */
import { existsSync, readFileSync } from 'node:fs';
import { App, CliCredentialsStackSynthesizer, type IStackSynthesizer } from 'aws-cdk-lib';
import { EMULATOR } from '#constructs/emulator.ts';
import { ForwarderStack } from '#constructs/forwarder-stack.ts';
import { MonitorStack } from '#constructs/monitor-stack.ts';
import { behaviours, controls } from '#controls/index.ts';
import { judgedCalls } from '#domain/behaviour.ts';
import { forwardings } from '#domain/forwarding.ts';
import { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';
import { parseSettings } from '#settings/parse.ts';

/** Read when no other is named; its absence means the defaults. */
const DEFAULT_FILE = 'ecs-warden.config.yaml';

/** Names what is wrong, with file and line, and ends the app: nothing is deployed under settings half understood. */
function fail(lines: readonly string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(64);
}

function settingsFrom(named: string | undefined): Settings {
  const file = named ?? DEFAULT_FILE;
  if (named === undefined && !existsSync(file)) return DEFAULT_SETTINGS;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return fail([`${file}: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const parsed = parseSettings(
    text,
    file,
    [...controls, ...behaviours].map(({ id }) => id),
  );
  return 'settings' in parsed ? parsed.settings : fail(parsed.errors.map(({ message }) => message));
}

const app = new App();
const text = (name: string): string | undefined => {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const isOn = (name: string): boolean => ['true', '1'].includes(text(name) ?? '');

const settings = settingsFrom(text('settings') ?? process.env['ECS_WARDEN_CONFIG']);
const region = settings.homeRegion ?? process.env['CDK_DEFAULT_REGION'];
const account = process.env['CDK_DEFAULT_ACCOUNT'];
const name = text('name') ?? 'ecs-warden';
const keys = text('keys');
if (keys !== undefined && keys !== 'customer' && keys !== 'aws-owned')
  fail([`-c keys=${keys}: customer or aws-owned`]);

const stack = text('stack') ?? 'EcsWarden';
const synthesizer = () => ({
  // The CDK's own classes do not fit its interfaces under exactOptionalPropertyTypes.
  ...(isOn('cliCredentials') && { synthesizer: new CliCredentialsStackSynthesizer() as IStackSynthesizer }),
});

const monitor = new MonitorStack(app, stack, {
  description: 'ecs-warden: compliance monitor for Amazon ECS',
  env: { ...(account && { account }), ...(region && { region }) },
  ...synthesizer(),
  warden: { settings, name, ...(keys && { keys }), ...(isOn('emulator') && EMULATOR) },
});

// Without a home region that is known now nobody can say which regions are others.
for (const { region: other, rules } of forwardings(
  region ?? '',
  settings.regions,
  judgedCalls(behaviours, settings),
)) {
  new ForwarderStack(app, `${stack}-${other}`, {
    description: `ecs-warden: sends events of ${other} to ${region}`,
    env: { ...(account && { account }), region: other },
    ...synthesizer(),
    homeRegion: region ?? '',
    rules,
    name,
    emails: settings.recipients.emails,
    enforceTls: !isOn('emulator'),
    alarms: true,
  }).addStackDependency(monitor);
}
