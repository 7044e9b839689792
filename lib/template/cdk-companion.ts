import { fieldsOf } from '#domain/normalise/fields.ts';

/** What only files have that the CDK writes beside the templates of a cloud assembly (`cdk.out`). */
const MARKS: readonly (readonly string[])[] = [
  ['version', 'artifacts'],
  ['version', 'files', 'dockerImages'],
  ['version', 'tree'],
  ['version', 'pluginReports'],
];

/** Whether a file is one of them: a manifest, a list of assets, a tree, the metadata of a stack, a report. */
export function isCdkCompanion(value: unknown): boolean {
  const fields = fieldsOf(value);
  if (!fields) return false;
  const keys = Object.keys(fields);
  return (
    MARKS.some((marks) => marks.every((mark) => keys.includes(mark))) ||
    (keys.length > 0 && keys.every((key) => key.startsWith('/') && Array.isArray(fields[key])))
  );
}
