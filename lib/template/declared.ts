import type { Fault } from '#domain/checked-file.ts';
import { type Fields, fieldsOf } from '#domain/normalise/fields.ts';
import { apiShape } from './api-shape.ts';
import { EXPRESS_SERVICE, expressDefinition } from './express.ts';
import type { Resolver } from './resolve/resolver.ts';
import type { Declared } from './template.ts';
import { sayKey } from './text/fault.ts';
import type { Places } from './text/places.ts';

/** Service-provider, custom and module types (CloudFormation user guide, "Resources"). */
const TYPE = /^[A-Za-z0-9]{1,64}(?:::[A-Za-z0-9_@-]{1,64}){1,3}$/;

/** Services whose APIs spell their fields without the capital that CloudFormation gives them. */
const SPELLED_APART = /^AWS::EC[SR]::/;

/** One entry of `Resources`, or what is wrong with it. Its properties are resolved when they are first asked for. */
export function declaredIn(
  logicalId: string,
  raw: unknown,
  line: number,
  resolver: Resolver,
  places: Places,
): Declared | Fault {
  const fields = fieldsOf(raw);
  const type = fields?.['Type'];
  const what = `${sayKey(logicalId)} of Resources`;
  if (!fields) return { line, message: `${what} is no resource: it is not a map` };
  if (typeof type !== 'string') return { line, message: `${what} is no resource: it has no Type` };
  if (!TYPE.test(type)) return { line, message: `${what} has a Type that is none` };
  let properties: Fields | undefined;
  let shaped: Fields | undefined;
  const resolved = (): Fields => {
    properties ??= fieldsOf(resolver.resolved(fields['Properties'])) ?? {};
    return properties;
  };
  return {
    logicalId,
    type,
    line,
    metadata: fields['Metadata'],
    get properties() {
      return resolved();
    },
    get fields() {
      shaped ??= shapedAs(type, resolved(), places);
      return shaped;
    },
  };
}

function shapedAs(type: string, properties: Fields, places: Places): Fields {
  if (!SPELLED_APART.test(type)) return properties;
  const fields = fieldsOf(apiShape(properties, places)) ?? {};
  return type === EXPRESS_SERVICE ? (expressDefinition(fields, places) ?? fields) : fields;
}
