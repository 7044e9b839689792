import { ALARM_SITUATIONS } from './alarm-events.ts';
import { EFS_SITUATIONS } from './efs-events.ts';
import { IAM_SITUATIONS } from './iam-events.ts';
import { BALANCER_SITUATIONS, NETWORK_SITUATIONS } from './network-events.ts';
import {
  ACCOUNT,
  call,
  DIGEST,
  DIGEST2,
  ecrArn,
  ecsArn,
  type Json,
  native,
  type Situation,
  situation,
} from './records.ts';
import { TRAIL_EVENTS } from './trail-events.ts';

export {
  ACCOUNT,
  call,
  DIGEST,
  DIGEST2,
  ecrArn,
  ecsArn,
  inEventBridge,
  native,
  OTHER,
  REGION,
  TIME,
} from './records.ts';

/** Events made up after the API models, one or more for every trigger; each with the resources it changes. */
const ecs = (name: string, request: Json | null, response?: Json | null, more?: Json): Json =>
  call('ecs', name, request, response, more);
const ecr = (name: string, request: Json | null, response?: Json | null, more?: Json): Json =>
  call('ecr', name, request, response, more);

const CLUSTER = ['Cluster cluster/shop'];
const SERVICE = ['Service service/shop/web'];
const FAMILY = ['TaskDefinition task-definition/web'];
const DAEMON = ['TaskDefinition daemon-task-definition/agent'];
const INSTANCE = ['ContainerInstance container-instance/shop/abc123'];
const PROVIDER = ['CapacityProvider capacity-provider/spot'];
const REPOSITORY = ['Repository repository/team/api'];
const IMAGE = [`Image repository/team/api@${DIGEST}`];
const REGISTRY = ['Registry registry'];
const SETTINGS = ['Account root/eu-central-1'];

const shop = { cluster: { clusterArn: ecsArn('cluster/shop'), clusterName: 'shop' } };
const web = {
  service: {
    serviceArn: ecsArn('service/shop/web'),
    clusterArn: ecsArn('cluster/shop'),
    taskDefinition: ecsArn('task-definition/web:7'),
  },
};
const taskSet = {
  taskSet: {
    taskSetArn: ecsArn('task-set/shop/web/1'),
    serviceArn: ecsArn('service/shop/web'),
    clusterArn: ecsArn('cluster/shop'),
  },
};
const deployment = { serviceDeploymentArn: ecsArn('service-deployment/shop/web/xyz') };
const web7 = {
  taskDefinition: { taskDefinitionArn: ecsArn('task-definition/web:7'), family: 'web', revision: 7 },
};
const started = {
  tasks: [
    {
      taskArn: ecsArn('task/shop/1'),
      clusterArn: ecsArn('cluster/shop'),
      taskDefinitionArn: ecsArn('task-definition/web:7'),
      launchType: 'FARGATE',
    },
  ],
  failures: [],
};
const api = { repositoryName: 'team/api' };
const running = {
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  clusterArn: ecsArn('cluster/shop'),
  taskDefinitionArn: ecsArn('task-definition/web:7'),
  launchType: 'FARGATE',
};
const image = { 'repository-name': 'team/api', 'image-digest': DIGEST, 'image-tag': 'v1' };

const CLUSTERS: readonly Situation[] = [
  situation('CreateCluster with an answer', ecs('CreateCluster', { clusterName: 'shop' }, shop), CLUSTER),
  situation('CreateCluster without parameters makes the default cluster', ecs('CreateCluster', null), [
    'Cluster cluster/default',
  ]),
  situation('UpdateCluster by ARN', ecs('UpdateCluster', { cluster: ecsArn('cluster/shop') }), CLUSTER),
  situation('UpdateClusterSettings by name', ecs('UpdateClusterSettings', { cluster: 'shop' }), CLUSTER),
  situation(
    'PutClusterCapacityProviders',
    ecs('PutClusterCapacityProviders', { cluster: 'shop', capacityProviders: [] }, shop),
    CLUSTER,
  ),
  situation('DeleteCluster', ecs('DeleteCluster', { cluster: 'shop' }, shop), CLUSTER),
  situation(
    'AssociateGatewayWithCluster',
    ecs('AssociateGatewayWithCluster', { gateway: 'g', cluster: 'shop' }),
    CLUSTER,
  ),
  situation(
    'DisassociateGatewayFromCluster',
    ecs('DisassociateGatewayFromCluster', { gateway: 'g', cluster: 'shop' }),
    CLUSTER,
  ),
  situation(
    'ExecuteCommand without a cluster',
    ecs('ExecuteCommand', { task: 'abc', command: 'sh', interactive: true }),
    ['Cluster cluster/default'],
  ),
  situation(
    'ExecuteCommand with an answer',
    ecs('ExecuteCommand', { task: 'abc' }, { clusterArn: ecsArn('cluster/shop') }),
    CLUSTER,
  ),
  situation(
    'DeleteDaemon names the daemon only',
    ecs('DeleteDaemon', { daemonArn: ecsArn('daemon/shop/agent') }),
    CLUSTER,
  ),
];

