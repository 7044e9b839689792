import { detectSecrets, shownName } from '#domain/secrets/detect.ts';
import { isAwsKeyName, isSuspiciousName } from '#domain/secrets/names.ts';
import type { Container, Suspect } from '#domain/task-definition.ts';
import type { Fields } from './fields.ts';
import { isWhole, type Place, placesOf } from './places.ts';

/**
 * What looks like a secret in a container. The texts that are searched go no further than this function (DESIGN.md,
 * promise 6).
 */
export function suspectsOf(
  fields: Fields,
): Pick<Container, 'suspects' | 'suspectsUnreadable' | 'keysUnreadable'> {
  const places = placesOf(fields);
  const found = detectSecrets(places);
  const suspects = found.map(
    ({ from, name, kind, certain }): Suspect => ({ where: from.where, name, kind, certain }),
  );
  // What is found in the known part of a value needs not be asked again.
  const unread = places.filter(
    (place) => place.unreadable !== undefined && !found.some(({ from }) => from === place),
  );
  const [secret] = unread.filter((place) => isWhole(place) || isSuspiciousName(place.name));
  const [key] = unread.filter((place) => isWhole(place) || isAwsKeyName(place.name));
  return {
    suspects: distinct(suspects),
    ...(secret && { suspectsUnreadable: sayUnread(secret) }),
    ...(key && { keysUnreadable: sayUnread(key) }),
  };
}

const distinct = (suspects: readonly Suspect[]): readonly Suspect[] => [
  ...new Map(suspects.map((each) => [JSON.stringify([each.where, each.name, each.kind]), each])).values(),
];

const sayUnread = ({ where, name, unreadable }: Place): string =>
  `${[where, shownName(name)].filter(Boolean).join(' ')}: ${unreadable}`;
