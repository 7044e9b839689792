import { type Arn, formatArn, parseArn } from './arn.ts';
import { type ResourceType, typeOfKind, typeSpec } from './resource-types.ts';

export {
  eachType,
  isListed,
  isOnlyUsed,
  type ListedType,
  RESOURCE_TYPES,
  type ResourceType,
  typeSpec,
  USERS_FIRST,
} from './resource-types.ts';

/** One resource: its type and ARN. The ARN of a task-definition *family* has no revision. */
export interface Resource {
  readonly type: ResourceType;
  readonly arn: Arn;
}

/** Where something is: what ARNs are made from. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const arnIn = (service: string, resource: string, { partition, region, account }: Place): Arn =>
  formatArn({ partition, service, region, account, resource });

export const clusterArn = (place: Place, name: string): Arn => arnIn('ecs', `cluster/${name}`, place);
export const serviceArn = (place: Place, cluster: string, name: string): Arn =>
  arnIn('ecs', `service/${cluster}/${name}`, place);
export const familyArn = (place: Place, family: string): Arn =>
  arnIn('ecs', `task-definition/${family}`, place);
export const revisionArn = (place: Place, family: string, revision: number): Arn =>
  arnIn('ecs', `task-definition/${family}:${revision}`, place);
/** A thing of EC2 by its id: `security-group`, `sg-1`. */
export const ec2Arn = (place: Place, kind: string, id: string): Arn => arnIn('ec2', `${kind}/${id}`, place);
/** A load balancer of the newer generation by its path, `app/NAME/ID`. */
export const balancerArn = (place: Place, path: string): Arn =>
  arnIn('elasticloadbalancing', `loadbalancer/${path}`, place);
export const targetGroupArn = (place: Place, path: string): Arn =>
  arnIn('elasticloadbalancing', `targetgroup/${path}`, place);
export const classicBalancerArn = (place: Place, name: string): Arn =>
  arnIn('elasticloadbalancing', `loadbalancer/${name}`, place);
export const containerInstanceArn = (place: Place, cluster: string, id: string): Arn =>
  arnIn('ecs', `container-instance/${cluster}/${id}`, place);
export const capacityProviderArn = (place: Place, name: string): Arn =>
  arnIn('ecs', `capacity-provider/${name}`, place);
export const repositoryArn = (place: Place, name: string): Arn => arnIn('ecr', `repository/${name}`, place);
/** The account's ECR registry in a region; AWS gives it no ARN, so this one is ours (DESIGN.md "Words"). */
export const registryArn = (place: Place): Arn => arnIn('ecr', 'registry', place);
/** An image: its repository's ARN and its digest (`sha256:…`); ours as well. */
export const imageArn = (repository: Arn, digest: string): Arn => `${repository}@${digest}`;
/** What has a name in IAM, by the last part of its ARN; a path stands between the kind and the name. */
export type IamKind = 'role' | 'user' | 'group' | 'policy';
/** A principal or policy of IAM; global, so the region of the place does not count. */
export const iamArn = ({ partition, account }: Place, kind: IamKind, pathAndName: string): Arn =>
  formatArn({ partition, service: 'iam', region: '', account, resource: `${kind}/${pathAndName}` });
/** The account itself, in all regions: also its root user. */
export const accountArn = ({ partition, account }: Pick<Place, 'partition' | 'account'>): Arn =>
  `arn:${partition}:iam::${account}:root`;
