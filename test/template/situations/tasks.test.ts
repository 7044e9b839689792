import { testSituations } from '../support/situations.ts';

/** A family of one container and what else is said. */
const family = (container: string, properties = ''): string => `
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      ${properties}
      ContainerDefinitions:
        - {Name: web, Image: nginx${container && `, ${container}`}}
`;
const open = (name: string): { readonly before: string } => ({
  before: `Parameters: {${name}: {Type: String}}`,
});
const unknown = (name: string) => ['NOT_AVAILABLE', new RegExp(`Ref ${name} is not known`)] as const;
const FARGATE = 'RequiresCompatibilities: [FARGATE]\n      NetworkMode: awsvpc';

testSituations({
  'privileged, in a text': {
    resources: family("Privileged: 'true'"),
    says: { 'Web task-definition-privileged': ['FAILED', 'privileged web'] },
  },
  'privileged by a parameter': {
    ...open('Mode'),
    resources: family('Privileged: !Ref Mode'),
    says: { 'Web task-definition-privileged': unknown('Mode'), 'Web task-definition-host-pid': 'PASSED' },
  },
  'privileged by a parameter, on Fargate': {
    ...open('Mode'),
    resources: family('Privileged: !Ref Mode', FARGATE),
    says: { 'Web task-definition-privileged': 'NOT_APPLICABLE' },
  },
  'the namespaces of the host': {
    resources: family('', 'NetworkMode: host\n      PidMode: host\n      IpcMode: host'),
    says: {
      'Web task-definition-host-network': ['FAILED', 'host-network web'],
      'Web task-definition-host-pid': ['FAILED', 'host-pid web'],
      'Web task-definition-host-ipc': ['FAILED', 'host-ipc web'],
    },
  },
  'a network mode of a mapping': {
    before: 'Mappings: {Modes: {prod: {Network: host}}}',
    resources: family('', 'NetworkMode: !FindInMap [Modes, prod, Network]'),
    says: { 'Web task-definition-host-network': ['FAILED', 'host-network web'] },
  },
  'a namespace of the task': {
    resources: family('', 'PidMode: task'),
    says: { 'Web task-definition-host-pid': 'PASSED' },
  },
  'a daemon that shares what the host has': {
    resources: `
  Agent:
    Type: AWS::ECS::DaemonTaskDefinition
    Properties: {Family: agent, PidMode: shared, ContainerDefinitions: [{Name: agent, Image: nginx, Privileged: true}]}`,
    says: {
      'Agent task-definition-host-pid': ['FAILED', 'host-pid agent'],
      'Agent task-definition-privileged': ['FAILED', 'privileged agent'],
    },
  },
  'root by its number, and its group': {
    resources: family("User: '0:0'"),
    says: { 'Web task-definition-non-root': ['FAILED', 'root-user web'] },
  },
  'an ordinary user as a number': {
    resources: family('User: 1000'),
    says: { 'Web task-definition-non-root': 'PASSED' },
  },
  'root as a number': {
    resources: family('User: 0'),
    says: { 'Web task-definition-non-root': ['FAILED', 'root-user web'] },
  },
  'an ordinary user': {
    resources: family("User: '1000'"),
    says: { 'Web task-definition-non-root': 'PASSED' },
  },
  'a user that is a parameter': {
    ...open('User'),
    resources: family('User: !Ref User'),
    says: { 'Web task-definition-non-root': unknown('User') },
  },
  'a root that cannot be written to, whatever a condition says': {
    before: 'Parameters: {Stage: {Type: String}}\nConditions: {Prod: !Equals [!Ref Stage, prod]}',
    resources: family('ReadonlyRootFilesystem: !If [Prod, true, "true"]'),
    says: { 'Web task-definition-read-only-root': 'PASSED' },
  },
  'a root that a condition decides': {
    before: 'Parameters: {Stage: {Type: String}}\nConditions: {Prod: !Equals [!Ref Stage, prod]}',
    resources: family('ReadonlyRootFilesystem: !If [Prod, true, false]'),
    says: { 'Web task-definition-read-only-root': ['NOT_AVAILABLE', /Fn::If Prod/] },
  },
  'Windows has none of it': {
    resources: family('', 'RuntimePlatform: {OperatingSystemFamily: WINDOWS_SERVER_2022_CORE}'),
    says: {
      'Web task-definition-read-only-root': 'NOT_APPLICABLE',
      'Web task-definition-non-root': 'NOT_APPLICABLE',
    },
  },
  'the socket of Docker, by a volume of the host': {
    resources: family(
      'MountPoints: [{SourceVolume: docker, ContainerPath: /var/run/docker.sock}]',
      'Volumes: [{Name: docker, Host: {SourcePath: /var/run/docker.sock}}]',
    ),
    says: { 'Web task-definition-host-mounts': ['FAILED', 'runtime-socket web /var/run/docker.sock'] },
  },
  'a path of the host that is decided later': {
    ...open('Path'),
    resources: family(
      'MountPoints: [{SourceVolume: data, ContainerPath: /data}]',
      'Volumes: [{Name: data, Host: {SourcePath: !Ref Path}}]',
    ),
    says: { 'Web task-definition-host-mounts': unknown('Path') },
  },
  'capabilities of the administrator': {
    resources: family('LinuxParameters: {Capabilities: {Add: [SYS_ADMIN]}}'),
    says: { 'Web task-definition-capabilities': ['FAILED', 'added-capability web SYS_ADMIN'] },
  },
  'a password in plain text, and one in a secret': {
    resources: family(
      'Environment: [{Name: DB_PASSWORD, Value: correct-horse-7}], Secrets: [{Name: API_TOKEN, ValueFrom: /shop/token}]',
    ),
    says: { 'Web task-definition-plaintext-secrets': ['FAILED', 'likely-plaintext-secret web DB_PASSWORD'] },
  },
  'a password by a dynamic reference is in plain text once it is deployed': {
    resources: family(
      "Environment: [{Name: DB_PASSWORD, Value: '{{resolve:secretsmanager:db:SecretString:password}}'}]",
    ),
    says: { 'Web task-definition-plaintext-secrets': ['NOT_AVAILABLE', /dynamic reference/] },
  },
  'a key of AWS under its own name': {
    resources: family('Environment: [{Name: AWS_SECRET_ACCESS_KEY, Value: x}]'),
    says: {
      'Web task-definition-static-credentials': ['FAILED', 'named-credentials web AWS_SECRET_ACCESS_KEY'],
      'Web task-definition-plaintext-secrets': 'PASSED',
    },
  },
  'a driver that throws logs away': {
    resources: family('LogConfiguration: {LogDriver: none}'),
    says: { 'Web task-definition-logging': ['FAILED', 'logs-discarded web'] },
  },
  'a driver that is decided later': {
    ...open('Driver'),
    resources: family('LogConfiguration: {LogDriver: !Ref Driver}'),
    says: { 'Web task-definition-logging': unknown('Driver') },
  },
  'limits of the task in place of those of its containers': {
    resources: family('', "Memory: '512'\n      Cpu: '256'"),
    says: { 'Web task-definition-resource-limits': 'PASSED' },
  },
  'no limits': {
    resources: family('MemoryReservation: 128'),
    says: { 'Web task-definition-resource-limits': ['FAILED', 'no-memory-limit web'] },
  },
  'an image of a parameter of Systems Manager': {
    before: "Parameters: {Image: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /shop/image}}",
    resources: `
  Web: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: web, Image: !Ref Image, User: '1'}]}}`,
    says: { 'Web task-definition-trusted-image': unknown('Image'), 'Web task-definition-non-root': 'PASSED' },
  },
  'containers that are decided later': {
    resources:
      '  Web: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: !ImportValue containers}}',
    says: { 'Web task-definition-privileged': ['NOT_AVAILABLE', /Fn::ImportValue containers/] },
  },
  'two containers of which one is at fault': {
    resources: `${family("User: '1000'")}        - {Name: side, Image: nginx, User: root}\n`,
    says: { 'Web task-definition-non-root': ['FAILED', 'root-user side'] },
  },
  'an older platform of Fargate': {
    resources: `${family('', FARGATE)}
  Service: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Web, LaunchType: FARGATE, PlatformVersion: 1.3.0}}`,
    says: { 'Service service-fargate-platform': ['FAILED', 'platform-behind 1.3.0'] },
  },
  'a platform by a parameter': {
    ...open('Platform'),
    resources: `${family('', FARGATE)}
  Service: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Web, LaunchType: FARGATE, PlatformVersion: !Ref Platform}}`,
    says: { 'Service service-fargate-platform': unknown('Platform') },
  },
});
