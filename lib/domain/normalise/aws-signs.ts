import { type AwsSign, seenInName, seenInRoute, seenInText } from '#domain/aws-use.ts';
import { shownName } from '#domain/secrets/detect.ts';
import { isAwsKeyName } from '#domain/secrets/names.ts';
import type { Container } from '#domain/task-definition.ts';
import { type Fields, readText } from './fields.ts';
import { readEach } from './lists.ts';
import { logDriverOf } from './logging.ts';
import { type Place, placesOf } from './places.ts';

/** A task definition takes 64 KiB at most (ECS developer guide, service quotas); a bound for the rest. */
const LONGEST_TEXT = 70_000;
/** What a container itself does; what ECS and Docker do for it (labels, log drivers) needs no role of the task. */
const OWN: ReadonlySet<string> = new Set(['environment', 'command', 'entryPoint', 'healthCheck.command']);

/** What shows that a container uses AWS. The texts that are searched go no further. */
export function awsSignsOf(
  fields: Fields,
): Pick<Container, 'awsSigns' | 'awsSignsUnreadable' | 'injectedKeys' | 'namedKeys'> {
  const routed = logDriverOf(fields) === 'awsfirelens';
  const places = placesOf(fields).filter(
    ({ where }) => OWN.has(where) || (routed && where === 'logConfiguration.options'),
  );
  const signs = places.flatMap((place) =>
    seenIn(place).map((seen): AwsSign => ({ where: place.where, name: shownName(place.name), ...seen })),
  );
  const unread = places.find(({ unreadable }) => unreadable !== undefined);
  return {
    awsSigns: [...new Map(signs.map((each) => [JSON.stringify(each), each])).values()],
    ...(unread?.unreadable !== undefined && { awsSignsUnreadable: `${unread.where}: ${unread.unreadable}` }),
    injectedKeys: readEach(fields, 'secrets', (each) => readText(each, 'name')).items.filter(isAwsKeyName),
    namedKeys: places.filter(isNamedKey).map(({ name }) => name),
  };
}

const isNamedKey = ({ where, name, text, unreadable }: Place): boolean =>
  where === 'environment' && isAwsKeyName(name) && text.trim() !== '' && unreadable === undefined;

function seenIn({ where, name, text }: Place): readonly Pick<AwsSign, 'service' | 'certain'>[] {
  if (where === 'logConfiguration.options') return seenInRoute(name, text);
  return [...(where === 'environment' ? seenInName(name) : []), ...seenInText(text.slice(0, LONGEST_TEXT))];
}
