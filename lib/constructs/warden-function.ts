import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Duration, Stage } from 'aws-cdk-lib';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Construct } from 'constructs';
import type { FunctionName } from './access.ts';
import { acknowledge } from './acknowledge.ts';
import type { Identity } from './identity.ts';
import type { SettingsBundle } from './settings-bundle.ts';

export interface WardenFunctionProps {
  readonly name: FunctionName;
  readonly identity: Identity;
  readonly description: string;
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The settings that are laid beside the code. */
  readonly settings: SettingsBundle;
}

const WHY_NO_DEAD_LETTERS =
  'Its event source or schedule sends again what it did not do, and its own alarm says when it fails.';
const WHY_NO_TRACES =
  'One function does a change from event to verdict; EventLag and TellDelay measure the way, without a tracer in the bundle.';

/** Its source map is read when an error is logged (functions/source-frames.ts). */
export const BUNDLING = {
  format: OutputFormat.ESM,
  target: 'node24',
  mainFields: ['module', 'main'],
  bundleAwsSDK: true,
  minify: true,
  sourceMap: true,
  sourcesContent: false,
} as const satisfies BundlingOptions;

/** The root of this package: where `functions/` lies. */
const ROOT = join(import.meta.dirname, '../..');
/** The bundler wants to see a lock file; npm publishes none, and nothing is installed from it. */
const LOCK = [join(ROOT, 'package-lock.json'), join(ROOT, 'package.json')].find(existsSync) ?? '';

/**
 * One function, bundled with its SDK (so that the newest fields of ECS are there, and emulators need none) and the
 * operator's settings. Its policy is attached before it: the first invocation must not be denied.
 */
export function wardenFunction(scope: Construct, id: string, props: WardenFunctionProps): NodejsFunction {
  const { name, identity, settings, environment, ...rest } = props;
  const made = new NodejsFunction(scope, id, {
    ...rest,
    entry: join(ROOT, 'functions', name, 'index.ts'),
    projectRoot: ROOT,
    depsLockFilePath: LOCK,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    role: identity.role,
    logGroup: identity.logGroup,
    loggingFormat: LoggingFormat.JSON,
    environment: {
      ...environment,
      SETTINGS_HASH: settings.hash,
    },
    bundling: {
      ...BUNDLING,
      commandHooks: {
        beforeBundling: () => [],
        beforeInstall: () => [],
        afterBundling: (_input, output) => [
          copy(settingsFile(scope, settings), join(output, 'settings.json')),
        ],
      },
    },
  });
  acknowledge(made, {
    'Serverless-LambdaDLQ': WHY_NO_DEAD_LETTERS,
    'Serverless-LambdaTracing': WHY_NO_TRACES,
  });
  made.node.addDependency(identity.policy);
  return made;
}

/** The settings as a file of the cloud assembly, written when a bundle needs them. */
function settingsFile(scope: Construct, { json, file }: SettingsBundle): string {
  const folder = Stage.of(scope)?.outdir ?? '.';
  mkdirSync(folder, { recursive: true });
  const path = join(folder, file);
  writeFileSync(path, json);
  return path;
}

/** A command that every shell understands. */
const copy = (from: string, to: string): string =>
  `node -e "require('node:fs').copyFileSync(process.argv[1],process.argv[2])" "${from}" "${to}"`;
