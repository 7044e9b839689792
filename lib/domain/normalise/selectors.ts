import { AUDITED_SOURCES, type AuditedSource, type Coverage } from '#domain/trail.ts';
import { type Fields, objectsOf, textOf, textsOf } from './fields.ts';

const ALL: Coverage = { read: AUDITED_SOURCES, write: AUDITED_SOURCES };
const NONE: Coverage = { read: [], write: [] };

/**
 * What a trail's event selectors take in, by their meaning and never by their names; what only some events of a
 * source pass is not taken in. A trail without selectors logs all management events ("Default event selectors", PutEventSelectors).
 */
export function coverageOf({ eventSelectors, advancedEventSelectors }: Fields): Coverage {
  const classic = objectsOf(eventSelectors);
  const advanced = objectsOf(advancedEventSelectors);
  if (classic.length === 0 && advanced.length === 0) return ALL;
  return [...classic.map(classicCoverage), ...advanced.map(advancedCoverage)].reduce(union, NONE);
}

const union = (a: Coverage, b: Coverage): Coverage => ({
  read: AUDITED_SOURCES.filter((source) => a.read.includes(source) || b.read.includes(source)),
  write: AUDITED_SOURCES.filter((source) => a.write.includes(source) || b.write.includes(source)),
});

function classicCoverage(selector: Fields): Coverage {
  if (selector['includeManagementEvents'] === false) return NONE;
  const excluded = textsOf(selector['excludeManagementEventSources']);
  const sources = AUDITED_SOURCES.filter((source) => !excluded.includes(source));
  const type = textOf(selector['readWriteType']) ?? 'All';
  return {
    read: type === 'WriteOnly' ? [] : sources,
    write: type === 'ReadOnly' ? [] : sources,
  };
}

/** Fields that narrow a selector no further than we can tell; any other leaves some events out. */
const UNDERSTOOD: ReadonlySet<string> = new Set(['eventCategory', 'eventSource', 'readOnly']);

function advancedCoverage(selector: Fields): Coverage {
  const fields = objectsOf(selector['fieldSelectors']);
  const named = (field: string): readonly Fields[] =>
    fields.filter((each) => textOf(each['field']) === field);
  const passes = (field: string, value: string): boolean =>
    named(field).every((each) => isPassed(each, value));
  if (named('eventCategory').length === 0 || !passes('eventCategory', 'Management')) return NONE;
  if (fields.some((each) => !UNDERSTOOD.has(textOf(each['field']) ?? ''))) return NONE;
  const sources = AUDITED_SOURCES.filter((source: AuditedSource) => passes('eventSource', source));
  return {
    read: passes('readOnly', 'true') ? sources : [],
    write: passes('readOnly', 'false') ? sources : [],
  };
}

/** The tests of a field selector; of several values of one operator any will do, or for a negative one none may. */
const TESTS: Readonly<Record<string, (value: string, given: string) => boolean>> = {
  equals: (value, given) => value === given,
  startsWith: (value, given) => value.startsWith(given),
  endsWith: (value, given) => value.endsWith(given),
};
const NEGATED: Readonly<Record<string, string>> = {
  notEquals: 'equals',
  notStartsWith: 'startsWith',
  notEndsWith: 'endsWith',
};

/** Where both kinds of operator are given, both must let the value through: the stricter reading, should AWS's be another. */
function isPassed(selector: Fields, value: string): boolean {
  const positive = Object.entries(TESTS).filter(([name]) => textsOf(selector[name]).length > 0);
  const wanted = positive.every(([name, test]) =>
    textsOf(selector[name]).some((given) => test(value, given)),
  );
  const refused = Object.entries(NEGATED).some(([name, of]) =>
    textsOf(selector[name]).some((given) => TESTS[of]?.(value, given) === true),
  );
  return wanted && !refused;
}
