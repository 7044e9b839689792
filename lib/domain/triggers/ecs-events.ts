/**
 * Every call of ECS that writes (IAM's service authorisation data; the gateway calls from the API model), by name as
 * CloudTrail records it. A trigger on a name that is not here does not compile; a test compares the list.
 */
const ECS_CALLS = [
  'AllowVendedLogDeliveryForResource',
  'AssociateGatewayWithCluster',
  'ContinueServiceDeployment',
  'CreateCapacityProvider',
  'CreateCluster',
  'CreateDaemon',
  'CreateExpressGatewayService',
  'CreateGateway',
  'CreateService',
  'CreateTaskSet',
  'DeleteAccountSetting',
  'DeleteAttributes',
  'DeleteCapacityProvider',
  'DeleteCluster',
  'DeleteDaemon',
  'DeleteDaemonTaskDefinition',
  'DeleteExpressGatewayService',
  'DeleteGateway',
  'DeleteService',
  'DeleteTaskDefinitions',
  'DeleteTaskSet',
  'DeregisterContainerInstance',
  'DeregisterTaskDefinition',
  'DisassociateGatewayFromCluster',
  'DiscoverPollEndpoint',
  'ExecuteCommand',
  'Poll',
  'PutAccountSetting',
  'PutAccountSettingDefault',
  'PutAttributes',
  'PutClusterCapacityProviders',
  'PutSystemLogEvents',
  'RegisterContainerInstance',
  'RegisterDaemonTaskDefinition',
  'RegisterTaskDefinition',
  'RunTask',
  'StartTask',
  'StartTelemetrySession',
  'StopServiceDeployment',
  'StopTask',
  'SubmitAttachmentStateChanges',
  'SubmitContainerStateChange',
  'SubmitTaskStateChange',
  'TagResource',
  'UntagResource',
  'UpdateCapacityProvider',
  'UpdateCluster',
  'UpdateClusterSettings',
  'UpdateContainerAgent',
  'UpdateContainerInstancesState',
  'UpdateDaemon',
  'UpdateExpressGatewayService',
  'UpdateService',
  'UpdateServicePrimaryTaskSet',
  'UpdateTaskProtection',
  'UpdateTaskSet',
] as const;
export type EcsCall = (typeof ECS_CALLS)[number];

export type EcsNative =
  | 'ECS Task State Change'
  | 'ECS Container Instance State Change'
  | 'ECS Service Action'
  | 'ECS Deployment State Change';

const AGENT = 'agent chatter: containers and instances report what runs, nothing is changed by it';

/** What changes nothing that is judged, and why. */
export const ECS_IGNORED: { readonly [Name in EcsCall | EcsNative]?: string } = {
  AllowVendedLogDeliveryForResource: 'lets a log delivery be set up; the resource itself stays as it is',
  CreateGateway: 'no control judges gateways',
  DeleteGateway: 'no control judges gateways',
  DiscoverPollEndpoint: AGENT,
  Poll: AGENT,
  PutSystemLogEvents: AGENT,
  StartTelemetrySession: AGENT,
  SubmitAttachmentStateChanges: AGENT,
  SubmitContainerStateChange: AGENT,
  SubmitTaskStateChange: AGENT,
  StopTask: 'a stopped task changes nothing that is judged; uses age out',
  UpdateTaskProtection: 'protection from scale-in changes nothing that is judged',
  'ECS Container Instance State Change': 'noisy; the sweep reads container instances',
};

/** Those that people and pipelines call to change something: agents' chatter is left out. */
export const ECS_CHANGES: readonly EcsCall[] = ECS_CALLS.filter((name) => ECS_IGNORED[name] !== AGENT);
