import type { Suspect, SuspectPlace } from '#domain/task-definition.ts';

const PLACES: Readonly<Record<SuspectPlace, string>> = {
  environment: 'variable',
  command: 'command',
  entryPoint: 'entry point',
  dockerLabels: 'label',
  'healthCheck.command': 'health check',
  'logConfiguration.options': 'log option',
  'firelensConfiguration.options': 'FireLens option',
};

/** Where a secret stands: `variable DB_PASSWORD`, `command` (where it has no name). */
export const sayPlace = ({ where, name }: Suspect): string => [PLACES[where], name].filter(Boolean).join(' ');

const KINDS: Readonly<Record<Suspect['kind'], string>> = {
  'aws-key': 'AWS access key',
  'private-key': 'private key',
  'github-token': 'GitHub token',
  'gitlab-token': 'GitLab token',
  'slack-token': 'Slack token',
  'slack-webhook': 'Slack webhook',
  'stripe-key': 'Stripe key',
  jwt: 'JSON Web Token',
  'google-key': 'Google API key',
  'npm-token': 'npm token',
  'pypi-token': 'PyPI token',
  'sendgrid-key': 'SendGrid key',
  'anthropic-key': 'Anthropic key',
  'openai-key': 'OpenAI key',
  'docker-token': 'Docker token',
  'vault-token': 'Vault token',
  'authorization-header': 'authorization header',
  'url-password': 'password in an address',
  'by-name': 'by its name',
};

/** What kind of secret it is, in words. */
export const sayKind = (kind: Suspect['kind']): string => KINDS[kind];
