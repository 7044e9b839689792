import { isUnreadable, type Readable } from '#domain/readable.ts';
import { type Fields, fieldsOf, readText, textsOf } from './fields.ts';

/** A role by its ARN or name. One that a template makes or imports is not known yet, but is surely there. */
export function roleOf(fields: Fields, name: 'taskRoleArn' | 'executionRoleArn'): Readable<string> {
  const role = readText(fields, name);
  if (!isUnreadable(role)) return role === '' ? undefined : role;
  const reference = referenceIn(fields[name]);
  return reference === undefined ? role : { ...role, reference };
}

/** Only functions that cannot give nothing: a `Ref` may be to an empty parameter, an `Fn::If` to no value. */
function referenceIn(raw: unknown): string | undefined {
  const [[key, argument] = []] = Object.entries(fieldsOf(raw) ?? {});
  if (key !== 'Fn::GetAtt' && key !== 'Fn::ImportValue') return undefined;
  const parts = typeof argument === 'string' ? [argument] : textsOf(argument);
  return parts.length > 0 ? `${key} ${parts.join('.')}` : undefined;
}