export const keyArn = (place: Place, id: string): Arn => arnIn('kms', `key/${id}`, place);
/** The digest of an image's ARN; undefined for other ARNs. */
export const digestOf = (image: Arn): string | undefined => /@(\S+)$/.exec(image)?.[1];
export const repositoryOfImage = (image: Arn): Arn => image.replace(/@\S+$/, '');
export const trailArn = (place: Place, name: string): Arn => arnIn('cloudtrail', `trail/${name}`, place);
/** An alarm of either kind: both have their names from one pool. */
export const alarmArn = (place: Place, name: string): Arn => arnIn('cloudwatch', `alarm:${name}`, place);
export const topicArn = (place: Place, name: string): Arn => arnIn('sns', name, place);
/** A bucket; S3's ARNs name neither region nor account. */
export const bucketArn = ({ partition }: Place, name: string): Arn => `arn:${partition}:s3:::${name}`;
export const fileSystemArn = (place: Place, id: string): Arn =>
  arnIn('elasticfilesystem', `file-system/${id}`, place);
export const accessPointArn = (place: Place, id: string): Arn =>
  arnIn('elasticfilesystem', `access-point/${id}`, place);
/** The account in one region: what account settings of a region are about. */
export const regionalAccountArn = ({ partition, region, account }: Place): Arn =>
  `arn:${partition}:iam::${account}:root/${region}`;

/** The account that a resource lies in: in its region, or without one where the resource is global; undefined when its ARN names no account. */
export function accountOf(arn: Arn): Arn | undefined {
  const place = placeOf(arn);
  if (place.account === '') return undefined;
  return place.region === 'global' ? accountArn(place) : regionalAccountArn(place);
}

/** The family of a task-definition revision's ARN (or of the family's own); daemon task definitions alike. */
export const familyOfRevision = (arn: Arn): Arn => arn.replace(/:\d+$/, '');

/** The revision number at the end of a task-definition ARN; undefined for a family's ARN. */
export function revisionOf(arn: Arn): number | undefined {
  const digits = /task-definition\/[^:/]+:(\d+)$/.exec(arn)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The resource an ARN is of, a task-definition revision being its family; undefined for other kinds. */
export function resourceOf(arn: Arn): Resource | undefined {
  const parts = parseArn(arn);
  if (!parts) return undefined;
  // A topic is all of its ARN's last part; one of its subscriptions has an id behind it.
  if (parts.service === 'sns')
    return parts.resource.includes(':') ? undefined : { type: 'AWS::SNS::Topic', arn };
  if (parts.service === 'cloudwatch')
    return parts.resource.startsWith('alarm:') ? { type: 'AWS::CloudWatch::Alarm', arn } : undefined;
  if (parts.service === 's3')
    return parts.resource.includes('/') ? undefined : { type: 'AWS::S3::Bucket', arn };
  const kind = parts.resource.split('/', 1)[0] ?? '';
  const type = typeOfKind(`${parts.service} ${kind}`);
  if (type === undefined) return undefined;
  if (type === 'AWS::ECS::TaskDefinition') return { type, arn: familyOfRevision(arn) };
  // `loadbalancer/app/NAME/ID`; a classic one is `loadbalancer/NAME`.
  if (type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' && parts.resource.split('/').length < 4)
    return { type: 'AWS::ElasticLoadBalancing::LoadBalancer', arn };
  if (type === 'AWS::ECR::Repository' && arn.includes('@')) return { type: 'AWS::ECR::Image', arn };
  return { type, arn };
}

/** Account, region and partition of a resource's ARN; the region of an account's ARN is its suffix or `global`. */
export function placeOf(arn: Arn): Place {
  const { partition = 'aws', region = '', account = '', resource = '' } = parseArn(arn) ?? {};
  return { partition, account, region: region || /^root\/(.+)$/.exec(resource)?.[1] || 'global' };
}

/** What people call a resource: `web` for a family or service, `team/api` for a repository. */
export function nameOf({ type, arn }: Resource): string {
  const { resource = arn, account } = parseArn(arn) ?? {};
  switch (typeSpec(type).name) {
    case 'account':
      return account ?? arn;
    case 'last':
      return resource.split('/').at(-1) ?? resource;
    case 'colon':
      return resource.slice(resource.indexOf(':') + 1);
    case 'path':
      return resource.slice(resource.indexOf('/') + 1);
  }
}
