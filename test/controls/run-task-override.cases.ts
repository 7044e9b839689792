import { roleSession } from '../support/acts.ts';
import { call, type Json } from '../support/records.ts';
import type { BehaviourCases } from './cases.ts';

const run = (overrides: Json | undefined, name = 'RunTask', userIdentity = roleSession('airflow')): Json =>
  call('ecs', name, { taskDefinition: 'job:3', ...(overrides && { overrides }) }, null, { userIdentity });
const variables = (...environment: Json[]) => ({ containerOverrides: [{ name: 'job', environment }] });
const ADMIN = 'arn:aws:iam::111122223333:role/admin';

export default {
  passes: {
    'a task as its definition says': { record: run(undefined) },
    'another command': { record: run({ containerOverrides: [{ name: 'job', command: ['migrate'] }] }) },
    'a harmless variable': { record: run(variables({ name: 'DAY', value: '2026-03-01' })) },
    'the name of a secret is none': {
      record: run(variables({ name: 'DB_PASSWORD_ARN', value: 'arn:aws:secretsmanager:x' })),
    },
  },
  fails: {
    'another task role': {
      record: run({ taskRoleArn: ADMIN }),
      reasons: ['task-role role/admin'],
      severity: 'MEDIUM',
    },
    'another execution role, by StartTask': {
      record: run({ executionRoleArn: ADMIN }, 'StartTask'),
      reasons: ['execution-role role/admin'],
      severity: 'MEDIUM',
    },
    'a secret by its form, whatever its name': {
      record: run(variables({ name: 'NOTE', value: 'AKIAIOSFODNN7ABCDEFG' })),
      reasons: ['secret-variable NOTE'],
      severity: 'MEDIUM',
    },
    'a secret by its name alone, where values do not travel': {
      record: run(variables({ name: 'DB_PASSWORD' }, { name: 'DAY' })),
      reasons: ['secret-variable DB_PASSWORD'],
      severity: 'MEDIUM',
    },
    'a service on behalf of a role: the role passed it on': {
      record: run({ taskRoleArn: ADMIN }, 'RunTask', {
        ...roleSession('state-machine'),
        invokedBy: 'states.amazonaws.com',
      }),
      reasons: ['task-role role/admin'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'an AWS service by itself': {
      record: run({ taskRoleArn: ADMIN }, 'RunTask', {
        type: 'AWSService',
        invokedBy: 'events.amazonaws.com',
      }),
      why: /AWS service/,
    },
  },
  notAvailable: {
    'variables that the record keeps back': {
      record: run({ containerOverrides: [{ name: 'job', environment: 'HIDDEN_DUE_TO_SECURITY_REASONS' }] }),
      why: /keeps the variables back/,
    },
  },
  notJudged: {
    'a denied attempt': { record: { ...run({ taskRoleArn: ADMIN }), errorCode: 'AccessDeniedException' } },
  },
  worse: {
    before: { record: run({ taskRoleArn: 'arn:aws:iam::111122223333:role/jobs' }) },
    after: { record: run({ taskRoleArn: ADMIN }) },
  },
} satisfies BehaviourCases;
