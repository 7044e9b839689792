import { REDUCED_INPUT } from '#domain/event-rules.ts';

/** The values under a JSON path with `.`, `-` and `[*]`: what EventBridge's input transformer supports and we use. */
function valuesAt(event: unknown, path: string): readonly unknown[] {
  const steps = path.replace('$.', '').replaceAll('[*]', '.*').split('.');
  return steps.reduce<readonly unknown[]>(
    (values, step) =>
      values.flatMap((value) => {
        if (step === '*') return Array.isArray(value) ? (value as readonly unknown[]) : [];
        const found =
          typeof value === 'object' && value !== null
            ? (value as Readonly<Record<string, unknown>>)[step]
            : undefined;
        return found === undefined ? [] : [found];
      }),
    [event],
  );
}

/** What the target of a reduced rule receives; `missing` is what stands for a path that leads nowhere. */
export function transformed(event: unknown, missing: '""' | 'null' = '""'): string {
  return REDUCED_INPUT.inputTemplate.replace(/<(\w+)>/g, (_whole, name: string) => {
    const path = REDUCED_INPUT.inputPathsMap[name];
    if (path === undefined) throw new Error(`the template names ${name}, which has no path`);
    const values = valuesAt(event, path);
    if (path.includes('[*]')) return values.length > 0 ? JSON.stringify(values) : missing;
    return values.length > 0 ? JSON.stringify(values[0]) : missing;
  });
}
