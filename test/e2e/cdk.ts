import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACCOUNT, awsEnvironment, REGION } from './environment.ts';
import { ROOT } from './folders.ts';
import { run } from './process.ts';

/** What the stack says of itself (a contract of DESIGN.md). */
export type Outputs = Readonly<Record<string, string>>;

export interface Cdk {
  bootstrap(): Promise<void>;
  /** Deploys all stacks and gives their outputs. */
  deploy(): Promise<Outputs>;
  destroy(): Promise<void>;
  /** The cloud assembly: templates and function bundles. */
  readonly assembly: string;
}

interface Options {
  readonly endpoint: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  /** The region of the monitor. */
  readonly region: string;
  /** Deploys with the caller's own credentials, not with the bootstrap roles (which the enforced emulator refuses). */
  readonly cliCredentials?: boolean;
}

/** A deployment takes 5 to 15 seconds; one that hangs (an unsupported custom resource does) must end. */
const TIMEOUT_MS = 120_000;

/** The CDK command line of this repository against an emulator; its files go to the scratch folder. */
export function cdkFor({ endpoint, folder, signal, region, cliCredentials = false }: Options): Cdk {
  const assembly = join(folder, 'cdk.out');
  const outputs = join(folder, 'outputs.json');
  const context = ['-c', 'emulator=true', ...(cliCredentials ? ['-c', 'cliCredentials=true'] : [])];
  const env = {
    ...awsEnvironment(endpoint, folder),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    CDK_HOME: join(folder, 'cdk-home'),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: '1',
  };
  const cdk = (...args: readonly string[]): Promise<string> =>
    run({
      command: process.execPath,
      args: [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), ...args, '--no-notices', '--output', assembly],
      env,
      cwd: ROOT,
      timeoutMs: TIMEOUT_MS,
      signal,
    });
  return {
    assembly,
    // Where the events of IAM come from there is a stack too.
    bootstrap: async () => {
      const places = [...new Set([region, REGION])].map((each) => `aws://${ACCOUNT}/${each}`);
      await cdk('bootstrap', ...places, ...context);
    },
    deploy: async () => {
      await cdk('deploy', '--all', '--require-approval', 'never', '--outputs-file', outputs, ...context);
      const stacks: Readonly<Record<string, Outputs>> = JSON.parse(await readFile(outputs, 'utf8'));
      return Object.assign({}, ...Object.values(stacks));
    },
    destroy: async () => void (await cdk('destroy', '--all', '--force', ...context)),
  };
}
