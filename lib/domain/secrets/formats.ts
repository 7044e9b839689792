import { isPlaceholder } from './values.ts';

/** What a secret is, as far as its text tells; `by-name` where only the name of its variable does. */
export type SecretKind =
  | 'aws-key'
  | 'private-key'
  | 'github-token'
  | 'gitlab-token'
  | 'slack-token'
  | 'slack-webhook'
  | 'stripe-key'
  | 'jwt'
  | 'google-key'
  | 'npm-token'
  | 'pypi-token'
  | 'sendgrid-key'
  | 'anthropic-key'
  | 'openai-key'
  | 'docker-token'
  | 'vault-token'
  | 'authorization-header'
  | 'url-password'
  | 'by-name';

interface Format {
  readonly kind: SecretKind;
  readonly pattern: RegExp;
}

/**
 * Formats that hardly anything but a secret has, as the issuers document them and the rules of gitleaks have them.
 *
 * All run in linear time: what repeats without a bound can only begin where it could not have begun a character
 * earlier (the lookbehind excludes what repeats), so no stretch of text is scanned twice by one of them.
 */
const FORMATS: readonly Format[] = [
  { kind: 'aws-key', pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/ },
  { kind: 'private-key', pattern: /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----/ },
  // The same header in base64: the beginnings of PKCS 8, RSA, EC and OpenSSH keys.
  {
    kind: 'private-key',
    pattern:
      /LS0tLS1CRUdJTiB(?:QUklWQVRFIEtFWS|SU0EgUFJJVkFURSBLRVkt|FQyBQUklWQVRFIEtFWS|PUEVOU1NIIFBSSVZBVEUgS0VZ)/,
  },
  { kind: 'github-token', pattern: /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36}/ },
  { kind: 'github-token', pattern: /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{60}/ },
  { kind: 'gitlab-token', pattern: /(?<![A-Za-z0-9])glpat-[\w-]{20}/ },
  { kind: 'slack-token', pattern: /(?<![A-Za-z0-9])(?:xox[abeoprs]-[A-Za-z0-9-]{10}|xapp-\d-[A-Z0-9]{8})/ },
  {
    kind: 'slack-webhook',
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9]{6,20}\/[A-Za-z0-9]{6,20}\//,
  },
  { kind: 'stripe-key', pattern: /(?<![A-Za-z0-9])[rs]k_(?:live|test|prod)_[A-Za-z0-9]{10}/ },
  { kind: 'jwt', pattern: /(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10}/ },
  { kind: 'google-key', pattern: /(?<![\w-])AIza[\w-]{35}(?![\w-])/ },
  { kind: 'npm-token', pattern: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/ },
  { kind: 'pypi-token', pattern: /(?<![A-Za-z0-9])pypi-AgEIcHlwaS5vcmc[\w-]{20}/ },
  { kind: 'sendgrid-key', pattern: /(?<![A-Za-z0-9])SG\.[\w-]{22}\.[\w-]{43}/ },
  { kind: 'anthropic-key', pattern: /(?<![A-Za-z0-9])sk-ant-(?:api|admin)\d\d-[\w-]{40}/ },
  { kind: 'openai-key', pattern: /(?<![A-Za-z0-9])sk-[\w-]{20,180}T3BlbkFJ[\w-]{20}/ },
  { kind: 'docker-token', pattern: /(?<![A-Za-z0-9])dckr_(?:pat|oat)_[\w-]{20}/ },
  { kind: 'vault-token', pattern: /(?<![A-Za-z0-9])hv[bs]\.[\w-]{24}/ },
  {
    kind: 'authorization-header',
    pattern: /authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic)\s{1,3}[A-Za-z0-9._~+/=-]{16}/i,
  },
];

/** `scheme://user:password@`, the user possibly empty; the password is the first group. */
const URL_USERINFO = /(?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/?#:@"'`]*:([^\s/?#@"'`]+)@/gi;
/** The same without a scheme, as the Go driver of MySQL writes it: `user:password@tcp(host:3306)/db`. */
const DSN_USERINFO = /(?<![^\s"'`=])[\w.-]{1,64}:([^\s/@"'`:]{1,256})@(?:tcp|unix)\(/g;

/** The kinds of secret that stand somewhere in a text, each once. */
export function formatsIn(text: string): readonly SecretKind[] {
  const kinds = FORMATS.filter(({ pattern }) => pattern.test(text)).map(({ kind }) => kind);
  const passwords = [URL_USERINFO, DSN_USERINFO].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, password]) => password ?? ''),
  );
  if (passwords.some((password) => !isPlaceholder(password))) kinds.push('url-password');
  return [...new Set(kinds)];
}

/**
 * Whether a text has the form of an AWS secret access key: 40 characters of base64 in both cases with a digit. Hashes
 * in hexadecimal, which are as long, have not.
 */
export const isAwsSecretShaped = (text: string): boolean =>
  /^[A-Za-z0-9/+]{40}$/.test(text) && /[A-Z]/.test(text) && /[g-z]/.test(text) && /\d/.test(text);
