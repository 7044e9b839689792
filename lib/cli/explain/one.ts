import type { Invocation } from '#cli/command.ts';
import { EXIT, type ExitCode, UsageError } from '#cli/exit-code.ts';
import { jsonText } from '#cli/format/json.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import { type Answer, decide } from '#policy/decide.ts';
import type { Question } from '#policy/request.ts';
import { policiesFor } from './account-policies.ts';
import { contextIn } from './context.ts';
import { questionOf } from './question.ts';
import { inWords } from './words.ts';

/** Decides one request with the policies of the live account, or of a recorded one. */
export async function explainOne(invocation: Invocation, io: Io): Promise<ExitCode> {
  const question = questionIn(invocation);
  const { format } = invocation;
  if (format === 'csv')
    throw new UsageError('explain answers in words or as JSON: --output table, json or ndjson');
  const { policies, unread } = await policiesFor(question, invocation, io);
  const answer = decide(question, policies);
  for (const each of unread) await io.stderr.write(`not read: ${visible(each, 300)}\n`);
  const text =
    format === 'table' ? inWords(question, answer) : jsonText({ ...asked(invocation), ...answer, unread });
  await io.stdout.write(`${text}\n`);
  return unread.length === 0 || isExplicit(answer) ? EXIT.clean : EXIT.notJudged;
}

/** A Deny that applies decides, whatever else there is. */
const isExplicit = ({ decision, statements }: Answer): boolean =>
  decision === 'DENIED' && statements.length > 0;

const asked = ({ principal, action, resource = '*' }: Invocation): object => ({
  principal,
  action,
  resource,
});

function questionIn({ principal, action, resource, context }: Invocation): Question {
  if (principal === undefined || action === undefined)
    throw new UsageError('explain needs --principal ARN and --action ACTION, or --batch FILE');
  const errors: string[] = [];
  const request = { principal, action, ...(resource !== undefined && { resource }) };
  const question = questionOf({ request }, errors);
  if (!question || errors.length > 0)
    throw new UsageError(errors.map((each) => visible(each.replace(/^request\./, '--'), 300)).join('\n'));
  return { ...question, context: contextIn(context) };
}
