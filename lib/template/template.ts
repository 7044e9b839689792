import type { Fault } from '#domain/checked-file.ts';
import { type Fields, fieldsOf } from '#domain/normalise/fields.ts';
import type { Place } from '#domain/resource.ts';
import { circlesOfConditions, circlesOfResources } from './circles.ts';
import { declaredIn } from './declared.ts';
import { isForEach } from './resolve/for-each.ts';
import { ResourceNames } from './resolve/names.ts';
import { Resolver, type Sections } from './resolve/resolver.ts';
import { sayKey } from './text/fault.ts';
import type { Source } from './text/read.ts';

/** A resource as a template declares it. */
export interface Declared {
  readonly logicalId: string;
  readonly type: string;
  readonly line: number;
  readonly metadata: unknown;
  /** Its properties with everything known put in; what is not known stays an intrinsic function. */
  readonly properties: Fields;
  /** The same as the API of its service would describe them. */
  readonly fields: Fields;
}

/** A template that has been read; what it declares is resolved when it is asked for. */
export interface Template {
  readonly resources: ReadonlyMap<string, Declared>;
  readonly names: ResourceNames;
  /** What is wrong with parts of it; the rest is there. */
  readonly faults: readonly Fault[];
  /** What of it cannot be told before deployment: macros, loops over lists that are not known. */
  readonly notes: readonly Fault[];
}

/** A CloudFormation template; undefined when the file is none. Never throws. */
export function toTemplate({ value, places }: Source, place: Place): Template | undefined {
  const document = fieldsOf(value);
  if (!document || !('Resources' in document)) return undefined;
  const section = (name: string): Fields => fieldsOf(document[name]) ?? {};
  const sections: Sections = {
    parameters: section('Parameters'),
    mappings: section('Mappings'),
    conditions: section('Conditions'),
  };
  const resources = new Map<string, Declared>();
  const names = new ResourceNames((id) => {
    const found = resources.get(id);
    return found && { type: found.type, property: (name) => found.properties[name] };
  }, place);
  const resolver = new Resolver(sections, names, places, place);
  const written = resolver.loopsWrittenOut(section('Resources'));
  const line = (owner: object, key: string): number => places.lineOf(owner, key) ?? 1;
  const faults: Fault[] = [];
  if (!fieldsOf(document['Resources']))
    faults.push({ line: line(document, 'Resources'), message: 'Resources is no map of resources' });
  for (const [logicalId, raw] of Object.entries(written)) {
    if (logicalId.startsWith('Fn::')) continue;
    const read = declaredIn(logicalId, raw, line(written, logicalId), resolver, places);
    if ('message' in read) faults.push(read);
    else resources.set(logicalId, read);
  }
  const macros = macrosIn(document);
  faults.push(...circlesOfConditions(sections.conditions, (name) => line(sections.conditions, name)));
  // A macro may take the circle out.
  if (!('Transform' in document)) faults.push(...circlesOfResources(resources, written, resolver));
  const notes = [
    ...macros.map((name) => ({
      line: line(document, 'Transform'),
      message: `${name} may change what is written here`,
    })),
    ...[...resources.values()].flatMap(({ logicalId, type, line: at }) => {
      const what = Object.hasOwn(BEYOND_CONTROLS, type) ? BEYOND_CONTROLS[type] : undefined;
      return what === undefined ? [] : [{ line: at, message: `${what} (${sayKey(logicalId)})` }];
    }),
    ...Object.keys(written)
      .filter((key) => key.startsWith('Fn::'))
      .map((key) => ({ line: line(written, key), message: sayUnexpanded(key) })),
  ];
  return { resources, names, faults, notes };
}

/** What no control judges though it is ECS's and reached from the network. */
const BEYOND_CONTROLS: Readonly<Record<string, string>> = {
  'AWS::ECS::ExpressGatewayService':
    'the network and the load balancer that ECS makes for an Express service',
  'AWS::ECS::Gateway': 'a gateway of ECS, its listeners and its load balancers',
};

const sayUnexpanded = (key: string): string =>
  isForEach(key)
    ? 'what a loop over a list that is not known makes is not checked'
    : 'what a macro puts among the resources is not checked';

/** Macros of AWS that add nothing which is checked here, or that are understood. */
const HARMLESS_MACROS: ReadonlySet<unknown> = new Set([
  'AWS::Serverless-2016-10-31',
  'AWS::LanguageExtensions',
  'AWS::CodeDeployBlueGreen',
  'AWS::SecretsManager-2020-07-23',
  'AWS::SecretsManager-2024-09-16',
]);

function macrosIn(document: Fields): readonly string[] {
  const raw = document['Transform'];
  const list: readonly unknown[] = raw === undefined ? [] : Array.isArray(raw) ? raw : [raw];
  return list
    .filter((each) => !HARMLESS_MACROS.has(each))
    .map((each) =>
      typeof each === 'string' && /^[\w:-]{1,100}$/.test(each) ? `the macro ${each}` : 'a macro',
    );
}
