import { parseArn } from '#domain/arn.ts';
import type { Change } from '#domain/change.ts';
import { partitionOf } from '#domain/partition.ts';
import { isOnlyUsed, nameOf, placeOf, type Resource } from '#domain/resource.ts';

/** Where the pages of the controls are read. */
const DOCS_BASE = 'https://github.com/ecs-warden/ecs-warden/blob/main/docs/controls/';

/** Console hosts that are publicly known; other partitions get no link rather than a guessed one. */
const CONSOLE_HOSTS: Readonly<Record<string, (region: string) => string>> = {
  aws: (region) => `${region}.console.aws.amazon.com`,
  'aws-cn': (region) => `${region}.console.amazonaws.cn`,
  'aws-us-gov': () => 'console.amazonaws-us-gov.com',
};

/** The console of a region, when region and partition are real and belong together. */
function consoleHost(partition: string, region: string): string | undefined {
  return partitionOf(region)?.id === partition ? CONSOLE_HOSTS[partition]?.(region) : undefined;
}

/** What AWS lets names be made of; anything else gets no link. */
const SAFE_PATH = /^\w[\w.-]{0,255}(\/\w[\w.-]{0,255}){0,9}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Path of the resource's page in the console; the account and odd names have none. */
function consolePath(resource: Resource): string | undefined {
  const { account = '', resource: path = '' } = parseArn(resource.arn) ?? {};
  const name = nameOf(resource);
  const [, cluster = '', service = ''] = path.split('/');
  const { type } = resource;
  // No finding is about them.
  if (isOnlyUsed(type)) return undefined;
  switch (type) {
    case 'AWS::ECS::Cluster':
      return `/ecs/v2/clusters/${name}/services`;
    case 'AWS::ECS::Service':
      return service === '' ? undefined : `/ecs/v2/clusters/${cluster}/services/${service}/health`;
    case 'AWS::ECS::TaskDefinition':
      return `/ecs/v2/task-definitions/${name}`;
    case 'AWS::ECS::ContainerInstance':
      return service === '' ? undefined : `/ecs/v2/clusters/${cluster}/infrastructure`;
    case 'AWS::ECR::Repository':
      return `/ecr/repositories/private/${account}/${name}`;
    case 'AWS::ECR::Image':
      return imagePath(account, name);
    case 'AWS::ECR::Registry':
      return '/ecr/repositories';
    case 'AWS::CloudTrail::Trail':
      return '/cloudtrailv2/home';
    case 'AWS::EFS::FileSystem':
      return `/efs/home/file-systems/${name}`;
    // Pages of IAM are in no region, and their addresses are not verified.
    case 'AWS::IAM::Role':
    case 'AWS::IAM::User':
    case 'AWS::IAM::Group':
    case 'AWS::IAM::ManagedPolicy':
    case 'AWS::EFS::AccessPoint':
    case 'AWS::KMS::Key':
    case 'AWS::ECS::CapacityProvider':
    case 'AWS::S3::Bucket':
    case 'AWS::::Account':
      return undefined;
  }
}

function imagePath(account: string, name: string): string | undefined {
  const [repository = '', digest = ''] = name.split('@');
  return DIGEST.test(digest)
    ? `/ecr/repositories/private/${account}/${repository}/_/image/${digest}/details`
    : undefined;
}

/** The resource in the AWS console; undefined when there is no page, or no safe address of it. */
export function consoleUrl(resource: Resource): string | undefined {
  const { partition, region } = placeOf(resource.arn);
  const host = consoleHost(partition, region);
  const path = consolePath(resource);
  if (host === undefined || path === undefined || !SAFE_PATH.test(path.slice(1).replaceAll('sha256:', '')))
    return undefined;
  return `https://${host}${path.split('/').map(encodeURIComponent).join('/')}?region=${region}`;
}

/** The event in CloudTrail's event history (90 days); undefined for native events, which are not there. */
export function eventUrl({ eventId, eventName }: Change, resource: Resource): string | undefined {
  const { partition, region } = placeOf(resource.arn);
  const host = consoleHost(partition, region);
  const known =
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(eventId) && /^[A-Za-z0-9]+$/.test(eventName);
  return known && host !== undefined
    ? `https://${host}/cloudtrailv2/home?region=${region}#/events/${eventId}`
    : undefined;
}

/** The control's page; undefined for what is no control's id. */
export const controlUrl = (controlId: string): string | undefined =>
  /^[a-z0-9-]{1,80}$/.test(controlId) ? `${DOCS_BASE}${controlId}.md` : undefined;
