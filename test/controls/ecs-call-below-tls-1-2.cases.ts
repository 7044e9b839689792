import { ecsCall, keyUser, roleSession, userSession } from '../support/acts.ts';
import { call } from '../support/records.ts';
import type { BehaviourCases } from './cases.ts';

const tls = (tlsVersion: unknown) => ({ tlsDetails: { tlsVersion, cipherSuite: 'x' } });

export default {
  passes: {
    'TLS 1.2': { record: ecsCall(roleSession('ci'), 'UpdateService', tls('TLSv1.2')) },
    'TLS 1.3': { record: ecsCall(roleSession('ci'), 'UpdateService', tls('TLSv1.3')) },
    'a version that is newer than any we know': {
      record: ecsCall(roleSession('ci'), 'RunTask', tls('TLSv2.0')),
    },
  },
  fails: {
    'TLS 1.1': {
      record: ecsCall(roleSession('ci'), 'UpdateService', tls('TLSv1.1')),
      reasons: ['old-tls ecs TLSv1.1'],
      severity: 'HIGH',
    },
    'TLS 1.0, however it is written': {
      record: ecsCall(keyUser(), 'UpdateService', tls('TLSv1')),
      reasons: ['old-tls ecs TLSv1.0'],
      severity: 'HIGH',
    },
    'a call to Secrets Manager': {
      record: call('secretsmanager', 'PutSecretValue', { secretId: 's' }, null, {
        userIdentity: userSession(true),
        ...tls('TLSv1.1'),
      }),
      reasons: ['old-tls secretsmanager TLSv1.1'],
      severity: 'HIGH',
    },
  },
  notApplicable: {
    'a record without details': { record: ecsCall(roleSession('ci')), why: /does not say its TLS version/ },
    'a version that is no version': {
      record: ecsCall(roleSession('ci'), 'UpdateService', tls({ odd: true })),
      why: /does not say its TLS version/,
    },
  },
  notAvailable: {},
  notJudged: {
    'a call that failed': {
      record: ecsCall(roleSession('ci'), 'UpdateService', {
        ...tls('TLSv1.0'),
        errorCode: 'ClientException',
      }),
    },
  },
  worse: {
    before: { record: ecsCall(roleSession('ci'), 'UpdateService', tls('TLSv1.1')) },
    after: { record: ecsCall(roleSession('ci'), 'UpdateService', tls('TLSv1.0')) },
  },
} satisfies BehaviourCases;
