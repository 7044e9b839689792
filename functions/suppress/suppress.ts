import { at, text } from '#domain/json.ts';
import { readSuppressRequest } from '#domain/suppress-request.ts';
import { decideSuppression, type SuppressOutcome } from '#monitor/suppress.ts';
import { middy } from '../middy.ts';
import { telemetry } from '../telemetry.ts';
import type { Work } from '../work.ts';
import type { Identify } from './identify.ts';

/**
 * Suppresses one finding or ends that, for whoever proves who they are; IAM says who may invoke it at all. The proof is
 * about the request as text, so that it stands for nothing else. A refusal is an answer, not an error.
 */
export const suppress = (work: Work, identify: Identify) =>
  middy<unknown, SuppressOutcome>()
    .use(telemetry(work, 'suppress'))
    .handler(async (event, { functionName }) => {
      const asked = text(event, 'request') ?? '';
      const caller = await identify(at(event, 'proof'), asked, functionName);
      if ('unproven' in caller) return { refused: `who asks is not proven: ${caller.unproven}` };
      const read = readSuppressRequest(parsed(asked), work.clock.now());
      if ('wrong' in read) return { refused: read.wrong };
      return decideSuppression(read.request, caller.arn, await work.monitor());
    });

/** The request is a text that anybody may have written. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
