import assert from 'node:assert/strict';
import {
  DescribeClustersCommand,
  ECSClient,
  ListClustersCommand,
  ListTaskDefinitionsCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { sdkFacts } from '#aws/facts/sdk-facts.ts';
import { wholeIdentity } from '#domain/identity.ts';
import { contextOf } from '#policy/context.ts';
import { type Answer, decide } from '#policy/decide.ts';
import { parsePolicy } from '#policy/parse.ts';
import { principalOf } from '#policy/principal.ts';
import { arnOf } from '../aws.ts';
import { ACCOUNT, CREDENTIALS } from '../environment.ts';
import type { World } from '../world.ts';

const NAME = 'judged';
const USER = `arn:aws:iam::${ACCOUNT}:user/${NAME}`;
const iam = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;

/** The policies of a user of a group: what is allowed, taken away and left out, in several ways. */
const OWN = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Read', Effect: 'Allow', Action: ['ecs:Describe*', 'ecs:List*'], Resource: '*' },
    {
      Sid: 'Shop',
      Effect: 'Allow',
      Action: 'ecs:UpdateService',
      Resource: arnOf('ecs', 'service/shop/*'),
    },
    { Sid: 'NoTasks', Effect: 'Deny', Action: 'ecs:ListTaskDefinitions', Resource: '*' },
    { Sid: 'Rest', Effect: 'Allow', NotAction: ['ecs:*', 'iam:*', 'sts:*'], Resource: '*' },
  ],
};
const OF_GROUP = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'ecs:stoptask', Resource: arnOf('ecs', 'task/shop/*') },
};

/** Makes the user, once for a deployment. */
async function makeUser({ aws }: World): Promise<void> {
  await aws.query('iam', 'CreateUser', { UserName: NAME });
  const own = { PolicyName: 'own', PolicyDocument: JSON.stringify(OWN) };
  await aws.query('iam', 'PutUserPolicy', { UserName: NAME, ...own });
  await aws.query('iam', 'CreateGroup', { GroupName: 'judges' });
  const theirs = { PolicyName: 'stop', PolicyDocument: JSON.stringify(OF_GROUP) };
  await aws.query('iam', 'PutGroupPolicy', { GroupName: 'judges', ...theirs });
  await aws.query('iam', 'AddUserToGroup', { GroupName: 'judges', UserName: NAME });
}

/** What our own reading of the account and our own engine say. */
async function decider({ emulator, aws }: World): Promise<(action: string, resource: string) => Answer> {
  const facts = sdkFacts({
    partition: 'aws',
    account: ACCOUNT,
    regions: [aws.region],
    client: { endpoint: emulator.endpoint, credentials: CREDENTIALS },
  });
  const resource = { type: 'AWS::IAM::User', arn: USER } as const;
  const now = new Date().toISOString();
  const reading = await facts.read('principal', resource, { users: [], now, known: {} });
  assert.ok('value' in reading, JSON.stringify(reading));
  const { policies, unread } = wholeIdentity(reading.value);
  assert.deepEqual(unread, []);
  const identity = policies.flatMap(({ name, document }) => {
    const parsed = parsePolicy(document, name, 'identity');
    assert.ok('policy' in parsed, name);
    return [parsed.policy];
  });
  const principal = principalOf(USER);
  assert.ok(principal);
  return (action, on) => decide({ principal, action, resource: on, context: contextOf({}) }, { identity });
}

const QUESTIONS: readonly (readonly [action: string, resource: string])[] = [
  ['ecs:DescribeServices', arnOf('ecs', 'service/shop/web')],
  ['ecs:ListClusters', '*'],
  ['ecs:ListTaskDefinitions', '*'],
  ['ecs:UpdateService', arnOf('ecs', 'service/shop/web')],
  ['ecs:UpdateService', arnOf('ecs', 'service/other/web')],
  ['ECS:UPDATESERVICE', arnOf('ecs', 'service/shop/web')],
  ['ecs:StopTask', arnOf('ecs', 'task/shop/1')],
  ['ecs:StopTask', arnOf('ecs', 'task/other/1')],
  ['ecs:DeleteCluster', arnOf('ecs', 'cluster/shop')],
  ['ecr:PutImage', arnOf('ecr', 'repository/team/api')],
  ['s3:GetObject', 'arn:aws:s3:::logs/a'],
  ['iam:PassRole', iam('role/deploy')],
  ['sts:AssumeRole', iam('role/deploy')],
];

/** The emulator's SimulatePrincipalPolicy and our engine, on what we read of the same account. */
export async function simulated(world: World): Promise<void> {
  const { check, aws } = world;
  await check(
    `SimulatePrincipalPolicy says what explain says, on ${QUESTIONS.length} questions`,
    async () => {
      await makeUser(world);
      const ours = await decider(world);
      const differ: string[] = [];
      for (const [action, resource] of QUESTIONS) {
        const xml = await aws.query('iam', 'SimulatePrincipalPolicy', {
          PolicySourceArn: USER,
          'ActionNames.member.1': action,
          'ResourceArns.member.1': resource,
        });
        const theirs = /<EvalDecision>(\w+)</.exec(xml)?.[1];
        const { decision } = ours(action, resource);
        if ((theirs === 'allowed') !== (decision === 'ALLOWED'))
          differ.push(`${action} on ${resource}: ${theirs}, ${decision}`);
      }
      assert.deepEqual(differ, []);
    },
  );
}

/** Real calls: what is refused to the user is what our engine denies. */
export async function enforced(world: World): Promise<void> {
  const { check, aws, emulator } = world;
  await check('calls that are refused are those that explain denies', async () => {
    await makeUser(world);
    const ours = await decider(world);
    const xml = await aws.query('iam', 'CreateAccessKey', { UserName: NAME });
    const [accessKeyId = '', secretAccessKey = ''] = ['AccessKeyId', 'SecretAccessKey'].map(
      (tag) => new RegExp(`<${tag}>([^<]+)<`).exec(xml)?.[1],
    );
    const credentials = { accessKeyId, secretAccessKey };
    const ecs = new ECSClient({ endpoint: emulator.endpoint, region: aws.region, credentials });
    const calls: readonly (readonly [string, string, () => Promise<unknown>])[] = [
      ['ecs:ListClusters', '*', () => ecs.send(new ListClustersCommand({}))],
      ['ecs:DescribeClusters', '*', () => ecs.send(new DescribeClustersCommand({}))],
      ['ecs:ListTaskDefinitions', '*', () => ecs.send(new ListTaskDefinitionsCommand({}))],
      [
        'ecs:StopTask',
        arnOf('ecs', 'task/other/1'),
        () => ecs.send(new StopTaskCommand({ cluster: 'other', task: arnOf('ecs', 'task/other/1') })),
      ],
    ];
    const differ: string[] = [];
    for (const [action, resource, call] of calls) {
      const refused = await call().then(
        () => false,
        (error: unknown) => error instanceof Error && error.name === 'AccessDeniedException',
      );
      const { decision } = ours(action, resource);
      if (refused !== (decision === 'DENIED'))
        differ.push(`${action}: ${refused ? 'refused' : 'not refused'}, ${decision}`);
    }
    ecs.destroy();
    assert.deepEqual(differ, []);
  });
}
