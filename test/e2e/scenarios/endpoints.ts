import assert from 'node:assert/strict';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { arnOf } from '../aws.ts';
import { untilIdle } from '../deployed.ts';
import { REGION } from '../environment.ts';
import { newNetwork } from '../network.ts';
import { ACTOR, type World } from '../world.ts';

const CLUSTER = 'vault';
const PRESENCE = 'vpc-endpoint-secrets-manager';
const DOORS = 'vpc-endpoint-security-group';
const SERVICE_NAME = `com.amazonaws.${REGION}.secretsmanager`;

/** A real VPC: a service begins to take secrets, gets an endpoint for them, and somebody opens that to the world. */
export async function endpoints({ check, aws, outputs, tables }: World): Promise<void> {
  const { vpc, subnets, tasks, doors } = await newNetwork(aws, '10.7');
  const vpcArn = arnOf('ec2', `vpc/${vpc}`);
  let endpoint = '';
  const endpointArn = (): string => arnOf('ec2', `vpc-endpoint/${endpoint}`);
  const register = (secrets: { name: string; valueFrom: string }[]) =>
    aws.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'vault',
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: '256',
        memory: '512',
        containerDefinitions: [{ name: 'app', image: 'vault', user: '1000', secrets }],
      }),
    );
  const openTo = (cidr: string) =>
    aws.query('ec2', 'AuthorizeSecurityGroupIngress', {
      GroupId: doors,
      'IpPermissions.1.IpProtocol': 'tcp',
      'IpPermissions.1.FromPort': '443',
      'IpPermissions.1.ToPort': '443',
      'IpPermissions.1.IpRanges.1.CidrIp': cidr,
    });

  await check(
    'a service that begins to take secrets in a VPC without an endpoint is a finding on the VPC',
    async () => {
      await aws.ecs.send(new CreateClusterCommand({ clusterName: CLUSTER }));
      await register([]);
      await aws.ecs.send(
        new CreateServiceCommand({
          cluster: CLUSTER,
          serviceName: 'vault',
          taskDefinition: 'vault:1',
          desiredCount: 1,
          launchType: 'FARGATE',
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: [...subnets],
              securityGroups: [tasks],
              assignPublicIp: 'DISABLED',
            },
          },
        }),
      );
      await untilIdle(aws, outputs);
      assert.equal(await tables.row(vpcArn, PRESENCE), undefined);
      await register([{ name: 'KEY', valueFrom: arnOf('secretsmanager', 'secret:vault-a1b2c3') }]);
      await aws.ecs.send(
        new UpdateServiceCommand({ cluster: CLUSTER, service: 'vault', taskDefinition: 'vault:2' }),
      );
      const row = await tables.rowThat(vpcArn, PRESENCE, { status: 'OPEN', severity: 'MEDIUM' });
      assert.deepEqual(
        row.changes.map(({ eventName, actor }) => [eventName, actor]),
        [['UpdateService', ACTOR]],
      );
    },
  );
  await check('an endpoint with a narrow group resolves it, and passes itself', async () => {
    await openTo('10.7.0.0/16');
    const answer = await aws.query('ec2', 'CreateVpcEndpoint', {
      VpcId: vpc,
      ServiceName: SERVICE_NAME,
      VpcEndpointType: 'Interface',
      PrivateDnsEnabled: 'true',
      'SecurityGroupId.1': doors,
      PolicyDocument: JSON.stringify({
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' },
        ],
      }),
      ...Object.fromEntries(subnets.map((id, index) => [`SubnetId.${index + 1}`, id])),
    });
    endpoint = /<vpcEndpointId>([^<]+)</.exec(answer)?.[1] ?? '';
    await tables.rowThat(vpcArn, PRESENCE, { status: 'RESOLVED' });
    await untilIdle(aws, outputs);
    assert.equal(await tables.row(endpointArn(), DOORS), undefined);
  });
  await check('its group opened to the world is a finding on the endpoint, with who did it', async () => {
    await openTo('0.0.0.0/0');
    const row = await tables.rowThat(endpointArn(), DOORS, { status: 'OPEN', severity: 'MEDIUM' });
    assert.deepEqual(
      [row.reasons.map(({ code }) => code), row.changes.map(({ eventName, actor }) => [eventName, actor])],
      [['open-to-world'], [['AuthorizeSecurityGroupIngress', ACTOR]]],
    );
  });
  await check('what is not used any more is judged no longer', async () => {
    await aws.ecs.send(new DeleteServiceCommand({ cluster: CLUSTER, service: 'vault', force: true }));
    await aws.query('ec2', 'DeleteVpcEndpoints', { 'VpcEndpointId.1': endpoint });
    await tables.rowThat(endpointArn(), DOORS, { status: 'RESOLVED' });
    await aws.ecs.send(new DeleteClusterCommand({ cluster: CLUSTER }));
    await untilIdle(aws, outputs);
  });
}
