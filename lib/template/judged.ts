import type { Arn } from '#domain/arn.ts';
import {
  familyArn,
  iamArn,
  type Place,
  type ResourceType,
  registryArn,
  serviceArn,
} from '#domain/resource.ts';
import { EXPRESS_SERVICE } from './express.ts';
import { slug } from './resolve/names.ts';
import { samRole } from './sam-role.ts';
import type { Declared, Template } from './template.ts';

/** What a declared resource is to the controls: a type of theirs and an ARN that stands for it. */
export interface Judged {
  readonly type: ResourceType;
  readonly arn: Arn;
}

const REGISTRY: ReadonlySet<string> = new Set([
  'AWS::ECR::RegistryPolicy',
  'AWS::ECR::RegistryScanningConfiguration',
  'AWS::ECR::ReplicationConfiguration',
  'AWS::ECR::RepositoryCreationTemplate',
  'AWS::ECR::PullThroughCacheRule',
]);

/** Undefined: no control is about resources of this type. */
export function judgedAs(declared: Declared, names: Template['names'], place: Place): Judged | undefined {
  // Its properties are resolved when they are asked for: of most resources nobody does.
  const { logicalId, type } = declared;
  const arnOf = (attribute: string): Arn => names.attribute(logicalId, attribute) ?? '';
  if (type === 'AWS::ECS::TaskDefinition' || type === 'AWS::ECS::DaemonTaskDefinition')
    return { type: 'AWS::ECS::TaskDefinition', arn: familyArn(place, slug(logicalId)) };
  if (type === EXPRESS_SERVICE && 'containerDefinitions' in declared.fields)
    return { type: 'AWS::ECS::TaskDefinition', arn: familyArn(place, slug(logicalId)) };
  if (type === 'AWS::ECS::Service')
    return { type, arn: serviceArn(place, clusterNameOf(declared.properties['Cluster']), slug(logicalId)) };
  if (
    type === 'AWS::ECS::Cluster' ||
    type === 'AWS::ECR::Repository' ||
    type === 'AWS::EFS::FileSystem' ||
    type === 'AWS::CloudTrail::Trail'
  )
    return { type, arn: arnOf('Arn') };
  if (type === 'AWS::IAM::Role' || type === 'AWS::IAM::User' || type === 'AWS::IAM::Group')
    return { type, arn: arnOf('Arn') };
  const implied = samRole(declared);
  if (implied) return { type: 'AWS::IAM::Role', arn: iamArn(place, 'role', slug(implied.logicalId)) };
  return REGISTRY.has(type) ? { type: 'AWS::ECR::Registry', arn: registryArn(place) } : undefined;
}

/** By name or ARN; `default` where none is named, `-` where it is not known. */
function clusterNameOf(cluster: unknown): string {
  if (cluster === undefined) return 'default';
  return typeof cluster === 'string' ? slug(/:cluster\/(.+)$/.exec(cluster)?.[1] ?? cluster) : '-';
}
