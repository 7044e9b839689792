import type { Command } from '#cli/command.ts';
import { count } from '#cli/count.ts';
import { jsonValues } from '#cli/events/values.ts';
import { EXIT, type ExitCode, UsageError } from '#cli/exit-code.ts';
import { type Explained, explainLine } from '#cli/explain/batch.ts';
import { explainOne } from '#cli/explain/one.ts';
import { jsonLine } from '#cli/format/json.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import { reading } from '#cli/reading.ts';

export const explainCommand: Command = {
  name: 'explain',
  summary: 'may this principal do this, and which statement decides',
  usage: ['explain --principal ARN --action NAME', 'explain --batch FILE'],
  about: `Decides one request with the policies of the live account, or with --account of
a recorded one: those of the principal, its groups and boundary, the policy of
an ECR repository, the trust policy of a role. Says in words which statement
decides. Exits 2 when a policy that could matter could not be read.

--batch decides requests from their policies alone, without an account: unit
tests of policies. One JSON a line:
{ "id", "request": { "principal", "action", "resource",
    "context": { key: value | [values] | null = known to be absent } },
  "closed": true = keys that are not listed are absent (else unknown),
  "identityPolicies": [], "permissionBoundary"?, "sessionPolicies"?,
  "resourcePolicy"?, "trustPolicy"? }
A policy is its document, as JSON, text or URL-encoded text, or
{ "name", "document" }.

The answer is one JSON a line, whatever --output says:
{ "id", "decision": "ALLOWED" | "DENIED" | "DEPENDS", "dependsOn": [keys],
  "statements": [{ "policy", "sid"?, "index", "effect" }] }
A line that cannot be read is answered { "id", "error" }, and the command exits
64 at the end. docs/policy-decisions.md says how it is decided.`,
  examples: [
    'ecs-warden explain --principal arn:aws:iam::123456789012:role/deploy --action ecs:UpdateService',
    'ecs-warden explain --account account.json --principal arn:aws:iam::123456789012:role/deploy --action ecs:UpdateService --context mfa=false',
    'ecs-warden explain --batch requests.jsonl',
    'jq -c . requests.json | ecs-warden explain --batch -',
  ],
  run: async (invocation, io) => {
    const { batch, operands } = invocation;
    if (operands.length > 0) throw new UsageError(`explain takes no ${visible(operands[0] ?? '', 100)}`);
    return batch === undefined ? explainOne(invocation, io) : runBatch(batch, io);
  },
};

async function runBatch(file: string, io: Io): Promise<ExitCode> {
  let lines = 0;
  let unread = 0;
  for await (const value of jsonValues(reading(file, io))) {
    const explained = 'broken' in value ? { id: null, errors: ['is no JSON'] } : explainLine(value.value);
    lines += 1;
    if ('errors' in explained) {
      unread += 1;
      await io.stderr.write(`line ${value.line}: ${visible(explained.errors.join('; '), 500)}\n`);
    }
    await io.stdout.write(`${jsonLine(lineOf(explained))}\n`);
    if (io.stdout.closed) break;
  }
  await io.stderr.write(`${count(lines, 'request')}${unread > 0 ? `: ${unread} could not be read` : ''}\n`);
  return unread > 0 ? EXIT.usage : EXIT.clean;
}

const lineOf = (explained: Explained): unknown =>
  'errors' in explained
    ? { id: explained.id, error: explained.errors.join('; ') }
    : { id: explained.id, ...explained.answer };
