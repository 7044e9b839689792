/** A template in which nearly every control finds a fault. */
export const FAULTY = `Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Gateway: {Type: AWS::EC2::InternetGateway}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  In: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
  Route: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: {VpcId: !Ref Vpc, GroupDescription: x, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}]}
  Front: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Scheme: internet-facing, Type: application, SecurityGroups: [!Ref Group]}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 80}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Front, Port: 80, Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}
  Key: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: false}}
  Repo:
    Type: AWS::ECR::Repository
    Properties:
      ImageTagMutability: MUTABLE
      ImageScanningConfiguration: {ScanOnPush: false}
      EncryptionConfiguration: {EncryptionType: AES256}
      Tags: [{Key: DataClassification, Value: secret}]
      RepositoryPolicyText: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: '*', Action: ['ecr:BatchGetImage', 'ecr:PutImage']}]}
  Repo2:
    Type: AWS::ECR::Repository
    Properties:
      EncryptionConfiguration: {EncryptionType: KMS, KmsKey: !GetAtt Key.Arn}
      Tags: [{Key: DataClassification, Value: secret}]
  Cluster:
    Type: AWS::ECS::Cluster
    Properties:
      ClusterSettings: [{Name: containerInsights, Value: disabled}]
      Configuration: {ExecuteCommandConfiguration: {Logging: NONE}}
  Cluster2:
    Type: AWS::ECS::Cluster
    Properties:
      Configuration: {ExecuteCommandConfiguration: {Logging: OVERRIDE, LogConfiguration: {CloudWatchLogGroupName: x, CloudWatchEncryptionEnabled: false}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]}
      Policies: [{PolicyName: p, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: ['s3:*', 'ecs:*'], Resource: '*'}]}}]
  Admin:
    Type: AWS::IAM::User
    Properties:
      ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]
  Data: {Type: AWS::EFS::FileSystem, Properties: {Encrypted: false, FileSystemPolicy: {Statement: [{Effect: Allow, Principal: '*', Action: '*'}]}}}
  Point: {Type: AWS::EFS::AccessPoint, Properties: {FileSystemId: !Ref Data, RootDirectory: {Path: /}}}
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      RequiresCompatibilities: [EC2]
      NetworkMode: host
      PidMode: host
      IpcMode: host
      TaskRoleArn: !GetAtt Role.Arn
      ExecutionRoleArn: !GetAtt Role.Arn
      Volumes:
        - {Name: sock, Host: {SourcePath: /var/run/docker.sock}}
        - {Name: data, EFSVolumeConfiguration: {FilesystemId: !Ref Data, TransitEncryption: DISABLED, AuthorizationConfig: {IAM: DISABLED, AccessPointId: !Ref Point}}}
      ContainerDefinitions:
        - Name: web
          Image: nginx
          User: root
          Privileged: true
          ReadonlyRootFilesystem: false
          DockerSecurityOptions: [apparmor:unconfined]
          LinuxParameters: {Capabilities: {Add: [SYS_ADMIN]}}
          LogConfiguration: {LogDriver: none}
          Environment: [{Name: DB_PASSWORD, Value: correct-horse-7}, {Name: AWS_ACCESS_KEY_ID, Value: AKIAABCDEFGHIJKLMNOP}]
          MountPoints: [{SourceVolume: sock, ContainerPath: /var/run/docker.sock}]
  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Ref Cluster
      TaskDefinition: !Ref Web
      LaunchType: EC2
      EnableExecuteCommand: true
      LoadBalancers: [{TargetGroupArn: !Ref Targets, ContainerName: web, ContainerPort: 80}]
  Far:
    Type: AWS::ECS::TaskDefinition
    Properties:
      RequiresCompatibilities: [FARGATE]
      NetworkMode: awsvpc
      ContainerDefinitions: [{Name: far, Image: !Sub '\${Repo.RepositoryUri}:latest'}]
  FarService:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Ref Cluster
      TaskDefinition: !Ref Far
      LaunchType: FARGATE
      PlatformVersion: 1.3.0
      NetworkConfiguration: {AwsvpcConfiguration: {AssignPublicIp: ENABLED, Subnets: [!Ref Subnet], SecurityGroups: [!Ref Group]}}
  Trail: {Type: AWS::CloudTrail::Trail, Properties: {IsLogging: true, S3BucketName: !Ref Logs, IsMultiRegionTrail: false, EnableLogFileValidation: false}}
  Logs: {Type: AWS::S3::Bucket, Properties: {AccessControl: PublicRead, VersioningConfiguration: {Status: Suspended}, PublicAccessBlockConfiguration: {IgnorePublicAcls: false, RestrictPublicBuckets: false}}}
`;
