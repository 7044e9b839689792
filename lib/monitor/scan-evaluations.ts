import type { AnyControl } from '#domain/control.ts';
import type { EvaluationStatus, Reason } from '#domain/evaluation.ts';
import type { Suppression } from '#domain/finding.ts';
import { sayUnavailable, type Unavailable } from '#domain/reading.ts';
import { type Place, type Resource, type ResourceType, regionalAccountArn } from '#domain/resource.ts';
import type { Severity } from '#domain/severity.ts';
import type { ResourceState } from '#domain/state.ts';
import type { Catalogue } from './catalogue.ts';

/** One control held against one resource, as it is shown. */
export interface Evaluated {
  readonly resource: Resource;
  readonly control: AnyControl;
  readonly status: EvaluationStatus;
  /** Of the failure; of one as the control would have it, where there is none. */
  readonly severity: Severity;
  readonly reasons: readonly Reason[];
  /** Why it is not applicable or not available, or what a pass rests on. */
  readonly why?: string;
  /** The suppression that covers the failure. */
  readonly suppressed?: Suppression;
}

/** What a recorded look says of its resource, in the order of the controls. */
export const evaluationsOf = (state: ResourceState, catalogue: Catalogue): readonly Evaluated[] =>
  catalogue.of(state.type).flatMap((control): Evaluated[] => {
    const verdict = state.verdicts[control.id];
    if (!verdict) return [];
    const { status, reasons, why, finding } = verdict;
    const suppression = finding?.status === 'SUPPRESSED' ? finding.suppression : undefined;
    return [
      {
        resource: { type: state.type, arn: state.arn },
        control,
        status,
        severity: verdict.severity ?? severityOf(control, catalogue),
        reasons,
        ...(why !== undefined && { why }),
        ...(suppression && { suppressed: withoutFingerprint(suppression) }),
      },
    ];
  });

const severityOf = (control: AnyControl, catalogue: Catalogue): Severity =>
  catalogue.severityOverride(control.id) ?? control.severity;

const withoutFingerprint = ({ reason, owner, until }: Suppression): Suppression => ({ reason, owner, until });

/** What could not be listed is not judged: said of the account, once for each control of the type. */
export const unlistedIn = (
  type: ResourceType,
  place: Place | undefined,
  why: Unavailable,
  catalogue: Catalogue,
): readonly Evaluated[] =>
  place === undefined
    ? []
    : catalogue.of(type).map((control) => ({
        resource: { type: 'AWS::::Account', arn: regionalAccountArn(place) },
        control,
        status: 'NOT_AVAILABLE',
        severity: severityOf(control, catalogue),
        reasons: [],
        why: sayUnavailable(why),
      }));