const SERVICES: readonly Situation[] = [
  situation('CreateService', ecs('CreateService', { serviceName: 'web', cluster: 'shop' }, web), SERVICE),
  situation(
    'CreateService without an answer',
    ecs('CreateService', { serviceName: 'web', cluster: 'shop' }),
    SERVICE,
  ),
  situation('CreateService in the default cluster', ecs('CreateService', { serviceName: 'web' }), [
    'Service service/default/web',
  ]),
  situation(
    'UpdateService by ARN, null answer',
    ecs('UpdateService', { service: ecsArn('service/shop/web') }),
    SERVICE,
  ),
  situation('UpdateService without parameters', ecs('UpdateService', null, web), SERVICE),
  situation(
    'an ARN of the old format gets its cluster',
    ecs('UpdateService', { service: ecsArn('service/web'), cluster: 'shop' }),
    SERVICE,
  ),
  situation(
    'DeleteService',
    ecs('DeleteService', { service: 'web', cluster: ecsArn('cluster/shop') }),
    SERVICE,
  ),
  situation('CreateTaskSet', ecs('CreateTaskSet', { service: 'other', cluster: 'shop' }, taskSet), SERVICE),
  situation(
    'UpdateTaskSet',
    ecs('UpdateTaskSet', { service: 'web', cluster: 'shop', taskSet: '1' }),
    SERVICE,
  ),
  situation(
    'DeleteTaskSet',
    ecs('DeleteTaskSet', { service: 'web', cluster: 'shop', taskSet: '1' }, taskSet),
    SERVICE,
  ),
  situation(
    'UpdateServicePrimaryTaskSet',
    ecs('UpdateServicePrimaryTaskSet', { service: 'web', cluster: 'shop' }, taskSet),
    SERVICE,
  ),
  situation(
    'CreateExpressGatewayService',
    ecs(
      'CreateExpressGatewayService',
      {},
      { service: { serviceArn: ecsArn('service/shop/web'), cluster: 'shop' } },
    ),
    SERVICE,
  ),
  situation(
    'UpdateExpressGatewayService',
    ecs('UpdateExpressGatewayService', { serviceArn: ecsArn('service/shop/web') }),
    SERVICE,
  ),
  situation(
    'DeleteExpressGatewayService',
    ecs('DeleteExpressGatewayService', { serviceArn: ecsArn('service/shop/web') }),
    SERVICE,
  ),
  situation('StopServiceDeployment', ecs('StopServiceDeployment', deployment), SERVICE),
  situation(
    'ContinueServiceDeployment',
    ecs('ContinueServiceDeployment', { ...deployment, hookId: 'h' }, deployment),
    SERVICE,
  ),
  situation(
    'ECS Service Action',
    native(
      'ecs',
      'ECS Service Action',
      { eventName: 'SERVICE_STEADY_STATE', clusterArn: ecsArn('cluster/shop') },
      [ecsArn('service/web')],
    ),
    SERVICE,
  ),
  situation(
    'ECS Deployment State Change',
    native('ecs', 'ECS Deployment State Change', { eventName: 'SERVICE_DEPLOYMENT_COMPLETED' }, [
      ecsArn('service/shop/web'),
    ]),
    SERVICE,
  ),
];

