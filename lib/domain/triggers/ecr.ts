import type { ServiceEvents } from '#domain/trigger.ts';
import { ECR_IGNORED, type EcrCall, type EcrNative } from './ecr-events.ts';
import { IMAGE_TRIGGERS, SUCCESS, SYNCED } from './ecr-image.ts';
import { REGISTRY_TRIGGERS } from './ecr-registry.ts';
import { REPOSITORY_TRIGGERS } from './ecr-repository.ts';

export const ECR: ServiceEvents<EcrCall, EcrNative> = {
  service: 'ecr',
  triggers: [...REPOSITORY_TRIGGERS, ...IMAGE_TRIGGERS, ...REGISTRY_TRIGGERS],
  ignored: ECR_IGNORED,
  conditions: {
    'ECR Image Action': SUCCESS,
    'ECR Pull Through Cache Action': SYNCED,
    'ECR Referrer Action': SUCCESS,
    'ECR Replication Action': SUCCESS,
  },
  reduced: [],
};
