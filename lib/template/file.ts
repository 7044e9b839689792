import type { Arn } from '#domain/arn.ts';
import type { CheckedFile, RefusedFile, Spot, WrittenSuppression } from '#domain/checked-file.ts';
import { textOf } from '#domain/normalise/fields.ts';
import type { Place } from '#domain/resource.ts';
import { sayPlace, UNDEPLOYED } from '#domain/undeployed.ts';
import { TemplateAccount } from './account.ts';
import { isCdkCompanion } from './cdk-companion.ts';
import { toDefinitionFile } from './definition-file.ts';
import { lineOfPath } from './line-of-path.ts';
import { templateFacts } from './source.ts';
import { suppressionsIn } from './suppressions.ts';
import { type Declared, toTemplate } from './template.ts';
import { readText } from './text/read.ts';

/** Reads a CloudFormation template or a task definition, JSON or YAML. Never throws. */
export function readFile(text: string, place: Place = UNDEPLOYED): CheckedFile | RefusedFile {
  const source = readText(text);
  if ('message' in source) return { refused: source, foreign: !LOOKS_MEANT.test(text.slice(0, LOOKED_AT)) };
  const template = toTemplate(source, place) ?? toDefinitionFile(source, place);
  if (!template) {
    const companion = isCdkCompanion(source.value);
    return { refused: { line: 1, message: NEITHER }, foreign: true, ...(companion && { companion }) };
  }
  const account = new TemplateAccount(template, place);
  const resources = new Map<Arn, Spot>();
  const suppressions: WrittenSuppression[] = [];
  const faults = [...template.faults];
  for (const { arn, declared } of account.all()) {
    const { logicalId, line } = declared;
    const lineOf = (path: string): number => lineOfPath(declared.fields, path, source.places) ?? line;
    resources.set(arn, { logicalId, name: nameOf(declared), line, lineOf });
    const read = suppressionsIn(declared, arn, source.places);
    suppressions.push(...read.suppressions);
    faults.push(...read.faults);
  }
  const say = (text: string): string => sayPlace(template.names.say(text));
  return { facts: templateFacts(account), resources, suppressions, say, faults, notes: template.notes };
}

/** The properties in which people name what controls judge. */
const NAMES = ['family', 'serviceName', 'clusterName', 'repositoryName'];
const nameOf = ({ fields, logicalId }: Declared): string =>
  NAMES.map((name) => textOf(fields[name])).find((name) => name !== undefined) ?? logicalId;

const NEITHER =
  'neither a CloudFormation template (it has no Resources) nor a task definition (it has no containerDefinitions)';
/** What is broken but says this is meant to be checked. */
const LOOKS_MEANT = /AWSTemplateFormatVersion|AWS::|containerDefinitions/;
const LOOKED_AT = 1_000_000;