const FAMILIES: readonly Situation[] = [
  situation('RegisterTaskDefinition', ecs('RegisterTaskDefinition', { family: 'web' }, web7), FAMILY),
  situation(
    'RegisterTaskDefinition with its answer cut off',
    ecs('RegisterTaskDefinition', { family: 'web' }),
    FAMILY,
  ),
  situation('DeregisterTaskDefinition', ecs('DeregisterTaskDefinition', { taskDefinition: 'web:7' }), FAMILY),
  situation(
    'DeleteTaskDefinitions: those that failed stay out',
    ecs(
      'DeleteTaskDefinitions',
      { taskDefinitions: ['web:7', 'web:8', ecsArn('task-definition/api:1'), 'old:3'] },
      { failures: [{ arn: ecsArn('task-definition/old:3'), reason: 'MISSING' }] },
    ),
    [...FAMILY, 'TaskDefinition task-definition/api'],
  ),
  situation(
    'DeleteTaskDefinitions with an answer',
    ecs(
      'DeleteTaskDefinitions',
      { taskDefinitions: ['web:7', 'x:1'] },
      { taskDefinitions: [web7.taskDefinition] },
    ),
    FAMILY,
  ),
  situation(
    'RegisterDaemonTaskDefinition',
    ecs(
      'RegisterDaemonTaskDefinition',
      { family: 'agent' },
      { daemonTaskDefinitionArn: ecsArn('daemon-task-definition/agent:1') },
    ),
    DAEMON,
  ),
  situation(
    'DeleteDaemonTaskDefinition',
    ecs('DeleteDaemonTaskDefinition', { daemonTaskDefinition: 'agent:2' }),
    DAEMON,
  ),
  situation(
    'CreateDaemon',
    ecs('CreateDaemon', {
      daemonName: 'a',
      daemonTaskDefinitionArn: ecsArn('daemon-task-definition/agent:1'),
    }),
    DAEMON,
  ),
  situation(
    'UpdateDaemon',
    ecs('UpdateDaemon', {
      daemonArn: ecsArn('daemon/shop/a'),
      daemonTaskDefinitionArn: ecsArn('daemon-task-definition/agent:2'),
    }),
    DAEMON,
  ),
  situation('RunTask', ecs('RunTask', { taskDefinition: 'web', cluster: 'shop' }, started), [
    ...FAMILY,
    ...CLUSTER,
  ]),
  situation('RunTask of the default cluster without an answer', ecs('RunTask', { taskDefinition: 'web:7' }), [
    ...FAMILY,
    'Cluster cluster/default',
  ]),
  situation(
    'RunTask with some failures',
    ecs('RunTask', { taskDefinition: 'web' }, { ...started, failures: [{ reason: 'RESOURCE:MEMORY' }] }),
    [...FAMILY, ...CLUSTER],
  ),
  situation(
    'StartTask',
    ecs('StartTask', {
      taskDefinition: ecsArn('task-definition/web:7'),
      cluster: 'shop',
      containerInstances: ['i'],
    }),
    [...FAMILY, ...CLUSTER],
  ),
  situation(
    'a standalone task runs',
    native('ecs', 'ECS Task State Change', { ...running, group: 'family:web' }),
    [...FAMILY, ...CLUSTER],
  ),
  situation(
    "a service's task runs",
    native('ecs', 'ECS Task State Change', { ...running, group: 'service:web', startedBy: 'ecs-svc/1' }),
    FAMILY,
  ),
];

