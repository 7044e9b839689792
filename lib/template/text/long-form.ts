/**
 * The long form of a short intrinsic: `!Ref X` is `{Ref: X}`, `!GetAtt A.B` is `{Fn::GetAtt: [A, B]}`, any other `!Name`
 * is `Fn::Name`. Undefined for what is no intrinsic.
 */
export function longForm(
  tag: string | null | undefined,
  value: unknown,
): Readonly<Record<string, unknown>> | undefined {
  const name = /^!([A-Za-z][\w:]*)$/.exec(tag ?? '')?.[1];
  if (name === undefined) return undefined;
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') return { 'Fn::GetAtt': getAttOf(value) };
  return { [`Fn::${name}`]: value };
}

/** A logical id has no dot; an attribute may (`Outputs.Name`). */
export function getAttOf(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
