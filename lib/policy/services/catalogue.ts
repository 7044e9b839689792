import cloudtrail from './cloudtrail.json' with { type: 'json' };
import ecr from './ecr.json' with { type: 'json' };
import ecs from './ecs.json' with { type: 'json' };
import elasticfilesystem from './elasticfilesystem.json' with { type: 'json' };
import iam from './iam.json' with { type: 'json' };
import kms from './kms.json' with { type: 'json' };
import logs from './logs.json' with { type: 'json' };
import s3 from './s3.json' with { type: 'json' };
import type { ServiceData } from './service-data.ts';
import sts from './sts.json' with { type: 'json' };

const LIST: readonly ServiceData[] = [cloudtrail, ecr, ecs, elasticfilesystem, iam, kms, logs, s3, sts];
const SERVICES: ReadonlyMap<string, ServiceData> = new Map(LIST.map((data) => [data.service, data]));

/** The services whose actions are known. */
export const KNOWN_SERVICES: readonly string[] = [...SERVICES.keys()];

/** Which actions of a service. */
interface Wanted {
  /** One of these is enough; as IAM calls them: `Read`, `List`, `Write`, `Tagging`, `Permissions management`. */
  readonly levels?: readonly string[];
  /** Those that can be limited to this type of resource. */
  readonly on?: string;
}

/** The actions of a service, such as `ecs:RunTask`, sorted; none for a service that is not known. */
export function actionsOf(service: string, { levels, on }: Wanted = {}): readonly string[] {
  return Object.entries(SERVICES.get(service)?.actions ?? {})
    .filter(
      ([, action]) =>
        (!levels || levels.some((level) => action.levels.includes(level))) &&
        (on === undefined || action.on.includes(on)),
    )
    .map(([name]) => `${service}:${name}`);
}

/** The forms of the ARNs that an action can be limited to; none: it is on no resource, or not known. */
export function arnsOf(action: string): readonly string[] {
  const { data, found } = lookUp(action);
  return (found?.on ?? []).flatMap((type) => data?.resources[type]?.arn ?? []);
}

/** The condition keys that an action has, by itself or by the resources it is on; tags with `${TagKey}`. */
export function keysOf(action: string): readonly string[] {
  const { data, found } = lookUp(action);
  return found ? [...found.keys, ...found.on.flatMap((type) => data?.resources[type]?.keys ?? [])] : [];
}

/** The levels of an action, as IAM calls them; none for one that is not known. */
export const levelsOf = (action: string): readonly string[] => lookUp(action).found?.levels ?? [];

function lookUp(action: string): {
  readonly data?: ServiceData;
  readonly found?: ServiceData['actions'][string];
} {
  const [service = '', name = ''] = action.split(':');
  const data = SERVICES.get(service);
  const found = data && Object.hasOwn(data.actions, name) ? data.actions[name] : undefined;
  return { ...(data && { data }), ...(found && { found }) };
}
