import type { OutboundMessage } from '#domain/outbound.ts';
import { rank, type Severity } from '#domain/severity.ts';
import type { ResourceState } from '#domain/state.ts';

interface BodyPart {
  readonly resourceArn: string;
  readonly controlId: string;
  readonly transition: string;
  readonly severity: Severity;
  /** Lines of a digest name the finding, not its reasons. */
  readonly reasons?: readonly { readonly code: string; readonly subject: string }[];
}

/** What somebody who read every message believes, held against what is so: each difference in words. */
export function foldMessages(
  messages: readonly OutboundMessage[],
  states: readonly ResourceState[],
): readonly string[] {
  const believed = new Map<string, BodyPart>();
  for (const part of messages.flatMap(partsOf)) {
    const key = `${part.resourceArn} ${part.controlId}`;
    if (part.transition === 'resolved') believed.delete(key);
    else believed.set(key, part);
  }
  const wrong: string[] = [];
  const open = new Set<string>();
  for (const state of states) {
    for (const [controlId, { finding, fingerprint }] of Object.entries(state.verdicts)) {
      if (finding?.status !== 'OPEN') continue;
      const key = `${state.arn} ${controlId}`;
      open.add(key);
      if (rank(finding.severity) > rank('MEDIUM')) continue;
      const belief = believed.get(key);
      if (!belief) wrong.push(`not told: ${key}`);
      else if (
        belief.reasons &&
        !fingerprint.every((each) =>
          belief.reasons?.some(({ code, subject }) => each === `${code} ${subject}`),
        )
      )
        wrong.push(`not told why: ${key}`);
      else if (rank(belief.severity) > rank(finding.severity)) wrong.push(`told too mildly: ${key}`);
    }
  }
  for (const key of believed.keys()) if (!open.has(key)) wrong.push(`not told that it is over: ${key}`);
  return wrong;
}

function partsOf({ body }: OutboundMessage): readonly BodyPart[] {
  const own = body as {
    resource?: { arn: string };
    parts?: readonly Omit<BodyPart, 'resourceArn'>[];
    lines?: readonly (Omit<BodyPart, 'resourceArn'> & { arn: string })[];
  };
  const arn = own.resource?.arn ?? '';
  return [
    ...(own.parts ?? []).map((part) => ({ ...part, resourceArn: arn })),
    ...(own.lines ?? []).map((line) => ({ ...line, resourceArn: line.arn })),
  ];
}
