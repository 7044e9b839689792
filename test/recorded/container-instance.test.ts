import { expect, test } from 'vitest';
import type { FactName, FactValues } from '#domain/facts.ts';
import { recordedAccount } from '#recorded/account.ts';

const PLACE = 'eu-west-1:111122223333';
const INSTANCE = `arn:aws:ecs:${PLACE}:container-instance/shop/abc`;
const account = (ec2InstanceId: string, more: Record<string, Record<string, unknown>> = {}) =>
  recordedAccount({
    version: 1,
    resources: { [INSTANCE]: { containerInstance: { ec2InstanceId, agentConnected: true } }, ...more },
  });

/** What a look reads of the instance: each fact with those before it known. */
async function look(source: ReturnType<typeof account>) {
  const known: { [F in FactName]?: FactValues[F] } = {};
  const readings: unknown[] = [];
  for (const fact of ['containerInstance', 'host', 'machineImage'] as const) {
    const resource = { type: 'AWS::ECS::ContainerInstance', arn: INSTANCE } as const;
    const reading = await source.read(fact, resource, { users: [], now: '2026-03-01T10:00:00.000Z', known });
    if ('value' in reading) Object.assign(known, { [fact]: reading.value });
    readings.push(reading);
  }
  return readings;
}

test('a container instance, its EC2 instance and the image of that', async () => {
  const source = account('i-1', {
    [`arn:aws:ec2:${PLACE}:instance/i-1`]: {
      instance: { InstanceId: 'i-1', ImageId: 'ami-1', MetadataOptions: { HttpTokens: 'required' } },
    },
    'arn:aws:ec2:eu-west-1::image/ami-1': {
      image: { ImageId: 'ami-1', CreationDate: '2026-01-01T00:00:00.000Z' },
    },
  });
  expect(await look(source)).toMatchObject([
    { value: { instanceId: 'i-1', external: false, agentConnected: true } },
    { value: { managed: false, metadataTokens: 'required' } },
    { value: { createdAt: '2026-01-01T00:00:00.000Z' } },
  ]);
  expect((await source.list('AWS::ECS::ContainerInstance')).items).toEqual([INSTANCE]);
});

test('what is not recorded is not there, and a machine outside of EC2 is elsewhere', async () => {
  expect(await look(account('i-1'))).toMatchObject([{}, { missing: true }, { unavailable: 'unreadable' }]);
  expect(await look(account('mi-1'))).toMatchObject([{}, { unavailable: 'elsewhere' }, {}]);
});

test('tasks in bridge mode, by the recorded tasks that name the instance', async () => {
  const FAMILIES = `arn:aws:ecs:${PLACE}:task-definition`;
  const definition = (family: string, more: object) => ({
    taskDefinition: { family, containerDefinitions: [], ...more },
  });
  const task = (family: string, containerInstanceArn: string) => ({
    taskDefinitionArn: `${FAMILIES}/${family}:1`,
    containerInstanceArn,
  });
  const hopping = {
    [`arn:aws:ec2:${PLACE}:instance/i-1`]: {
      instance: { InstanceId: 'i-1', MetadataOptions: { HttpPutResponseHopLimit: 2 } },
    },
  };
  const read = async (more: Record<string, Record<string, unknown>>) => {
    const source = account('i-1', { ...hopping, ...more });
    const host = (await look(source))[1] as { readonly value: FactValues['host'] };
    const resource = { type: 'AWS::ECS::ContainerInstance', arn: INSTANCE } as const;
    const context = { users: [], now: '2026-03-01T10:00:00.000Z', known: { host: host.value } };
    return source.read('bridgedTasks', resource, context);
  };
  expect(
    await read({
      [`arn:aws:ecs:${PLACE}:cluster/shop`]: {
        tasks: [task('plain', INSTANCE), task('own', INSTANCE), task('away', `${INSTANCE}-other`)],
      },
      [`${FAMILIES}/plain:1`]: definition('plain', {}),
      [`${FAMILIES}/own:1`]: definition('own', { networkMode: 'awsvpc' }),
      [`${FAMILIES}/away:1`]: definition('away', {}),
    }),
  ).toEqual({ value: { families: ['plain'], unread: [] } });
  expect(await read({})).toEqual({ unavailable: 'unreadable', what: 'tasks of the account file' });
});
