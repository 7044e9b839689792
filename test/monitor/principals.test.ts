import { describe, expect, test } from 'vitest';
import { after } from '#domain/instant.ts';
import { handle } from '#monitor/handle.ts';
import { startSweep } from '#monitor/sweep-run.ts';
import type { AccountFile } from '#recorded/account-file.ts';
import { type RecordedMonitor, recordedMonitor } from '../support/recorded-monitor.ts';

const HOUR = 3_600_000;
const iam = (resource: string) => `arn:aws:iam::123456789012:${resource}`;
const FAMILY = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web';
const ROLE = iam('role/team/web');
const POLICY = iam('policy/team/deploy');
const tasks = {
  Statement: { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
};
const policy = (version: string) => ({
  policy: {
    PolicyVersionList: [{ VersionId: version, IsDefaultVersion: true, Document: { Statement: [] } }],
  },
});
const attached = { AttachedManagedPolicies: [{ PolicyArn: POLICY }] };

const resources: AccountFile['resources'] = {
  [`${FAMILY}:1`]: {
    taskDefinition: {
      family: 'web',
      revision: 1,
      status: 'ACTIVE',
      taskRoleArn: ROLE,
      containerDefinitions: [{ name: 'web', image: 'web' }],
    },
  },
  [ROLE]: { role: { AssumeRolePolicyDocument: tasks, ...attached } },
  [iam('group/dev')]: { group: attached },
  [iam('user/people/ann')]: { user: { GroupList: ['dev'] } },
  [iam('user/bob')]: { user: { ...attached } },
  [POLICY]: policy('v1'),
};

async function swept(): Promise<RecordedMonitor> {
  const monitor = recordedMonitor({ version: 1, resources });
  await startSweep(monitor);
  await monitor.pass(HOUR);
  return monitor;
}

let events = 0;
/** Has it happen now, handles it a second later, and all that follows from it for some time. */
async function happens(
  monitor: RecordedMonitor,
  eventName: string,
  requestParameters: object,
  {
    ms = 0,
    responseElements = null,
  }: { readonly ms?: number; readonly responseElements?: object | null } = {},
): Promise<readonly string[]> {
  const eventTime = monitor.clock.now();
  const before = monitor.facts.reads.length;
  monitor.clock.goTo(after(eventTime, 1000));
  await handle(
    {
      kind: 'event',
      envelope: {
        eventVersion: '1.11',
        eventSource: 'iam.amazonaws.com',
        eventName,
        awsRegion: 'us-east-1',
        recipientAccountId: '123456789012',
        eventTime,
        eventID: `${eventName} ${events++}`,
        eventType: 'AwsApiCall',
        userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::123456789012:assumed-role/ops/me' },
        requestParameters,
        responseElements,
      },
    },
    monitor,
  );
  await monitor.pass(ms);
  return [...new Set(monitor.facts.reads.slice(before).map(({ arn }) => arn))].sort();
}
const isHeld = async ({ store }: RecordedMonitor, arn: string): Promise<boolean> => {
  const state = await store.state(arn);
  return state !== undefined && state.deletedAt === undefined;
};

describe('a role that an event names without its path', () => {
  test('is the one that a sweep has met: nothing is held under the bare name', async () => {
    const monitor = await swept();
    expect(await happens(monitor, 'PutRolePolicy', { roleName: 'web', policyName: 'x' })).toEqual([
      FAMILY,
      ROLE,
    ]);
    expect(await isHeld(monitor, iam('role/web'))).toBe(false);
  });

  test('is asked for by its name where nobody has met it', async () => {
    const monitor = recordedMonitor({ version: 1, resources });
    expect(await happens(monitor, 'PutRolePolicy', { roleName: 'web', policyName: 'x' })).toEqual([
      ROLE,
      iam('role/web'),
    ]);
    expect(await isHeld(monitor, ROLE)).toBe(true);
    expect(await isHeld(monitor, iam('role/web'))).toBe(false);
  });

  test('and is deleted: it is gone at once, and the families that name it are looked at', async () => {
    const monitor = await swept();
    monitor.facts.apply({ [ROLE]: null });
    expect(await happens(monitor, 'DeleteRole', { roleName: 'web' })).toEqual([FAMILY, ROLE]);
    expect(await isHeld(monitor, ROLE)).toBe(false);
  });

  test('and was never met, but a family names it', async () => {
    const monitor = await swept();
    monitor.facts.apply({ [ROLE]: null });
    const later = recordedMonitor({
      version: 1,
      resources: { [`${FAMILY}:1`]: resources[`${FAMILY}:1`] ?? {} },
    });
    await startSweep(later);
    await later.pass(HOUR);
    expect(await happens(later, 'DeleteRole', { roleName: 'web' })).toContain(FAMILY);
  });

  test('and was made again under another path', async () => {
    const monitor = await swept();
    const again = iam('role/other/web');
    monitor.facts.apply({ [ROLE]: null, [again]: { role: { AssumeRolePolicyDocument: tasks } } });
    expect(await happens(monitor, 'PutRolePolicy', { roleName: 'web' }, { ms: HOUR })).toContain(again);
    expect(await isHeld(monitor, again)).toBe(true);
    expect(await isHeld(monitor, ROLE)).toBe(false);
  });
});

describe('a change reaches everybody it alters', () => {
  test('a managed policy: its roles, groups and users, the families of its roles, the users of its groups', async () => {
    const monitor = await swept();
    monitor.facts.apply({ [POLICY]: policy('v2') });
    const read = await happens(monitor, 'CreatePolicyVersion', { policyArn: POLICY, setAsDefault: true });
    expect(read).toEqual([FAMILY, iam('group/dev'), ROLE, iam('user/bob'), iam('user/people/ann')]);
  });

  test('a group: its users', async () => {
    const monitor = await swept();
    const read = await happens(monitor, 'PutGroupPolicy', { groupName: 'dev', policyName: 'x' });
    expect(read).toEqual([iam('group/dev'), iam('user/people/ann')]);
  });

  test('a role: the families that run as it', async () => {
    const monitor = await swept();
    expect(await happens(monitor, 'UpdateAssumeRolePolicy', { roleName: 'web' })).toEqual([FAMILY, ROLE]);
  });

  test('a new role is looked at under the ARN that the answer gives', async () => {
    const monitor = await swept();
    const made = iam('role/new/api');
    monitor.facts.apply({ [made]: { role: { AssumeRolePolicyDocument: tasks } } });
    const answer = { responseElements: { role: { arn: made } } };
    expect(await happens(monitor, 'CreateRole', { roleName: 'api', path: '/new/' }, answer)).toEqual([made]);
  });
});

test('IAM settles late: what still shows the state before is looked at again after two minutes', async () => {
  const monitor = await swept();
  const looksAfter = async (ms: number): Promise<number> => {
    const before = monitor.facts.reads.length;
    await monitor.pass(ms);
    return monitor.facts.reads.slice(before).filter(({ arn }) => arn === ROLE).length;
  };
  await happens(monitor, 'PutRolePolicy', { roleName: 'web', policyName: 'x' });
  expect(await looksAfter(110_000)).toBe(0);
  expect(await looksAfter(140_000)).toBeGreaterThan(0);
  expect(await looksAfter(HOUR)).toBe(0);
});
