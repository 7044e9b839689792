import type { Container, Suspect } from '#domain/task-definition.ts';
import { container, family, familyOf, revision, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const given = (value: ReturnType<typeof family>) => ({ facts: { family: value } });
const suspect = (says: Partial<Suspect> = {}): Suspect => ({
  where: 'environment',
  name: 'DB_PASSWORD',
  kind: 'by-name',
  certain: false,
  ...says,
});
const token = suspect({ name: 'TOKEN', kind: 'github-token', certain: true });
const web = (says: Partial<Container> = {}) => container('web', says);
const holding = (...suspects: Suspect[]) => given(familyOf(web({ suspects })));

export default {
  passes: {
    'nothing that looks like a secret': given(familyOf(web())),
    'environment files are not read, and said so': given(familyOf(web({ environmentFiles: true }))),
    'Windows and Fargate are judged alike': given(
      family([
        revision(1, taskDefinition([web()], { operatingSystem: 'WINDOWS_SERVER_2022_CORE' })),
        revision(2, taskDefinition([web()], { requiresCompatibilities: ['FARGATE'] })),
      ]),
    ),
  },
  fails: {
    'a known format is high': {
      ...holding(token),
      reasons: ['plaintext-secret web TOKEN'],
      severity: 'HIGH',
    },
    'a name alone is medium': {
      ...holding(suspect()),
      reasons: ['likely-plaintext-secret web DB_PASSWORD'],
      severity: 'MEDIUM',
    },
    'AWS keys fail it too': {
      ...holding(suspect({ name: 'AWS_ACCESS_KEY_ID', kind: 'aws-key', certain: true })),
      reasons: ['plaintext-secret web AWS_ACCESS_KEY_ID'],
      severity: 'HIGH',
    },
    'each variable is a reason, the worst decides': {
      ...holding(suspect(), token),
      reasons: ['likely-plaintext-secret web DB_PASSWORD', 'plaintext-secret web TOKEN'],
      severity: 'HIGH',
    },
    'the same variable in two containers is two': {
      ...given(familyOf(web({ suspects: [token] }), container('side', { suspects: [token] }))),
      reasons: ['plaintext-secret web TOKEN', 'plaintext-secret side TOKEN'],
      severity: 'HIGH',
    },
    'a nameless argument of a command': {
      ...holding(suspect({ where: 'command', name: '', kind: 'url-password', certain: true })),
      reasons: ['plaintext-secret web command'],
      severity: 'HIGH',
    },
    'a log option (peers do not look there)': {
      ...holding(suspect({ where: 'logConfiguration.options', name: 'splunk-token' })),
      reasons: ['likely-plaintext-secret web logConfiguration.options splunk-token'],
      severity: 'MEDIUM',
    },
    'two kinds under one name are one reason': {
      ...holding(token, { ...token, kind: 'url-password' }),
      reasons: ['plaintext-secret web TOKEN'],
      severity: 'HIGH',
    },
    'what could not be read hides nothing': {
      ...given(familyOf(web({ suspects: [token], suspectsUnreadable: 'environment: Ref X' }))),
      reasons: ['plaintext-secret web TOKEN'],
      severity: 'HIGH',
    },
    'an old revision that is in scope': {
      ...given(
        family([
          revision(2, taskDefinition([web()])),
          revision(1, taskDefinition([web({ suspects: [token] })])),
        ]),
      ),
      reasons: ['plaintext-secret web TOKEN'],
      severity: 'HIGH',
    },
    'a daemon task definition': {
      ...given(family([revision(1, taskDefinition([web({ suspects: [token] })], { kind: 'daemon' }))])),
      reasons: ['plaintext-secret web TOKEN'],
      severity: 'HIGH',
    },
  },
  notApplicable: {},
  notAvailable: {
    'a password that is decided at deployment': {
      ...given(
        familyOf(
          web({ suspectsUnreadable: 'environment DB_PASSWORD: Ref Password is not known before deployment' }),
        ),
      ),
      why: /web: environment DB_PASSWORD: Ref Password/,
    },
    'a revision that could not be read': {
      ...given(
        family([
          revision(2, taskDefinition([web()])),
          revision(1, { unavailable: 'throttled', what: 'ecs:DescribeTaskDefinition' }),
        ]),
      ),
      why: /revision 1: throttled/,
    },
    'containers that cannot be read': {
      ...given(family([revision(1, taskDefinition([web()], { containersUnreadable: 'Fn::If' }))])),
      why: /Fn::If/,
    },
  },
  worse: { before: holding(suspect()), after: holding(suspect(), token) },
} satisfies Cases;