const OTHERS: readonly Situation[] = [
  situation(
    'RegisterContainerInstance',
    ecs(
      'RegisterContainerInstance',
      { cluster: 'shop' },
      { containerInstance: { containerInstanceArn: ecsArn('container-instance/shop/abc123') } },
    ),
    INSTANCE,
  ),
  situation(
    'DeregisterContainerInstance',
    ecs('DeregisterContainerInstance', { cluster: 'shop', containerInstance: 'abc123' }),
    INSTANCE,
  ),
  situation(
    'UpdateContainerAgent',
    ecs('UpdateContainerAgent', { cluster: 'shop', containerInstance: ecsArn('container-instance/abc123') }),
    INSTANCE,
  ),
  situation(
    'UpdateContainerInstancesState: those that failed stay out',
    ecs(
      'UpdateContainerInstancesState',
      { cluster: 'shop', containerInstances: ['abc123', 'def456'] },
      { failures: [{ arn: ecsArn('container-instance/def456') }] },
    ),
    INSTANCE,
  ),
  situation(
    'PutAttributes',
    ecs('PutAttributes', {
      cluster: 'shop',
      attributes: [
        { name: 'a', targetId: 'abc123' },
        { name: 'b', targetId: 'abc123' },
      ],
    }),
    INSTANCE,
  ),
  situation(
    'DeleteAttributes',
    ecs('DeleteAttributes', {
      cluster: 'shop',
      attributes: [{ name: 'a', targetId: ecsArn('container-instance/shop/abc123') }],
    }),
    INSTANCE,
  ),
  situation('CreateCapacityProvider', ecs('CreateCapacityProvider', { name: 'spot' }), PROVIDER),
  situation(
    'UpdateCapacityProvider',
    ecs(
      'UpdateCapacityProvider',
      { name: 'spot' },
      { capacityProvider: { capacityProviderArn: ecsArn('capacity-provider/spot') } },
    ),
    PROVIDER,
  ),
  situation(
    'DeleteCapacityProvider',
    ecs('DeleteCapacityProvider', { capacityProvider: ecsArn('capacity-provider/spot') }),
    PROVIDER,
  ),
  situation(
    'PutAccountSetting',
    ecs('PutAccountSetting', { name: 'containerInsights', value: 'enabled' }),
    SETTINGS,
  ),
  situation(
    'PutAccountSettingDefault',
    ecs('PutAccountSettingDefault', { name: 'containerInsights', value: 'enabled' }),
    SETTINGS,
  ),
  situation('DeleteAccountSetting', ecs('DeleteAccountSetting', { name: 'containerInsights' }), SETTINGS),
  situation(
    'TagResource of a service',
    ecs('TagResource', { resourceArn: ecsArn('service/shop/web'), tags: [] }),
    SERVICE,
  ),
  situation(
    'TagResource of a revision is of its family',
    ecs('TagResource', { resourceArn: ecsArn('task-definition/web:7') }),
    FAMILY,
  ),
  situation(
    'UntagResource of a cluster',
    ecs('UntagResource', { resourceArn: ecsArn('cluster/shop') }),
    CLUSTER,
  ),
  situation(
    'UntagResource of a container instance',
    ecs('UntagResource', { resourceArn: ecsArn('container-instance/shop/abc123') }),
    INSTANCE,
  ),
  situation(
    'UntagResource of a capacity provider',
    ecs('UntagResource', { resourceArn: ecsArn('capacity-provider/spot') }),
    PROVIDER,
  ),
];

const repositoryCalls = [
  'DeleteRepository',
  'SetRepositoryPolicy',
  'DeleteRepositoryPolicy',
  'PutImageScanningConfiguration',
  'PutImageTagMutability',
  'PutLifecyclePolicy',
  'DeleteLifecyclePolicy',
];
const registryCalls = [
  'PutRegistryPolicy',
  'DeleteRegistryPolicy',
  'PutRegistryScanningConfiguration',
  'PutReplicationConfiguration',
  'CreatePullThroughCacheRule',
  'UpdatePullThroughCacheRule',
  'DeletePullThroughCacheRule',
  'CreateRepositoryCreationTemplate',
  'UpdateRepositoryCreationTemplate',
  'DeleteRepositoryCreationTemplate',
  'PutSigningConfiguration',
  'DeleteSigningConfiguration',
  'PutAccountSetting',
  'RegisterPullTimeUpdateExclusion',
  'DeregisterPullTimeUpdateExclusion',
];

