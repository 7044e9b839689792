import type { ExecLogging, ExecRevision, ExecUse } from '#domain/cluster.ts';
import type { Unavailable } from '#domain/reading.ts';
import { cluster, execLogging, FAMILY, service } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const web = service([]).arn;
const revision = (
  containers: readonly (readonly [name: string, awslogs: boolean])[] | Unavailable,
  number = 1,
): ExecRevision => ({
  arn: `${FAMILY}:${number}`,
  users: [web],
  containers:
    'unavailable' in containers ? containers : containers.map(([name, awslogs]) => ({ name, awslogs })),
});
const used = (...revisions: readonly ExecRevision[]): ExecUse => ({ usage: 'used', revisions });
const inUse = used({ arn: `${FAMILY}:1`, users: [web] });
const UNUSED: ExecUse = { usage: 'unused', revisions: [] };
const ASSUMED: ExecUse = { usage: 'assumed', revisions: [] };
const UNKNOWN: ExecUse = { usage: 'unknown', revisions: [] };

const given = (logging: Partial<ExecLogging>, execUse: ExecUse | Unavailable = inUse): Given => ({
  facts: { cluster: cluster({ execLogging: execLogging(logging) }), execUse },
});
/** As DescribeClusters answers for a cluster without any configuration. */
const unset = { mode: undefined, logGroup: undefined, logGroupEncrypted: undefined };
const denied: Unavailable = { unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' };
const [logged, silent] = [
  ['web', true],
  ['router', false],
] as const;

export default {
  passes: {
    'an encrypted log group': given({}),
    'an encrypted bucket': given({ logGroup: undefined, bucket: 'sessions', bucketEncrypted: true }),
    'an encrypted log group before anybody uses it': given({}, UNUSED),
    'an encrypted log group, whoever may use it': given({}, denied),
    'a cluster without configuration leaves it to awslogs': given(unset, used(revision([logged]))),
    'DEFAULT leaves it to awslogs': given({ ...unset, mode: 'DEFAULT' }, used(revision([logged]))),
  },
  fails: {
    'NONE while a service can be opened': {
      ...given({ ...unset, mode: 'NONE' }),
      reasons: ['exec-not-logged -'],
      severity: 'MEDIUM',
    },
    'NONE where nothing tells who uses it': {
      ...given({ ...unset, mode: 'NONE' }, ASSUMED),
      reasons: ['exec-not-logged -'],
      severity: 'MEDIUM',
    },
    'a log group without encryption': {
      ...given({ logGroupEncrypted: false }),
      reasons: ['exec-log-unencrypted log group /ecs/exec'],
      severity: 'MEDIUM',
    },
    'encryption is off where nothing is said of it': {
      ...given({ logGroupEncrypted: undefined }),
      reasons: ['exec-log-unencrypted log group /ecs/exec'],
      severity: 'MEDIUM',
    },
    'an encrypted log group and a bucket that is not': {
      ...given({ bucket: 'sessions' }),
      reasons: ['exec-log-unencrypted bucket sessions'],
      severity: 'MEDIUM',
    },
    'OVERRIDE without a destination': {
      ...given({ logGroup: undefined }),
      reasons: ['exec-log-nowhere -'],
      severity: 'MEDIUM',
    },
    'a destination with an empty name is none': {
      ...given({ logGroup: '' }),
      reasons: ['exec-log-nowhere -'],
      severity: 'MEDIUM',
    },
    'DEFAULT without an awslogs container': {
      ...given({ ...unset, mode: 'DEFAULT' }, used(revision([silent]))),
      reasons: ['exec-without-awslogs web'],
      severity: 'MEDIUM',
    },
    'no configuration, and one container of two with awslogs': {
      ...given(unset, used(revision([logged, silent]))),
      reasons: ['exec-partly-without-awslogs web'],
      severity: 'LOW',
    },
    'a revision that cannot be read does not hide another': {
      ...given(unset, used(revision(denied, 2), revision([silent]))),
      reasons: ['exec-without-awslogs web'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'NONE, and nothing can be opened': {
      ...given({ ...unset, mode: 'NONE' }, UNUSED),
      why: /none of its services/,
    },
    'DEFAULT, and nothing can be opened': { ...given(unset, UNUSED), why: /none of its services/ },
    'no encryption, and nothing can be opened': {
      ...given({ logGroupEncrypted: false }, UNUSED),
      why: /none of its services/,
    },
  },
  notAvailable: {
    'NONE, and services could not be read': {
      ...given({ ...unset, mode: 'NONE' }, UNKNOWN),
      why: /not known whether any of its tasks/,
    },
    'DEFAULT, and who uses it is not known': { ...given(unset, denied), why: /access denied/ },
    'DEFAULT where nothing tells who uses it': {
      ...given({ ...unset, mode: 'DEFAULT' }, ASSUMED),
      why: /not known whether any of its tasks/,
    },
    'a revision that may not be read': {
      ...given(unset, used(revision(denied))),
      why: /web:1: access denied/,
    },
    'a revision deleted meanwhile': { ...given(unset, inUse), why: /not there any more/ },
    'a setting not known before deployment': {
      ...given({ mode: { unreadable: 'Ref Logging is not known before deployment' } }),
      why: /Ref Logging/,
    },
    'a destination not known before deployment': {
      ...given({ logGroup: { unreadable: 'Ref Group is not known before deployment' } }),
      why: /Ref Group/,
    },
    'a setting of tomorrow': { ...given({ mode: 'STREAM' }), why: /STREAM, is not known/ },
  },
  worse: {
    before: given(unset, used(revision([logged, silent]))),
    after: given(unset, used(revision([silent]))),
  },
} satisfies Cases;
