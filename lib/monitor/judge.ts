import type { AnyControl } from '#domain/control.ts';
import { type Evaluation, notAvailable } from '#domain/evaluation.ts';
import type { FactName, FactValues } from '#domain/facts.ts';
import type { Judgement } from '#domain/look.ts';
import { sayUnavailable } from '#domain/reading.ts';
import type { Resource } from '#domain/resource.ts';
import type { Settings } from '#domain/settings.ts';
import type { Catalogue } from './catalogue.ts';
import type { Gathered } from './gather.ts';

/**
 * One control held against what was gathered. A needed fact that is not there gives NOT_AVAILABLE with the reason;
 * a control never sees less than it asked for.
 */
function evaluate(
  control: AnyControl,
  resource: Resource,
  gathered: Gathered,
  { parameters }: Settings,
): Evaluation {
  const missing = control.facts.find((name) => !(name in gathered.facts));
  if (missing !== undefined) {
    const why = gathered.unavailable[missing];
    return notAvailable(why ? sayUnavailable(why) : `${missing} was not read`);
  }
  // Each control reads only the facts it named: those needed are there, optional ones are a value or why there is none.
  const facts = Object.assign({}, gathered.unavailable, gathered.facts as FactValues);
  return control.evaluate(facts, { resource, parameters, now: gathered.observedAt });
}

/** Every control of the resource's type; `alters` are the facts that the change behind the look can alter. */
export const judge = (
  resource: Resource,
  gathered: Gathered,
  alters: readonly FactName[],
  settings: Settings,
  catalogue: Catalogue,
): readonly Judgement[] =>
  catalogue.of(resource.type).map((control) => {
    const severityOverride = catalogue.severityOverride(control.id);
    return {
      controlId: control.id,
      evaluation: evaluate(control, resource, gathered, settings),
      severity: control.severity,
      ...(severityOverride && { severityOverride }),
      controlVersion: control.version,
      parametersHash: catalogue.parametersHash(control.id),
      due: [...control.facts, ...(control.optionalFacts ?? [])].some((fact) => alters.includes(fact)),
    };
  });
