import { type Aws, awsAt } from './aws.ts';
import { type Cdk, cdkFor, type Outputs } from './cdk.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { REGION } from './environment.ts';

/** An emulator with the monitor deployed to it. */
export interface Deployment {
  readonly emulator: Emulator;
  readonly aws: Aws;
  readonly cdk: Cdk;
  readonly outputs: Outputs;
}

interface Options {
  readonly python: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly port?: number;
  /** With the emulator deciding by policies what each caller may do. */
  readonly enforceIam?: boolean;
  /** The region of the monitor; by default the one in which IAM's events are too. */
  readonly home?: string;
  /** Called between bootstrapping and deploying. */
  readonly bootstrapped?: (aws: Aws) => Promise<void>;
}

/** Starts an emulator, deploys the monitor to it as an operator would, lets `use` work with it, and stops it. */
export async function withDeployment(
  { python, folder, signal, say, port, enforceIam = false, home = REGION, bootstrapped }: Options,
  use: (deployment: Deployment) => Promise<void>,
): Promise<void> {
  const began = Date.now();
  const since = (): string => `${((Date.now() - began) / 1000).toFixed(1)} s`;
  const emulator = await startEmulator({ python, folder, enforceIam, ...(port !== undefined && { port }) });
  const aws = awsAt(emulator.endpoint, home);
  try {
    const cdk = cdkFor({
      endpoint: emulator.endpoint,
      folder,
      signal,
      region: home,
      cliCredentials: enforceIam,
    });
    await cdk.bootstrap();
    say(`bootstrapped (${since()})`);
    await bootstrapped?.(aws);
    const outputs = await cdk.deploy();
    say(`deployed (${since()})`);
    await use({ emulator, aws, cdk, outputs });
  } finally {
    aws.close();
    await emulator.stop();
  }
}
