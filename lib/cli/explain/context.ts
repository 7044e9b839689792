import { UsageError } from '#cli/exit-code.ts';
import { visible } from '#cli/format/visible.ts';
import { type Context, type ContextValue, contextOf } from '#policy/context.ts';

/** Short names of what people ask about most. */
const SHORT: Readonly<Record<string, string>> = {
  mfa: 'aws:MultiFactorAuthPresent',
  ip: 'aws:SourceIp',
  tls: 'aws:SecureTransport',
};

/** A context from `KEY=VALUE` words: without a value the key is absent, given again it has several. */
export function contextIn(words: readonly string[]): Context {
  const values = new Map<string, ContextValue>();
  for (const word of words) {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
    if (name === '') throw new UsageError(`--context ${visible(word, 100)} is not KEY=VALUE`);
    const key = Object.hasOwn(SHORT, name) ? (SHORT[name] ?? name) : name;
    const before = values.get(key);
    if (value === '') values.set(key, null);
    else if (before === undefined || before === null) values.set(key, value);
    else values.set(key, [...(typeof before === 'string' ? [before] : before), value]);
  }
  return contextOf(Object.fromEntries(values));
}