const REPOSITORIES: readonly Situation[] = [
  situation(
    'CreateRepository',
    ecr('CreateRepository', api, {
      repository: {
        repositoryArn: ecrArn('repository/team/api'),
        repositoryName: 'team/api',
        registryId: ACCOUNT,
      },
    }),
    REPOSITORY,
  ),
  ...repositoryCalls.map((name) => situation(name, ecr(name, { ...api, registryId: ACCOUNT }), REPOSITORY)),
  situation(
    'null parameters: the answer names the repository',
    ecr('PutLifecyclePolicy', null, { ...api, registryId: ACCOUNT }),
    REPOSITORY,
  ),
  situation(
    'TagResource of a repository',
    ecr('TagResource', { resourceArn: ecrArn('repository/team/api') }),
    REPOSITORY,
  ),
  situation(
    'UntagResource of a repository',
    ecr('UntagResource', { resourceArn: ecrArn('repository/team/api') }),
    REPOSITORY,
  ),
  ...registryCalls.map((name) => situation(name, ecr(name, null, { registryId: ACCOUNT }), REGISTRY)),
  situation(
    'what a lifecycle policy did has no parameters',
    ecr('PolicyExecutionEvent', null, null, {
      userIdentity: { accountId: ACCOUNT, invokedBy: 'AWS Internal' },
      eventType: 'AwsServiceEvent',
      resources: [{ ARN: ecrArn('repository/team/api'), accountId: ACCOUNT, type: 'AWS::ECR::Repository' }],
      serviceEventDetails: { repositoryName: 'team/api', lifecycleEventImageActions: [] },
    }),
    REPOSITORY,
  ),
  situation(
    'ECR Scan Resource Change names several repositories',
    native('ecr', 'ECR Scan Resource Change', {
      'action-type': 'SCAN_FREQUENCY_CHANGE',
      repositories: [
        { 'repository-name': 'team/api', 'repository-arn': ecrArn('repository/team/api') },
        { 'repository-arn': ecrArn('repository/b') },
      ],
    }),
    [...REPOSITORY, 'Repository repository/b'],
  ),
];

