import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { registryArn } from '#domain/resource.ts';
import type { Found, Trigger } from '#domain/trigger.ts';
import type { EcrCall, EcrNative } from './ecr-events.ts';
import { foreignRegistry } from './ecr-names.ts';

/** A registry is an account's in a region; such records need not name it. */
const registry = (event: ChangeEvent): Found<readonly Arn[]> =>
  foreignRegistry(event) ?? [registryArn(event.place)];

const type = 'AWS::ECR::Registry';

export const REGISTRY_TRIGGERS: readonly Trigger<EcrCall, EcrNative>[] = [
  {
    resourceType: type,
    calls: ['CreatePullThroughCacheRule', 'UpdatePullThroughCacheRule', 'DeletePullThroughCacheRule'],
    locate: registry,
    alters: ['pullThroughCache'],
  },
  {
    resourceType: type,
    calls: ['PutRegistryScanningConfiguration'],
    locate: registry,
    alters: ['repositoryScanning'],
  },
  {
    resourceType: type,
    calls: [
      'PutRegistryPolicy',
      'DeleteRegistryPolicy',
      'PutReplicationConfiguration',
      'CreateRepositoryCreationTemplate',
      'UpdateRepositoryCreationTemplate',
      'DeleteRepositoryCreationTemplate',
    ],
    locate: registry,
    alters: ['ecrAccess'],
  },
  {
    resourceType: type,
    calls: [
      'PutSigningConfiguration',
      'DeleteSigningConfiguration',
      'PutAccountSetting',
      'RegisterPullTimeUpdateExclusion',
      'DeregisterPullTimeUpdateExclusion',
    ],
    locate: registry,
    alters: [],
  },
];
