import type { Container, Suspect } from '#domain/task-definition.ts';
import { container, familyOf } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const key = (says: Partial<Suspect> = {}): Suspect => ({
  where: 'environment',
  name: 'AWS_SECRET_ACCESS_KEY',
  kind: 'aws-key',
  certain: true,
  ...says,
});
const on = (says: Partial<Container>) => ({ facts: { family: familyOf(container('web', says)) } });
const fails = (given: ReturnType<typeof on>, severity: 'CRITICAL' | 'LOW', ...reasons: string[]) => ({
  ...given,
  reasons,
  severity,
});

export default {
  passes: {
    'nothing that looks like a secret': on({}),
    'another secret is the matter of another control': on({
      suspects: [key({ name: 'DB_PASSWORD', kind: 'by-name', certain: false })],
    }),
    'an unread password is no access key': on({ suspectsUnreadable: 'environment DB_PASSWORD: Ref X' }),
  },
  fails: {
    'a key in the environment': fails(
      on({ suspects: [key()] }),
      'CRITICAL',
      'static-credentials web AWS_SECRET_ACCESS_KEY',
    ),
    'under a name that says nothing': fails(
      on({ suspects: [key({ name: 'X' })] }),
      'CRITICAL',
      'static-credentials web X',
    ),
    'in the command': fails(
      on({ suspects: [key({ where: 'command', name: '' })] }),
      'CRITICAL',
      'static-credentials web command',
    ),
    'in a label': fails(
      on({ suspects: [key({ where: 'dockerLabels', name: 'key' })] }),
      'CRITICAL',
      'static-credentials web dockerLabels key',
    ),
    'in the options of the logs': fails(
      on({ suspects: [key({ where: 'logConfiguration.options', name: 'aws_secret' })] }),
      'CRITICAL',
      'static-credentials web logConfiguration.options aws_secret',
    ),
    'from a secret: hidden, but as lasting': fails(
      on({ injectedKeys: ['AWS_ACCESS_KEY_ID'] }),
      'LOW',
      'injected-credentials web AWS_ACCESS_KEY_ID',
    ),
    'a variable of the name of a key, whatever its value': fails(
      on({ namedKeys: ['AWS_ACCESS_KEY_ID'] }),
      'LOW',
      'named-credentials web AWS_ACCESS_KEY_ID',
    ),
    'one whose value is a key is said once': fails(
      on({ suspects: [key()], namedKeys: ['AWS_SECRET_ACCESS_KEY'] }),
      'CRITICAL',
      'static-credentials web AWS_SECRET_ACCESS_KEY',
    ),
    'half from a secret, half in plain text': fails(
      on({ suspects: [key({ name: 'AWS_ACCESS_KEY_ID' })], injectedKeys: ['AWS_SECRET_ACCESS_KEY'] }),
      'CRITICAL',
      'static-credentials web AWS_ACCESS_KEY_ID',
      'injected-credentials web AWS_SECRET_ACCESS_KEY',
    ),
  },
  notApplicable: {},
  notAvailable: {
    'a key that is not known yet': {
      ...on({ keysUnreadable: 'environment AWS_SECRET_ACCESS_KEY: Ref Key is not known before deployment' }),
      why: /web: environment AWS_SECRET_ACCESS_KEY: Ref Key/,
    },
  },
  worse: { before: on({ suspects: [key()] }), after: on({ suspects: [key(), key({ name: 'OTHER' })] }) },
} satisfies Cases;
