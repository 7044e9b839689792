import type { ExactSuppression } from '#domain/ports.ts';
import { resourceOf } from '#domain/resource.ts';
import type { FindingState } from '#domain/state.ts';
import type { SuppressRequest } from '#domain/suppress-request.ts';
import { isInForce } from '#domain/suppression.ts';
import { findingId } from './identity.ts';
import { lookAgain } from './look-again.ts';
import type { Monitor } from './monitor.ts';

/** What became of a request; what was refused says why in words, for whoever asked. */
export type SuppressOutcome =
  | { readonly done: SuppressRequest['action']; readonly findingId: string; readonly by: string }
  | { readonly refused: string };

type Suppressing = Pick<Monitor, 'store' | 'queue' | 'clock'>;

/**
 * Notes what an authenticated caller decided about one finding. Nothing public changes here: a look follows, and the
 * row, its history and what people are told follow from that look like from any other.
 */
export async function decideSuppression(
  request: SuppressRequest,
  by: string,
  monitor: Suppressing,
): Promise<SuppressOutcome> {
  const { store, queue } = monitor;
  const { resourceArn, controlId, action } = request;
  const resource = resourceOf(resourceArn);
  const verdict = (await store.state(resourceArn))?.verdicts[controlId];
  const finding = verdict?.finding;
  if (!resource || !verdict || !finding)
    return { refused: `there is no finding ${controlId} on ${resourceArn}` };
  const noted =
    action === 'suppress'
      ? suppressed(request, by, { finding, fingerprint: verdict.fingerprint }, monitor)
      : await unsuppressed(request, by, finding, monitor);
  if ('refused' in noted) return noted;
  await store.putSuppression(noted);
  await queue.send('changes', [lookAgain(resource, monitor)]);
  return { done: action, findingId: noted.findingId, by };
}

type Noted = ExactSuppression | { readonly refused: string };

function suppressed(
  {
    resourceArn,
    controlId,
    observedAt,
    reason,
    owner,
    until,
  }: Extract<SuppressRequest, { action: 'suppress' }>,
  by: string,
  { finding, fingerprint }: { readonly finding: FindingState; readonly fingerprint: readonly string[] },
  { clock }: Suppressing,
): Noted {
  if (finding.status === 'RESOLVED')
    return {
      refused: `it is resolved since ${finding.resolvedAt ?? finding.statusChangedAt}: nothing is left to suppress`,
    };
  if (finding.status === 'SUPPRESSED') return { refused: `it is ${sayInForce(finding)} already` };
  if (finding.observedAt !== observedAt)
    return { refused: 'it has changed since it was read: look at it again and decide anew' };
  const id = findingId(controlId, { arn: resourceArn });
  return {
    findingId: id,
    resourceArn,
    controlId,
    fingerprint,
    reason,
    owner,
    until,
    by,
    givenAt: clock.now(),
  };
}

async function unsuppressed(
  { resourceArn, controlId }: Pick<SuppressRequest, 'resourceArn' | 'controlId'>,
  by: string,
  finding: FindingState,
  { store, clock }: Suppressing,
): Promise<Noted> {
  const now = clock.now();
  const exact = (await store.suppressions(resourceArn)).find(
    (each) => each.controlId === controlId && isInForce(each, now),
  );
  if (exact) return { ...exact, ended: { by, at: now } };
  return finding.status === 'SUPPRESSED'
    ? {
        refused: `it is ${sayInForce(finding)}, which nobody gave here: end it where it was given, in the settings`,
      }
    : { refused: `it is not suppressed (${finding.status})` };
}

const sayInForce = ({ suppression }: FindingState): string =>
  suppression
    ? `suppressed until ${suppression.until} by ${suppression.owner} (${suppression.reason})`
    : 'suppressed';