const IMAGES: readonly Situation[] = [
  situation(
    'PutImage',
    ecr(
      'PutImage',
      { ...api, imageTag: 'v1' },
      { image: { imageId: { imageDigest: DIGEST, imageTag: 'v1' } } },
    ),
    [...REPOSITORY, ...IMAGE],
  ),
  situation(
    'PutImage without an answer: the digest is not known',
    ecr('PutImage', { ...api, imageTag: 'v1' }),
    REPOSITORY,
  ),
  situation(
    'BatchDeleteImage without those that failed',
    ecr(
      'BatchDeleteImage',
      { ...api, imageIds: [{ imageDigest: DIGEST }, { imageDigest: DIGEST2 }] },
      { imageIds: [{ imageDigest: DIGEST }], failures: [{ imageId: { imageDigest: DIGEST2 } }] },
    ),
    [...REPOSITORY, ...IMAGE],
  ),
  situation('StartImageScan by digest', ecr('StartImageScan', { ...api, imageId: { imageDigest: DIGEST } }), [
    ...REPOSITORY,
    ...IMAGE,
  ]),
  situation(
    'UpdateImageStorageClass',
    ecr(
      'UpdateImageStorageClass',
      { ...api, imageId: { imageTag: 'v1' } },
      { imageId: { imageDigest: DIGEST } },
    ),
    [...REPOSITORY, ...IMAGE],
  ),
  situation(
    'ECR Image Action names no ARN',
    native('ecr', 'ECR Image Action', { ...image, result: 'SUCCESS', 'action-type': 'PUSH' }),
    [...REPOSITORY, ...IMAGE],
  ),
  situation(
    'ECR Image Scan that failed',
    native('ecr', 'ECR Image Scan', { ...image, 'scan-status': 'FAILED' }, [ecrArn('repository/team/api')]),
    [...REPOSITORY, ...IMAGE],
  ),
  situation(
    'ECR Pull Through Cache Action',
    native('ecr', 'ECR Pull Through Cache Action', { ...image, 'sync-status': 'SUCCESS' }),
    [...REPOSITORY, ...IMAGE],
  ),
  situation(
    'ECR Replication Action',
    native('ecr', 'ECR Replication Action', { ...image, result: 'SUCCESS' }),
    [...REPOSITORY, ...IMAGE],
  ),
  situation(
    'Inspector2 Scan, of an image',
    native('inspector2', 'Inspector2 Scan', {
      'scan-status': 'INITIAL_SCAN_COMPLETE',
      'repository-name': ecrArn('repository/team/api'),
      'image-digest': DIGEST,
    }),
    IMAGE,
  ),
  situation(
    'Inspector2 Scan, of an instance',
    native('inspector2', 'Inspector2 Scan', {
      'scan-status': 'INITIAL_SCAN_COMPLETE',
      'instance-id': 'i-087d63509b8c97098',
    }),
    ['ignored: it is about no image'],
  ),
  situation('Inspector2 Finding, critical and new', finding({}), IMAGE),
  situation(
    'Inspector2 Finding of a function',
    finding({ resources: [{ type: 'AWS_LAMBDA_FUNCTION', id: 'x', details: {} }] }),
    ['ignored: it is about no image'],
  ),
  situation(
    'Inspector2 Finding of an image without a digest',
    finding({ resources: [{ details: { awsEcrContainerImage: { repositoryName: 'team/api' } } }] }),
    ['malformed: it names no image'],
  ),
  ...[
    'DisableKey',
    'EnableKey',
    'ScheduleKeyDeletion',
    'CancelKeyDeletion',
    'EnableKeyRotation',
    'DisableKeyRotation',
    'DeleteImportedKeyMaterial',
    'ImportKeyMaterial',
  ].map((name) =>
    situation(
      name,
      call('kms', name, { keyId: 'alias/images' }, null, {
        resources: [
          {
            ARN: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd`,
            accountId: ACCOUNT,
            type: 'AWS::KMS::Key',
          },
        ],
      }),
      ['Key key/1234abcd'],
    ),
  ),
  situation('DisableKey by id', call('kms', 'DisableKey', { keyId: '1234abcd' }), ['Key key/1234abcd']),
  situation('DisableKey by alias alone', call('kms', 'DisableKey', { keyId: 'alias/images' }), [
    'ignored: it names an alias and not the key: the next sweep sees it',
  ]),
  situation('DisableKey without a key', call('kms', 'DisableKey', {}), ['malformed: it names no key']),
  situation('Enable', call('inspector2', 'Enable', { resourceTypes: ['ECR'] }), ['Registry registry']),
  situation('Disable', call('inspector2', 'Disable', null), ['Registry registry']),
  situation('ECR Referrer Action', native('ecr', 'ECR Referrer Action', { ...image, result: 'SUCCESS' }), [
    ...REPOSITORY,
    ...IMAGE,
  ]),
];

/** A critical vulnerability that Inspector found in an image (its user guide, EventBridge schema). */
export function finding(more: Json): Json {
  return native(
    'inspector2',
    'Inspector2 Finding',
    {
      severity: 'CRITICAL',
      status: 'ACTIVE',
      resources: [
        {
          type: 'AWS_ECR_CONTAINER_IMAGE',
          id: `${ecrArn('repository/team/api')}/${DIGEST}`,
          details: { awsEcrContainerImage: { repositoryName: 'team/api', imageHash: DIGEST } },
        },
      ],
      ...more,
    },
    [`${ecrArn('repository/team/api')}/${DIGEST}`],
  );
}

/** Objects that arrive in a bucket (S3 user guide, "EventBridge event message structure"). */
const stored = (key: unknown): Json =>
  native('s3', 'Object Created', {
    version: '0',
    bucket: { name: 'reports' },
    object: { key, size: 25_000, etag: 'a' },
    reason: 'PutObject',
  });
const REPORTED = ['Instance instance/i-0123456789abcdef0'];
const NO_REPORT = ['ignored: it is no report of Docker Bench'];
const REPORTS: readonly Situation[] = [
  situation(
    'a report that the association leaves',
    stored('ssm/i-0123456789abcdef0/assoc-1/2026-04-14/awsrunShellScript/runDockerBench/stdout'),
    REPORTED,
  ),
  situation(
    'a report that is imported',
    stored('import/i-0123456789abcdef0/2026-04-14T12:00:00.000Z.json'),
    REPORTED,
  ),
  situation(
    'what another step says',
    stored('ssm/i-0123456789abcdef0/assoc-1/awsdownloadContent/fetchDockerBench/stdout'),
    NO_REPORT,
  ),
  situation('a report of nobody', stored('import/web/1.json'), NO_REPORT),
  situation('a key that leads out', stored('import/i-0123456789abcdef0/../x.json'), NO_REPORT),
  situation('a key that is none', stored(7), ['malformed: key is no text']),
];

export const SITUATIONS: readonly Situation[] = [
  ...CLUSTERS,
  ...SERVICES,
  ...FAMILIES,
  ...OTHERS,
  ...REPOSITORIES,
  ...IMAGES,
  ...EFS_SITUATIONS,
  ...IAM_SITUATIONS,
  ...TRAIL_EVENTS,
  ...NETWORK_SITUATIONS,
  ...BALANCER_SITUATIONS,
  ...ALARM_SITUATIONS,
  ...REPORTS,
];
