import { dirname, join } from 'node:path';
import { ROOT } from './folders.ts';

export const REGION = 'us-east-1';
/** The account that the emulator gives the key `test`. */
export const ACCOUNT = '000000000000';
export const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** What may pass from the caller's environment; everything else (profiles, proxies, Lambda's variables) stays out. */
const KEPT = ['HOME', 'LANG', 'LC_ALL', 'SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS', 'PIP_INDEX_URL', 'PIP_CERT'];

/** A clean environment: the running Node first on the path (functions run with it), temporary files in one folder. */
export function cleanEnvironment(folder: string): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return {
    ...Object.fromEntries(kept),
    PATH: [dirname(process.execPath), join(ROOT, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(':'),
    TMPDIR: folder,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    NO_COLOR: '1',
  };
}

/** For AWS clients that shall see the emulator and nothing else. */
export function awsEnvironment(endpoint: string, folder: string): NodeJS.ProcessEnv {
  return {
    ...cleanEnvironment(folder),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}
