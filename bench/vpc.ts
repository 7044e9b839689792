/** What a scan asks AWS for one VPC with few and with many services, over the real adapter and a loopback endpoint. */
import { sdkFacts } from '#aws/facts/sdk-facts.ts';
import { controls } from '#controls/index.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { scan } from '#monitor/scan.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { type Answers, type Request, startEndpoint } from '../test/aws/facts/endpoint.ts';

const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';
const arn = (path: string): string => `arn:aws:ecs:${REGION}:${ACCOUNT}:${path}`;
const CLUSTER = arn('cluster/shop');

export async function vpc(): Promise<void> {
  const [few, many] = [await callsFor(3), await callsFor(300)];
  const actions = [...new Set([...few.keys(), ...many.keys()])].sort();
  console.log(`${'call'.padEnd(40)} ${'3 services'.padStart(12)} ${'300 services'.padStart(14)}`);
  for (const action of actions) {
    const counts = [few, many].map((each) => String(each.get(action) ?? 0));
    console.log(`${action.padEnd(40)} ${counts[0]?.padStart(12)} ${counts[1]?.padStart(14)}`);
  }
}

/** Calls by action of one scan. */
async function callsFor(services: number): Promise<ReadonlyMap<string, number>> {
  const endpoint = await startEndpoint();
  const calls = new Map<string, number>();
  try {
    endpoint.reset(answers(services));
    const client = {
      endpoint: endpoint.url,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
    };
    const facts = sdkFacts({
      partition: 'aws',
      account: ACCOUNT,
      regions: [REGION],
      client,
      onCall: (action) => calls.set(action, (calls.get(action) ?? 0) + 1),
    });
    const place = { partition: 'aws', account: ACCOUNT, region: REGION };
    const areas = [{ facts, place, covers: () => true }];
    const about = controls.filter(({ id }) => id.startsWith('vpc-endpoint-'));
    const clock = { now: () => new Date().toISOString() };
    const verdicts = new Map<string, number>();
    for await (const { status } of scan({
      areas,
      settings: DEFAULT_SETTINGS,
      controls: about,
      store: memoryStore({ clock }),
      clock,
    }))
      verdicts.set(status, (verdicts.get(status) ?? 0) + 1);
    console.log(`${services} services: ${JSON.stringify(Object.fromEntries(verdicts))}`);
  } finally {
    await endpoint.close();
  }
  return calls;
}

const json = (value: unknown) => ({ json: value });
const xml = (text: string) => ({ xml: `<Answer>${text}</Answer>` });

/** A cluster of services on Fargate in one VPC, each with a group of its own; all run one definition, which takes a secret. */
function answers(count: number): Answers {
  const names = Array.from({ length: count }, (_, index) => `web-${index}`);
  const groups = [...names.map((name) => `sg-${name}`), 'sg-endpoint'];
  return {
    'ecs:ListClusters': json({ clusterArns: [CLUSTER] }),
    'ecs:DescribeClusters': json({
      clusters: [{ clusterArn: CLUSTER, clusterName: 'shop', status: 'ACTIVE' }],
    }),
    'ecs:ListServices': ({ input }) => pageOf(names, input),
    'ecs:DescribeServices': ({ input }) =>
      json({ services: (input['services'] as readonly string[]).map((name) => service(name)) }),
    'ecs:DescribeTaskDefinition': json({ taskDefinition: definition() }),
    'ecs:ListTaskDefinitionFamilies': json({ families: ['web'] }),
    'ecs:ListDaemonTaskDefinitions': json({ daemonTaskDefinitions: [] }),
    'ecs:ListContainerInstances': json({ containerInstanceArns: [] }),
    'ecs:ListTasks': json({ taskArns: [] }),
    'ec2:DescribeSecurityGroups': xml(`<securityGroupInfo>${groups.map(group).join('')}</securityGroupInfo>`),
    'ec2:DescribeSubnets': xml(
      `<subnetSet><item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><ownerId>${ACCOUNT}</ownerId><availabilityZone>${REGION}a</availabilityZone><cidrBlock>10.0.1.0/24</cidrBlock></item></subnetSet>`,
    ),
    'ec2:DescribeRouteTables': xml(
      '<routeTableSet><item><routeTableId>rtb-1</routeTableId><vpcId>vpc-1</vpcId><associationSet><item><main>true</main></item></associationSet></item></routeTableSet>',
    ),
    'ec2:DescribeVpcs': xml(
      `<vpcSet><item><vpcId>vpc-1</vpcId><ownerId>${ACCOUNT}</ownerId><cidrBlock>10.0.0.0/16</cidrBlock></item></vpcSet>`,
    ),
    'ec2:DescribeVpcAttribute': ({ input }) =>
      xml(`<${String(input['Attribute'])}><value>true</value></${String(input['Attribute'])}>`),
    'ec2:DescribeVpcEndpoints': xml(
      `<vpcEndpointSet><item><vpcEndpointId>vpce-1</vpcEndpointId><vpcEndpointType>Interface</vpcEndpointType><vpcId>vpc-1</vpcId><serviceName>com.amazonaws.${REGION}.secretsmanager</serviceName><state>available</state><privateDnsEnabled>true</privateDnsEnabled><ownerId>${ACCOUNT}</ownerId><subnetIdSet><item>subnet-1</item></subnetIdSet><groupSet><item><groupId>sg-endpoint</groupId></item></groupSet><policyDocument>{"Statement":[]}</policyDocument></item></vpcEndpointSet>`,
    ),
    'ec2:DescribeVpcEndpointServices': xml(
      `<serviceDetailSet><item><serviceName>com.amazonaws.${REGION}.secretsmanager</serviceName><vpcEndpointPolicySupported>true</vpcEndpointPolicySupported></item></serviceDetailSet>`,
    ),
    'route53:ListHostedZonesByVPC': xml('<HostedZoneSummaries/>'),
  };
}

function pageOf(names: readonly string[], input: Request['input']) {
  const from = Number(input['nextToken'] ?? 0);
  const next = from + 100 < names.length ? { nextToken: String(from + 100) } : {};
  return json({
    serviceArns: names.slice(from, from + 100).map((name) => arn(`service/shop/${name}`)),
    ...next,
  });
}

const service = (name: string) => ({
  serviceArn: arn(`service/shop/${name}`),
  serviceName: name,
  clusterArn: CLUSTER,
  status: 'ACTIVE',
  launchType: 'FARGATE',
  runningCount: 0,
  taskDefinition: arn('task-definition/web:1'),
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: ['subnet-1'],
      securityGroups: [`sg-${name}`],
      assignPublicIp: 'DISABLED',
    },
  },
});

const definition = () => ({
  taskDefinitionArn: arn('task-definition/web:1'),
  family: 'web',
  revision: 1,
  status: 'ACTIVE',
  requiresCompatibilities: ['FARGATE'],
  containerDefinitions: [
    {
      name: 'web',
      image: 'web',
      secrets: [{ name: 'DB', valueFrom: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:db` }],
    },
  ],
});

const group = (id: string): string =>
  `<item><groupId>${id}</groupId><groupName>${id}</groupName><vpcId>vpc-1</vpcId><ipPermissions><item><ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort><ipRanges><item><cidrIp>10.0.0.0/16</cidrIp></item></ipRanges></item></ipPermissions><ipPermissionsEgress><item><ipProtocol>-1</ipProtocol><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item></ipPermissionsEgress></item>`;
