import { type Fields, fieldsOf } from '#domain/normalise/fields.ts';
import { scalarText } from './values.ts';

/** What a template is told of a parameter: a text, or a list of texts. */
export type ParameterValue = string | readonly string[];

/**
 * The value of a parameter before anybody has given one: its default, or the only value it allows. Undefined: not known.
 * The default of an SSM parameter type is the name of a parameter, not its value.
 */
export function parameterValue(parameter: unknown): ParameterValue | undefined {
  const fields = fieldsOf(parameter);
  if (!fields) return undefined;
  const type = scalarText(fields['Type']) ?? 'String';
  if (type.startsWith('AWS::SSM::Parameter::Value<')) return undefined;
  const text = scalarText(fields['Default']) ?? only(allowedValues(fields));
  if (text === undefined) return undefined;
  return type === 'CommaDelimitedList' || type.startsWith('List<') ? listOf(text) : text;
}

/** The values that a parameter can have at all; undefined: any. */
export function allowedValues(parameter: Fields | undefined): readonly string[] | undefined {
  const values = parameter?.['AllowedValues'];
  if (!Array.isArray(values)) return undefined;
  const texts = values.map(scalarText);
  return texts.every((each) => each !== undefined) ? texts : undefined;
}

const only = (values: readonly string[] | undefined): string | undefined =>
  values?.length === 1 ? values[0] : undefined;

const listOf = (text: string): readonly string[] =>
  text === '' ? [] : text.split(',').map((item) => item.trim());
