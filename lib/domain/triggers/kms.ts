import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { keyArn } from '#domain/resource.ts';
import { andThen, type Found, ignored, type ServiceEvents } from '#domain/trigger.ts';
import { KMS_IGNORED, type KmsCall } from './kms-events.ts';
import { checked, firstSaid, needed, pathOf, said } from './names.ts';

/** Key ids are UUIDs, those of multi-Region keys `mrk-` and 32 digits (KMS developer guide, key ids). */
const KEY_ID = /^[A-Za-z0-9-]{1,64}$/;

/** The key: a request may say an alias, the record's own resources say the ARN. */
export function keyIn(event: ChangeEvent): Found<readonly Arn[]> {
  const { request, response, arns } = event;
  const owned = arns.map(({ arn }) => arn).find((arn) => arn.includes(':key/'));
  const name = firstSaid(owned, said(response, 'keyId'), said(request, 'keyId'));
  return andThen(needed(name, 'key'), (found) =>
    found.startsWith('alias/') || found.includes(':alias/')
      ? ignored('it names an alias and not the key: the next sweep sees it')
      : andThen(pathOf(event, 'kms', 'key', found), (path) =>
          andThen(checked(path, KEY_ID, 'key id'), (id) => [keyArn(event.place, id)]),
        ),
  );
}

export const KMS: ServiceEvents<KmsCall, never> = {
  service: 'kms',
  triggers: [
    {
      resourceType: 'AWS::KMS::Key',
      calls: [
        'DisableKey',
        'EnableKey',
        'ScheduleKeyDeletion',
        'CancelKeyDeletion',
        'EnableKeyRotation',
        'DisableKeyRotation',
        'DeleteImportedKeyMaterial',
        'ImportKeyMaterial',
      ],
      locate: keyIn,
      alters: ['encryptionKey'],
    },
  ],
  ignored: KMS_IGNORED,
  conditions: {},
  reduced: [],
};
