import type { Evaluation } from './evaluation.ts';
import type { FactName, FactValues } from './facts.ts';
import type { GuidanceId } from './guidance.ts';
import type { Instant } from './instant.ts';
import type { Unavailable } from './reading.ts';
import type { Resource, ResourceType } from './resource.ts';
import type { ParameterName, Parameters } from './settings.ts';
import type { Severity } from './severity.ts';

/** What a control is told besides its facts. */
interface Subject<S extends ParameterName = ParameterName> {
  readonly resource: Resource;
  /** The moment the facts are of: what ages count to. Ages are evidence, never part of a fingerprint. */
  readonly now: Instant;
  readonly parameters: Pick<Parameters, S>;
}

/** A rule of another catalogue that this control answers. */
interface Mapping {
  readonly framework: 'Security Hub' | 'CIS Docker' | 'NIST 800-53 r5' | 'PCI DSS 4' | 'ISO 27001';
  readonly id: string;
}

/**
 * One rule held against one kind of resource. It names facts; facts own the reads they cost, and the resource type
 * owns the events that change it.
 */
export interface Control<
  F extends FactName = FactName,
  O extends FactName = never,
  S extends ParameterName = ParameterName,
> {
  /** Kebab case; final: file name, docs name, table key. */
  readonly id: string;
  readonly title: string;
  readonly guidance: readonly [GuidanceId, ...GuidanceId[]];
  /** Of a failure whose reasons say nothing else. */
  readonly severity: Severity;
  /** Rises only when a verdict can change; wording never raises it. */
  readonly version: number;
  readonly resourceType: ResourceType;
  /** Further types that it is held against, by the same facts. */
  readonly alsoOn?: readonly ResourceType[];
  /** Further types that it is held against, each by facts of its own. */
  readonly elsewhere?: readonly AnyElsewhere[];
  /** Facts without which it cannot be judged: one that is unavailable gives NOT_AVAILABLE. */
  readonly facts: readonly F[];
  /** Facts it can do without in some cases: it is given their value, or why there is none. */
  readonly optionalFacts?: readonly O[];
  readonly parameters: readonly S[];
  readonly why: string;
  /** What it does not see, in full sentences. */
  readonly blindSpots: readonly string[];
  readonly remediation: { readonly text: string; readonly cli: string; readonly cloudFormation: string };
  readonly mappings: readonly Mapping[];
  readonly references: readonly string[];
  readonly evaluate: (
    facts: Pick<FactValues, F> & { readonly [N in O]: FactValues[N] | Unavailable },
    subject: Subject<S>,
  ) => Evaluation;
}

/** Types a control by the facts and parameters it names: `evaluate` sees exactly those. */
export const defineControl = <
  const F extends FactName,
  const O extends FactName = never,
  const S extends ParameterName = never,
>(
  control: Control<F, O, S>,
): Control<F, O, S> => control;

/** Any control, as the registry holds them: given all facts and parameters, it reads those it named. */
export type AnyControl = Omit<Control, 'facts' | 'optionalFacts' | 'parameters' | 'evaluate'> & {
  readonly facts: readonly FactName[];
  readonly optionalFacts?: readonly FactName[];
  readonly parameters: readonly ParameterName[];
  readonly evaluate: (facts: FactValues, subject: Subject) => Evaluation;
};

/** How a control is held against a further type of resource. */
type Elsewhere<
  F extends FactName = FactName,
  O extends FactName = never,
  S extends ParameterName = ParameterName,
> = Pick<Control<F, O, S>, 'resourceType' | 'facts' | 'optionalFacts' | 'parameters' | 'evaluate'>;
type AnyElsewhere = Pick<AnyControl, 'resourceType' | 'facts' | 'optionalFacts' | 'parameters' | 'evaluate'>;

/** Types a further way of judging by the facts and parameters it names; the control names those parameters too. */
export const elsewhere = <
  const F extends FactName,
  const O extends FactName = never,
  const S extends ParameterName = never,
>(
  way: Elsewhere<F, O, S>,
): AnyElsewhere => way;

/** Every type of resource that a control is held against. */
export const typesOf = ({
  resourceType,
  alsoOn = [],
  elsewhere: others = [],
}: Pick<AnyControl, 'resourceType' | 'alsoOn' | 'elsewhere'>): readonly ResourceType[] => [
  resourceType,
  ...alsoOn,
  ...others.map((each) => each.resourceType),
];

/** A control as it is held against resources of a type: with the facts and the judgement for that type. */
export function controlOn(control: AnyControl, type: ResourceType): AnyControl {
  const other = control.elsewhere?.find(({ resourceType }) => resourceType === type);
  return other ? { ...control, optionalFacts: [], ...other } : control;
}

/** Every fact that a control is given, on whatever it is held against; each once. */
export const factsNamedBy = (control: AnyControl): readonly FactName[] => [
  ...new Set(
    [control, ...(control.elsewhere ?? [])].flatMap(({ facts, optionalFacts = [] }) => [
      ...facts,
      ...optionalFacts,
    ]),
  ),
];
