import { plain } from '#domain/json.ts';
import type { Statement } from '#policy/document.ts';
import { type Holder, mayDo } from '#policy/holder.ts';
import { instanceOf } from '#policy/instances.ts';
import { characters, globMatches, patternOf } from '#policy/pattern.ts';
import { NOBODY, NOWHERE, type Power, powerIn } from '#policy/powers.ts';
import { actionsOf, KNOWN_SERVICES, levelsOf } from '#policy/services/catalogue.ts';
import { somewhere } from '#policy/somewhere.ts';

/** What somebody may do in one service beyond what is expected. */
export interface Beyond {
  /** As actions begin; `*` for every service. */
  readonly service: string;
  readonly level: 'read' | 'write';
  /** Actions, or patterns of actions as policies write them where the service's actions are not known. */
  readonly actions: readonly string[];
  readonly powers: readonly Power[];
}

/**
 * What somebody may do at all beyond a list of actions (with wildcards), by service and level. Of services whose actions are
 * not known, what policies write counts: an Allow of `dynamodb:Get*` is that pattern, unless a Deny takes all of it.
 */
export function beyond(holder: Holder, expected: readonly string[]): readonly Beyond[] {
  const allows = holder.policies.identity.flatMap(({ statements }) =>
    statements.filter(({ effect }) => effect === 'Allow'),
  );
  const globs = expected.map((each) => patternOf(each.toLowerCase()).glob ?? []);
  const isExpected = (action: string): boolean =>
    globs.some((glob) => globMatches(glob, characters(action.toLowerCase())));
  const asked = [...new Set(allows.flatMap(actionsIn))].filter((action) => !isExpected(action));
  const known = asked.filter((action) => KNOWN_SERVICES.includes(serviceIn(action)) && !/[*?]/.test(action));
  const others = asked.filter((action) => !known.includes(action));
  const powers = [
    ...somewhere(holder, known),
    ...others.flatMap((each) => asWritten(each, allows, holder) ?? []),
  ];
  const groups = Map.groupBy(powers, ({ action }) => `${serviceIn(action)} ${levelIn(action)}`);
  return [...groups.values()].flatMap((found): Beyond[] => {
    const actions = found.map(({ action }) => action).toSorted();
    const [first] = actions;
    if (first === undefined) return [];
    return [
      { service: plain(serviceIn(first)), level: levelIn(first), actions: actions.map(plain), powers: found },
    ];
  });
}

const serviceIn = (action: string): string => {
  const [service = ''] = action.split(':');
  return /[*?]/.test(service) ? '*' : service.toLowerCase();
};

/** The actions that an Allow names: by name where they are known, else as they are written; all but some is all. */
function actionsIn({ actions: { not, patterns } }: Statement): readonly string[] {
  if (not) return ['*'];
  return patterns.flatMap(({ text, glob = [] }) => {
    const service = serviceIn(text);
    return KNOWN_SERVICES.includes(service)
      ? actionsOf(service).filter((action) => globMatches(glob, characters(action.toLowerCase())))
      : [service === '*' ? '*' : text];
  });
}

/** Whether a pattern gives anything, on one of the resources that its statements name. */
function asWritten(pattern: string, allows: readonly Statement[], holder: Holder): Power | undefined {
  const action = pattern === '*' ? `${NOBODY}:Anything` : pattern.replace(/[*?]/g, 'x');
  const ground = { ...holder.place, region: NOWHERE };
  const named = allows.flatMap(({ resources }) =>
    resources && !resources.not ? resources.patterns.map(({ text }) => instanceOf(text, ground)) : [],
  );
  const resources = [...new Set(['*', ...named])];
  const power = powerIn(
    pattern,
    resources.map((resource) => mayDo(holder, action, resource)),
  );
  return power && { ...power, action: pattern };
}

const READING = /^(?:Get|List|Describe|BatchGet|Head|Query|Scan|Select|View|Lookup|Search)/i;

/** Whether an action changes something; of a service that is not known, by its verb. */
function levelIn(action: string): 'read' | 'write' {
  const levels = levelsOf(action);
  if (levels.length > 0) return levels.includes('Write') ? 'write' : 'read';
  return READING.test(action.split(':')[1] ?? '') ? 'read' : 'write';
}
