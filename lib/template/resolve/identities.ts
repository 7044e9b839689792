/** What `Ref` and `Fn::GetAtt` of a resource give that can be told before deployment. */
interface Identity {
  /** The property that names the resource; without it AWS makes a name up. */
  readonly named?: string;
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

const ARN = 'arn:{partition}:';
const PLACE = '{region}:{account}:';

/**
 * By type, after the "Return values" of each page of the CloudFormation template reference. `{name}` is the name or,
 * where AWS makes one up, one that stands for it, so that whatever refers to the resource can be seen to do so; `{hex}`
 * stands for it where AWS gives hex digits; `{=Property}` is a property of its own. A type that is not here is known
 * only at deployment.
 */
export const IDENTITIES: Readonly<Record<string, Identity>> = {
  'AWS::ECS::TaskDefinition': {
    ref: `${ARN}ecs:${PLACE}task-definition/{id}:1`,
    attributes: { TaskDefinitionArn: `${ARN}ecs:${PLACE}task-definition/{id}:1` },
  },
  'AWS::ECS::Cluster': {
    named: 'ClusterName',
    ref: '{name}',
    attributes: { Arn: `${ARN}ecs:${PLACE}cluster/{name}` },
  },
  'AWS::ECS::Service': {
    named: 'ServiceName',
    ref: `${ARN}ecs:${PLACE}service/{name}`,
    attributes: { Name: '{name}', ServiceArn: `${ARN}ecs:${PLACE}service/{name}` },
  },
  'AWS::CloudWatch::Alarm': {
    named: 'AlarmName',
    ref: '{name}',
    attributes: { Arn: `${ARN}cloudwatch:${PLACE}alarm:{name}` },
  },
  'AWS::CloudWatch::CompositeAlarm': {
    named: 'AlarmName',
    ref: '{name}',
    attributes: { Arn: `${ARN}cloudwatch:${PLACE}alarm:{name}` },
  },
  'AWS::ECS::CapacityProvider': { named: 'Name', ref: '{name}' },
  'AWS::ECR::Repository': {
    named: 'RepositoryName',
    ref: '{name}',
    attributes: {
      Arn: `${ARN}ecr:${PLACE}repository/{name}`,
      RepositoryUri: '{account}.dkr.ecr.{region}.{suffix}/{name}',
    },
  },
  'AWS::IAM::Role': {
    named: 'RoleName',
    ref: '{name}',
    attributes: { Arn: `${ARN}iam::{account}:role/{name}` },
  },
  'AWS::IAM::User': {
    named: 'UserName',
    ref: '{name}',
    attributes: { Arn: `${ARN}iam::{account}:user/{name}` },
  },
  'AWS::IAM::Group': {
    named: 'GroupName',
    ref: '{name}',
    attributes: { Arn: `${ARN}iam::{account}:group/{name}` },
  },
  'AWS::IAM::ManagedPolicy': { named: 'ManagedPolicyName', ref: `${ARN}iam::{account}:policy/{name}` },
  'AWS::EC2::SecurityGroup': { ref: 'sg-{id}', attributes: { GroupId: 'sg-{id}', Id: 'sg-{id}' } },
  'AWS::EC2::VPC': {
    ref: 'vpc-{id}',
    attributes: { VpcId: 'vpc-{id}', DefaultSecurityGroup: 'sg-{id}-default', CidrBlock: '{=CidrBlock}' },
  },
  'AWS::EC2::Subnet': {
    ref: 'subnet-{id}',
    attributes: { SubnetId: 'subnet-{id}', CidrBlock: '{=CidrBlock}', VpcId: '{=VpcId}' },
  },
  'AWS::EC2::RouteTable': { ref: 'rtb-{id}', attributes: { RouteTableId: 'rtb-{id}' } },
  'AWS::EC2::InternetGateway': { ref: 'igw-{id}', attributes: { InternetGatewayId: 'igw-{id}' } },
  'AWS::EC2::PrefixList': { ref: 'pl-{id}', attributes: { PrefixListId: 'pl-{id}' } },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    ref: `${ARN}elasticloadbalancing:${PLACE}targetgroup/{id}/0`,
    attributes: { TargetGroupArn: `${ARN}elasticloadbalancing:${PLACE}targetgroup/{id}/0` },
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    ref: `${ARN}elasticloadbalancing:${PLACE}loadbalancer/app/{id}/0`,
    attributes: { LoadBalancerArn: `${ARN}elasticloadbalancing:${PLACE}loadbalancer/app/{id}/0` },
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    ref: `${ARN}elasticloadbalancing:${PLACE}listener/app/{id}/0`,
    attributes: { ListenerArn: `${ARN}elasticloadbalancing:${PLACE}listener/app/{id}/0` },
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    ref: `${ARN}elasticloadbalancing:${PLACE}listener-rule/app/{id}/0`,
    attributes: { RuleArn: `${ARN}elasticloadbalancing:${PLACE}listener-rule/app/{id}/0` },
  },
  'AWS::ElasticLoadBalancing::LoadBalancer': { named: 'LoadBalancerName', ref: '{name}' },
  'AWS::EFS::FileSystem': {
    ref: 'fs-{hex}',
    attributes: { FileSystemId: 'fs-{hex}', Arn: `${ARN}elasticfilesystem:${PLACE}file-system/fs-{hex}` },
  },
  'AWS::EFS::AccessPoint': {
    ref: 'fsap-{hex}',
    attributes: {
      AccessPointId: 'fsap-{hex}',
      Arn: `${ARN}elasticfilesystem:${PLACE}access-point/fsap-{hex}`,
    },
  },
  'AWS::KMS::Key': { ref: '{id}', attributes: { KeyId: '{id}', Arn: `${ARN}kms:${PLACE}key/{id}` } },
  'AWS::KMS::ReplicaKey': { ref: '{id}', attributes: { KeyId: '{id}', Arn: `${ARN}kms:${PLACE}key/{id}` } },
  'AWS::KMS::Alias': { named: 'AliasName', ref: '{name}' },
  'AWS::Logs::LogGroup': {
    named: 'LogGroupName',
    ref: '{name}',
    attributes: { Arn: `${ARN}logs:${PLACE}log-group:{name}:*` },
  },
  'AWS::S3::Bucket': {
    named: 'BucketName',
    ref: '{name}',
    attributes: { Arn: `${ARN}s3:::{name}` },
  },
  'AWS::CloudTrail::Trail': {
    named: 'TrailName',
    ref: '{name}',
    attributes: { Arn: `${ARN}cloudtrail:${PLACE}trail/{name}` },
  },
  'AWS::SecretsManager::Secret': {
    named: 'Name',
    ref: `${ARN}secretsmanager:${PLACE}secret:{name}`,
    attributes: { Id: `${ARN}secretsmanager:${PLACE}secret:{name}` },
  },
  'AWS::SNS::Topic': {
    named: 'TopicName',
    ref: `${ARN}sns:${PLACE}{name}`,
    attributes: { TopicArn: `${ARN}sns:${PLACE}{name}` },
  },
  'AWS::DynamoDB::Table': {
    named: 'TableName',
    ref: '{name}',
    attributes: { Arn: `${ARN}dynamodb:${PLACE}table/{name}` },
  },
};
