import { testSituations } from '../support/situations.ts';

const EXEC = 'Cluster cluster-exec-logging';
const cluster = (exec = ''): string => `
  Cluster: {Type: AWS::ECS::Cluster, Properties: {${exec && `Configuration: {ExecuteCommandConfiguration: {${exec}}}`}}}
`;
const service = (exec: string, name = 'Service'): string => `
  ${name}:
    Type: AWS::ECS::Service
    Properties: {Cluster: !Ref Cluster, LaunchType: FARGATE, TaskDefinition: !Ref Web, EnableExecuteCommand: ${exec}}
`;
const family = (log: string): string => `
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      ContainerDefinitions: [{Name: web, Image: nginx${log && `, LogConfiguration: {LogDriver: ${log}}`}}]
`;
const NONE = 'Logging: NONE';
const FULL =
  'Logging: OVERRIDE, LogConfiguration: {CloudWatchLogGroupName: /exec, CloudWatchEncryptionEnabled: true}';

testSituations({
  'logging switched off, and a service that can be opened': {
    resources: cluster(NONE) + service('true') + family('awslogs'),
    says: { [EXEC]: ['FAILED', 'exec-not-logged'] },
  },
  'logging switched off, and only services that cannot be opened': {
    resources: cluster(NONE) + service('false') + family('awslogs'),
    says: { [EXEC]: 'NOT_APPLICABLE' },
  },
  'logging switched off in a cluster for the services of others': {
    resources: cluster(NONE),
    says: { [EXEC]: ['FAILED', 'exec-not-logged'] },
  },
  'to a log group without encryption, for the services of others': {
    resources: cluster('Logging: OVERRIDE, LogConfiguration: {CloudWatchLogGroupName: /exec}'),
    says: { [EXEC]: ['FAILED', 'exec-log-unencrypted log group /exec'] },
  },
  'an override that names no place': {
    resources: cluster('Logging: OVERRIDE, LogConfiguration: {S3EncryptionEnabled: true}'),
    says: { [EXEC]: ['FAILED', 'exec-log-nowhere'] },
  },
  'an encrypted log group': { resources: cluster(FULL), says: { [EXEC]: 'PASSED' } },
  'an encrypted bucket': {
    resources: cluster(
      "Logging: OVERRIDE, LogConfiguration: {S3BucketName: !ImportValue logs, S3EncryptionEnabled: 'true'}",
    ),
    says: { [EXEC]: ['NOT_AVAILABLE', /Fn::ImportValue logs/] },
  },
  'nothing said, for the services of others': {
    resources: cluster(),
    says: { [EXEC]: ['NOT_AVAILABLE', /not known whether any of its tasks/] },
  },
  'nothing said, and a service whose containers log by awslogs': {
    resources: cluster() + service("'true'") + family('awslogs'),
    says: { [EXEC]: 'PASSED' },
  },
  'nothing said, and a service whose containers do not': {
    resources: cluster() + service('true') + family('splunk'),
    says: { [EXEC]: ['FAILED', 'exec-without-awslogs Web'] },
  },
  'nothing said, and services that cannot be opened': {
    resources: cluster() + service('false') + family('splunk'),
    says: { [EXEC]: 'NOT_APPLICABLE' },
  },
  'whether a service can be opened is decided later': {
    before: 'Parameters: {Exec: {Type: String}}',
    resources: cluster(NONE) + service('!Ref Exec') + family('awslogs'),
    says: { [EXEC]: ['NOT_AVAILABLE', /not known whether any of its tasks/] },
  },
  'one service of two, by a parameter that is on unless said otherwise': {
    before: 'Parameters: {Exec: {Type: String, Default: true}}',
    resources: cluster(NONE) + service('!Ref Exec') + service('false', 'Other') + family('awslogs'),
    says: { [EXEC]: ['FAILED', 'exec-not-logged'] },
  },
  'a cluster named by its name': {
    resources:
      cluster(NONE).replace('Properties: {', 'Properties: {ClusterName: shop, ') +
      service('true').replace('!Ref Cluster', 'shop') +
      family('awslogs'),
    says: { [EXEC]: ['FAILED', 'exec-not-logged'] },
  },
  'insights, enhanced': {
    resources: `
  Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterSettings: [{Name: containerInsights, Value: enhanced}]}}`,
    says: { 'Cluster cluster-container-insights': 'PASSED' },
  },
  'insights by a list that is decided later': {
    before: 'Parameters: {Insights: {Type: String}}\nConditions: {Wanted: !Equals [!Ref Insights, "yes"]}',
    resources: `
  Cluster:
    Type: AWS::ECS::Cluster
    Properties: {ClusterSettings: !If [Wanted, [{Name: containerInsights, Value: enabled}], !Ref 'AWS::NoValue']}`,
    says: { 'Cluster cluster-container-insights': ['NOT_AVAILABLE', /Fn::If Wanted/] },
  },
});
