import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A stack as people write them: a repository, a cluster, a role, a task of two containers, a group, a service. Every few have a fault. */
const template = (n: number): string => `AWSTemplateFormatVersion: '2010-09-09'
Description: service ${n}
Parameters:
  Tag: {Type: String, Default: '1.0'}
  Stage: {Type: String, Default: prod, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Repository:
    Type: AWS::ECR::Repository
    Properties:
      RepositoryName: shop/service-${n}
      ImageTagMutability: ${n % 2 === 0 ? 'MUTABLE' : 'IMMUTABLE'}
      ImageScanningConfiguration: {ScanOnPush: ${n % 3 !== 0}}
  Cluster:
    Type: AWS::ECS::Cluster
    Properties:
      ClusterSettings: [{Name: containerInsights, Value: ${n % 2 === 0 ? 'disabled' : 'enabled'}}]
  ExecutionRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: 'sts:AssumeRole'}]
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy']
  Logs:
    Type: AWS::Logs::LogGroup
    Properties: {RetentionInDays: 30}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: service-${n}
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      Cpu: '256'
      Memory: '512'
      ExecutionRoleArn: !GetAtt ExecutionRole.Arn
      ContainerDefinitions:
        - Name: app
          Image: !Sub '\${Repository.RepositoryUri}:\${Tag}'
          User: !If [IsProd, '1000', root]
          ReadonlyRootFilesystem: ${n % 4 !== 0}
          Environment:
            - {Name: STAGE, Value: !Ref Stage}
            - {Name: LOG_LEVEL, Value: info}
          LogConfiguration:
            LogDriver: awslogs
            Options: {awslogs-group: !Ref Logs, awslogs-region: !Ref 'AWS::Region', awslogs-stream-prefix: app}
        - Name: proxy
          Image: public.ecr.aws/nginx/nginx:1.27
          Essential: false
          PortMappings: [{ContainerPort: 8080}]
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: tasks
      VpcId: vpc-1
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: 10.0.0.0/8}]
  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Ref Cluster
      TaskDefinition: !Ref Task
      LaunchType: FARGATE
      DesiredCount: 2
      NetworkConfiguration:
        AwsvpcConfiguration:
          AssignPublicIp: ${n % 5 === 0 ? 'ENABLED' : 'DISABLED'}
          Subnets: [subnet-1, subnet-2]
          SecurityGroups: [!GetAtt Group.GroupId]
`;

/** Writes so many templates into a new folder. */
export async function writeTemplates(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let n = 0; n < count; n += 1) await writeFile(join(folder, `service-${n}.yaml`), template(n));
}
