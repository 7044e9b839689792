import { isObject, type JsonObject } from '#domain/json.ts';
import { type Context, type ContextValue, contextOf } from '#policy/context.ts';
import { type Principal, principalOf } from '#policy/principal.ts';
import type { Question } from '#policy/request.ts';

const ACTION = /^[a-z0-9-]+:[a-z0-9]+$/i;

/** The request of a line of a batch; what is wrong with it is put with the errors. */
export function questionOf({ request, closed = false }: JsonObject, errors: string[]): Question | undefined {
  if (!isObject(request)) {
    errors.push('request: is no object');
    return undefined;
  }
  const { principal, action, resource = '*', context = {} } = request;
  const who = principalIn(principal);
  if (!who)
    errors.push(
      'request.principal: is no principal: an ARN of a user, role or session, a service, anonymous',
    );
  if (typeof action !== 'string' || !ACTION.test(action))
    errors.push('request.action: is no action such as ecs:RunTask');
  if (typeof resource !== 'string' || resource === '') errors.push('request.resource: is no ARN and not *');
  if (typeof closed !== 'boolean') errors.push('closed: is neither true nor false');
  const known = contextOfJson(context, closed === true, errors);
  if (!who || typeof action !== 'string' || typeof resource !== 'string') return undefined;
  return { principal: who, action, resource, context: known };
}

/** Text, or as a policy writes it: `{"Service": "ecs-tasks.amazonaws.com"}`. */
function principalIn(value: unknown): Principal | undefined {
  const [text] = isObject(value) ? Object.values(value) : [value];
  return typeof text === 'string' ? principalOf(text) : undefined;
}

function contextOfJson(value: unknown, closed: boolean, errors: string[]): Context {
  if (!isObject(value)) {
    errors.push('request.context: is no object');
    return contextOf({}, { closed });
  }
  const values = Object.entries(value).flatMap(([key, each]): [string, ContextValue][] => {
    const read = contextValue(each);
    if (read === undefined)
      errors.push(`request.context.${key}: is no text, number, boolean, list of them or null`);
    return read === undefined ? [] : [[key, read]];
  });
  return contextOf(Object.fromEntries(values), { closed });
}

function contextValue(value: unknown): ContextValue | undefined {
  if (value === null) return null;
  if (!Array.isArray(value)) return scalar(value);
  const texts = value.map(scalar).filter((text) => text !== undefined);
  return texts.length === value.length ? texts : undefined;
}

/** What a request's context holds is text. */
const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
