import {
  CreateRepositoryCommand,
  ECRClient,
  PutLifecyclePolicyCommand,
  PutRegistryScanningConfigurationCommand,
} from '@aws-sdk/client-ecr';
import {
  type ContainerDefinition,
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';

import { awsAt } from '../../test/e2e/aws.ts';

/** What the account is built of; every n-th of a kind has the n-th of these. */
const FAMILIES = 300;
const REPOSITORIES = 300;
const SERVICES = 30;
const CLUSTERS = 3;

const sound: ContainerDefinition = {
  name: 'app',
  image: `123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app@sha256:${'a'.repeat(64)}`,
  memory: 128,
  user: '1000',
  readonlyRootFilesystem: true,
  privileged: false,
  logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'app', mode: 'non-blocking' } },
};

interface Variant {
  readonly container?: Partial<ContainerDefinition>;
  readonly without?: readonly (keyof ContainerDefinition)[];
  readonly sidecar?: Partial<ContainerDefinition>;
  readonly family?: Partial<RegisterTaskDefinitionCommandInput>;
  /** Ids of the controls that must fail; all others must not. */
  readonly fails: readonly string[];
}

const readOnly = 'task-definition-read-only-root';
const privileged = 'task-definition-privileged';
const secrets = 'task-definition-plaintext-secrets';
const hostPid = 'task-definition-host-pid';
const hostNetwork = 'task-definition-host-network';

/** One kind of fault each, the way people make them. */
const VARIANTS: readonly Variant[] = [
  { fails: [] },
  { container: { privileged: true }, fails: [privileged] },
  { container: { readonlyRootFilesystem: false }, fails: [readOnly] },
  {
    container: { environment: [{ name: 'AWS_ACCESS_KEY_ID', value: 'AKIAQYLPMN5HHHFPZAM2' }] },
    fails: [secrets],
  },
  { family: { pidMode: 'host' }, fails: [hostPid] },
  {
    container: { user: 'root' },
    family: { networkMode: 'host' },
    fails: [hostNetwork, 'task-definition-non-root'],
  },
  { family: { networkMode: 'host' }, fails: [hostNetwork] },
  { without: ['logConfiguration'], fails: ['task-definition-logging'] },
  { sidecar: { privileged: true, readonlyRootFilesystem: false }, fails: [privileged, readOnly] },
  {
    container: { readonlyRootFilesystem: false, user: 'ContainerUser' },
    family: { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
    fails: [],
  },
  { container: { environment: [{ name: 'DB_PASSWORD', value: 'correct-horse-battery' }] }, fails: [secrets] },
  { container: { command: ['run', '--password=Tr0ub4dor-and-3'] }, fails: [secrets] },
];

/** Controls whose verdicts on the families are known from how they were built. */
export const JUDGED: ReadonlySet<string> = new Set([
  ...VARIANTS.flatMap(({ fails }) => fails),
  'task-definition-host-ipc',
]);

const familyName = (n: number): string => `family-${n}`;
export const variantOf = (family: string): Variant =>
  VARIANTS[Number(family.split('-')[1]) % VARIANTS.length] ?? { fails: [] };

function definitionOf(n: number): RegisterTaskDefinitionCommandInput {
  const { container, without = [], sidecar, family } = variantOf(familyName(n));
  const entries = Object.entries({ ...sound, ...container }).filter(
    ([name]) => !without.includes(name as keyof ContainerDefinition),
  );
  const main = Object.fromEntries(entries) as ContainerDefinition;
  return {
    family: familyName(n),
    networkMode: 'awsvpc',
    containerDefinitions: [
      main,
      ...(sidecar ? [{ ...sound, name: 'sidecar', essential: false, ...sidecar }] : []),
    ],
    ...family,
  };
}

/** Fills an account: families, every fifth with an older, privileged revision that nobody runs; repositories; services. */
export async function fill(endpoint: string): Promise<void> {
  const aws = awsAt(endpoint);
  const first = async (action: string, tag: string): Promise<string> =>
    new RegExp(`<${tag}>([^<]+)<`).exec(await aws.query('ec2', action))?.[1] ?? '';
  const subnet = await first('DescribeSubnets', 'subnetId');
  const group = await first('DescribeSecurityGroups', 'groupId');
  aws.close();
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const ecs = new ECSClient(config);
  const ecr = new ECRClient(config);
  for (let n = 0; n < FAMILIES; n += 1) {
    const definition = definitionOf(n);
    const older = { ...definition, containerDefinitions: [{ ...sound, privileged: true }] };
    if (n % 5 === 0) await ecs.send(new RegisterTaskDefinitionCommand(older));
    await ecs.send(new RegisterTaskDefinitionCommand(definition));
  }
  for (let n = 0; n < REPOSITORIES; n += 1) await repository(ecr, n);
  await ecr.send(
    new PutRegistryScanningConfigurationCommand({
      scanType: 'BASIC',
      rules: [
        { scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter: 'ruled/*', filterType: 'WILDCARD' }] },
      ],
    }),
  );
  for (let n = 0; n < CLUSTERS; n += 1)
    await ecs.send(
      new CreateClusterCommand({
        clusterName: `cluster-${n}`,
        settings: [{ name: 'containerInsights', value: n === 0 ? 'enabled' : 'disabled' }],
      }),
    );
  for (let n = 0; n < SERVICES; n += 1)
    await ecs.send(
      new CreateServiceCommand({
        cluster: `cluster-${n % CLUSTERS}`,
        serviceName: `service-${n}`,
        taskDefinition: familyName(n),
        desiredCount: 1,
        launchType: 'EC2',
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: [subnet],
            securityGroups: [group],
            assignPublicIp: n % 4 === 0 ? 'ENABLED' : 'DISABLED',
          },
        },
      }),
    );
  ecs.destroy();
  ecr.destroy();
}

async function repository(ecr: ECRClient, n: number): Promise<void> {
  const repositoryName = `${n % 10 === 0 ? 'ruled' : 'team'}/app-${n}`;
  await ecr.send(
    new CreateRepositoryCommand({
      repositoryName,
      imageTagMutability: n % 2 === 0 ? 'MUTABLE' : 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: n % 3 === 0 },
      encryptionConfiguration: { encryptionType: n % 5 === 0 ? 'KMS' : 'AES256' },
      tags: [{ Key: 'owner', Value: `team-${n % 7}` }],
    }),
  );
  const rule = {
    rulePriority: 1,
    selection: { tagStatus: 'untagged', countType: 'imageCountMoreThan', countNumber: 10 },
    action: { type: 'expire' },
  };
  if (n % 4 !== 0)
    await ecr.send(
      new PutLifecyclePolicyCommand({
        repositoryName,
        lifecyclePolicyText: JSON.stringify({ rules: [rule] }),
      }),
    );
}
