import assert from 'node:assert/strict';
import { untilIdle } from '../deployed.ts';
import { ACCOUNT } from '../environment.ts';
import { ACTOR, type World } from '../world.ts';

const CONTROL = 'iam-ecs-full-access';
const iam = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const allowing = (action: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });

/** Roles and policies are changed in the region of IAM's events; the monitor is at home in another one. */
export async function identities({ check, aws, outputs, tables, findings }: World): Promise<void> {
  const role = async (name: string, Path = '/'): Promise<string> => {
    await aws.query('iam', 'CreateRole', { RoleName: name, Path, AssumeRolePolicyDocument: TRUST });
    return iam(`role${Path}${name}`);
  };
  const put = (RoleName: string, action: string) =>
    aws.query('iam', 'PutRolePolicy', {
      RoleName,
      PolicyName: 'own',
      PolicyDocument: allowing(action),
    });

  await check(
    'a policy that is put on a role is a finding of who put it, told in the home region',
    async () => {
      const deploy = await role('deploy', '/team/');
      // A look at the new role that sees the policy already would name whoever made the role.
      await untilIdle(aws, outputs);
      await put('deploy', 'ecs:*');
      const row = await tables.rowThat(deploy, CONTROL, { status: 'OPEN', severity: 'HIGH' });
      assert.deepEqual(row.changes.map(({ eventName, actor }) => [eventName, actor]).at(-1), [
        'PutRolePolicy',
        ACTOR,
      ]);
      const { body, notification } = await findings.next(
        'the role may do everything in ECS',
        ({ resource, parts }) =>
          resource?.arn === deploy && parts?.some(({ controlId }) => controlId === CONTROL) === true,
      );
      assert.equal(body.changes?.at(-1)?.actor?.principal, ACTOR);
      assert.match(notification, /deploy/);
    },
  );

  await check('a lesser policy in its place resolves it', async () => {
    await put('deploy', 'ecs:DescribeServices');
    await tables.rowThat(iam('role/team/deploy'), CONTROL, { status: 'RESOLVED', resolution: 'FIXED' });
  });

  await check('a new version of a managed policy is judged with every role that has it', async () => {
    const PolicyArn = iam('policy/team/ops');
    await aws.query('iam', 'CreatePolicy', {
      PolicyName: 'ops',
      Path: '/team/',
      PolicyDocument: allowing('ecs:DescribeServices'),
    });
    const roles = [await role('blue'), await role('green', '/team/')];
    for (const RoleName of ['blue', 'green'])
      await aws.query('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
    // Until then nobody knows whom a change of the policy concerns.
    await untilIdle(aws, outputs);
    await aws.query('iam', 'CreatePolicyVersion', {
      PolicyArn,
      PolicyDocument: allowing('ecs:*'),
      SetAsDefault: 'true',
    });
    for (const arn of roles) {
      const { changes } = await tables.rowThat(arn, CONTROL, { status: 'OPEN' });
      assert.equal(changes.at(-1)?.eventName, 'CreatePolicyVersion');
      assert.equal(changes.at(-1)?.actor, ACTOR);
    }
  });

  await check('a policy that is detached resolves it, of that role alone', async () => {
    await aws.query('iam', 'DetachRolePolicy', { RoleName: 'blue', PolicyArn: iam('policy/team/ops') });
    await tables.rowThat(iam('role/blue'), CONTROL, { status: 'RESOLVED', resolution: 'FIXED' });
    assert.equal((await tables.row(iam('role/team/green'), CONTROL))?.status, 'OPEN');
  });
}
