import { ecsCall, oidcPipeline, roleSession, ssoPerson, userSession } from '../support/acts.ts';
import type { BehaviourCases } from './cases.ts';

const office = {
  businessHours: {
    zone: 'Europe/Berlin',
    days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'],
    from: '08:00',
    to: '18:00',
  },
} as const;
const night = {
  businessHours: { zone: 'UTC', days: ['Fri'], from: '22:00', to: '06:00' },
} as const;
/** 2026-03-02 is a Monday; clocks in Berlin go forward on 2026-03-29 and back on 2026-10-25. */
const at = (eventTime: string, who = userSession(true)) => ecsCall(who, 'UpdateService', { eventTime });
const outside = { reasons: ['outside-hours -'], severity: 'MEDIUM' } as const;

export default {
  passes: {
    'within the hours': { record: at('2026-03-02T12:00:00Z'), parameters: office },
    'the first minute, in winter': { record: at('2026-03-27T07:00:00Z'), parameters: office },
    'the same minute is an hour earlier in summer': {
      record: at('2026-03-30T06:00:00Z'),
      parameters: office,
    },
    'the last minute, in summer': { record: at('2026-10-23T15:59:59Z'), parameters: office },
    'the last minute is an hour later in winter': { record: at('2026-10-26T16:59:59Z'), parameters: office },
    'a night belongs to the day it begins on': { record: at('2026-03-07T05:59:59Z'), parameters: night },
    'a role that nobody can tell, within the hours': {
      record: at('2026-03-02T12:00:00Z', roleSession('admin')),
      parameters: office,
    },
  },
  fails: {
    'at night': { record: at('2026-03-02T02:00:00Z'), parameters: office, ...outside },
    'the minute after': { record: at('2026-03-27T17:00:00Z'), parameters: office, ...outside },
    'an hour too early in winter, though right in summer': {
      record: at('2026-10-26T06:30:00Z'),
      parameters: office,
      ...outside,
    },
    'on Saturday': { record: at('2026-03-07T12:00:00Z'), parameters: office, ...outside },
    'the night after the night': { record: at('2026-03-08T05:00:00Z'), parameters: night, ...outside },
    'a person of Identity Center': {
      record: at('2026-03-02T02:00:00Z', ssoPerson()),
      parameters: office,
      ...outside,
    },
    'an administrator': {
      record: at('2026-03-02T02:00:00Z', ssoPerson('AdministratorAccess')),
      parameters: office,
      reasons: ['outside-hours -'],
      severity: 'INFORMATIONAL',
    },
  },
  notApplicable: {
    'no hours are set': { record: at('2026-03-02T02:00:00Z'), why: /no business hours/ },
    'a pipeline': {
      record: at('2026-03-02T02:00:00Z', oidcPipeline()),
      parameters: office,
      why: /a program/,
    },
    'autoscaling by a service-linked role': {
      record: at(
        '2026-03-02T02:00:00Z',
        roleSession('aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForX'),
      ),
      parameters: office,
      why: /AWS service/,
    },
  },
  notAvailable: {
    'a role: who takes it the event does not say': {
      record: at('2026-03-02T02:00:00Z', roleSession('admin')),
      parameters: office,
      why: /its trust/,
    },
  },
  notJudged: {
    'a denied call': {
      record: ecsCall(userSession(true), 'UpdateService', { errorCode: 'AccessDenied' }),
      parameters: office,
    },
  },
  worse: { cannotGetWorse: 'outside is outside; who and when is evidence' },
} satisfies BehaviourCases;
