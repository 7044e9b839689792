import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { MonitorStack } from '#constructs/monitor-stack.ts';
import type { EcsWardenProps } from '#constructs/props.ts';
import { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';

/** The flags of cdk.json, which a bare App does not see, and no bundling: nothing here runs the functions. */
export const CONTEXT: Readonly<Record<string, unknown>> = {
  ...(JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> }).context,
  'aws:cdk:bundling-stacks': [],
};

const folders: string[] = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when the tests are through. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-warden-synth-'));
  folders.push(folder);
  return folder;
}

/** `validates`: CloudFormation's own checks run too; they take longer than everything else. */
export const testApp = (validates = false): App =>
  new App({ context: { ...CONTEXT }, outdir: scratch(), builtinCloudFormationValidation: validates });

/** The template of a monitor stack with these props. */
export const templateOf = (warden: EcsWardenProps = {}, env: Environment = {}): Template =>
  Template.fromStack(new MonitorStack(testApp(), 'EcsWarden', { warden, env }));

/** Settings that make every optional resource. */
export const FULL_SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  recipients: {
    emails: ['security@shop.example'],
    slack: { workspaceId: 'T012ABCDEFG', channelId: 'C012ABCDEFG' },
  },
};

type Properties = Readonly<Record<string, unknown>>;
/** A resource of a template: its logical id and properties. */
export interface Found {
  readonly id: string;
  readonly properties: Properties;
}

/** The resources of a type whose logical id begins with `Warden` and this. */
export function found(template: Template, type: string, id = ''): readonly Found[] {
  return Object.entries(template.findResources(type))
    .filter(([each]) => each.startsWith(`Warden${id}`))
    .map(([each, resource]) => ({ id: each, properties: (resource['Properties'] ?? {}) as Properties }));
}

/** The one resource of a type with such an id. */
export function only(template: Template, type: string, id: string): Found {
  const all = found(template, type, id);
  const [one] = all;
  if (!one || all.length > 1) throw new Error(`${all.length} of ${type} begin with Warden${id}`);
  return one;
}

/** A statement of a policy in a template. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** The statements of a policy document under a property. */
export const statements = ({ properties }: Found, property = 'PolicyDocument'): readonly Statement[] =>
  (properties[property] as { readonly Statement: readonly Statement[] }).Statement;

export const actionsOf = ({ Action }: Statement): readonly string[] =>
  typeof Action === 'string' ? [Action] : Action;
