import type { Credentials } from '#domain/credentials.ts';
import type { Cases, Given } from './cases.ts';

const user = (says: Partial<Credentials>): Given => ({
  facts: { credentials: { consolePassword: true, mfaDevices: 0, accessKeys: [], ...says } },
  arn: 'arn:aws:iam::123456789012:user/ana',
});

export default {
  passes: {
    'a password and a device': user({ mfaDevices: 1 }),
    'several devices': user({ mfaDevices: 3 }),
    'no password': user({ consolePassword: false }),
  },
  fails: {
    'a password alone': { ...user({}), reasons: ['no-mfa-device -'], severity: 'HIGH' },
    'a password and keys': {
      ...user({ accessKeys: [{ id: 'ABCD', active: true, createdAt: '2026-01-01T00:00:00.000Z' }] }),
      reasons: ['no-mfa-device -'],
      severity: 'HIGH',
    },
  },
  notApplicable: {},
  notAvailable: {},
  worse: { cannotGetWorse: 'there is a device or there is none' },
} satisfies Cases;
