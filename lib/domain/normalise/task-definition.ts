import { isUnreadable, type Readable } from '#domain/readable.ts';
import type { Container, TaskDefinition } from '#domain/task-definition.ts';
import { awsSignsOf } from './aws-signs.ts';
import { efsVolumesOf } from './efs-volumes.ts';
import { fetchedOf } from './fetched.ts';
import {
  type Fields,
  fieldsOf,
  objectsOf,
  readAmount,
  readBoolean,
  readCount,
  readList,
  readObject,
  readText,
  textOf,
  textsOf,
  toTags,
  unresolved,
} from './fields.ts';
import { hostVolumesOf } from './host-volumes.ts';
import { imageOriginOf } from './image-origin.ts';
import { isolationOf } from './isolation.ts';
import { logDriverOf, logModeOf } from './logging.ts';
import { namespaceOf } from './namespace.ts';
import { cpuArchitectureOf, operatingSystemOf } from './operating-system.ts';
import { otherVolumesOf } from './other-volumes.ts';
import { roleOf } from './roles.ts';
import { suspectsOf } from './suspects.ts';

/**
 * One revision from what DescribeTaskDefinition, DescribeDaemonTaskDefinition or RegisterTaskDefinition's input says
 * (with or without the `taskDefinition` around it). Never throws; what has a wrong type becomes unreadable.
 * Environment, secrets, commands, labels and options are left behind here: of what looks like a secret in them, only
 * where it stands, its name and its kind go on.
 */
export function toTaskDefinition(raw: unknown, hint: TaskDefinition['kind'] = 'task'): TaskDefinition {
  const { fields, daemon } = unwrap(raw);
  const tags = fieldsOf(raw)?.['tags'] ?? fields['tags'];
  const arn = textOf(fields['taskDefinitionArn']) ?? textOf(fields['daemonTaskDefinitionArn']);
  const revision = readCount(fields, 'revision') ?? Number(/:(\d{1,15})$/.exec(arn ?? '')?.[1] ?? Number.NaN);
  const status = statusOf(fields['status']);
  return {
    family: textOf(fields['family']) ?? /task-definition\/([^:/]+)/.exec(arn ?? '')?.[1] ?? '',
    ...(typeof revision === 'number' && Number.isInteger(revision) && { revision }),
    ...(status && { status }),
    kind: daemon || 'daemonTaskDefinitionArn' in fields ? 'daemon' : hint,
    ...containersOf(raw, fields),
    requiresCompatibilities: textsOf(fields['requiresCompatibilities']),
    operatingSystem: operatingSystemOf(fields),
    cpuArchitecture: cpuArchitectureOf(fields),
    networkMode: namespaceOf(fields, 'networkMode'),
    pidMode: namespaceOf(fields, 'pidMode'),
    ipcMode: namespaceOf(fields, 'ipcMode'),
    memory: readAmount(fields, 'memory'),
    ...efsVolumesOf(fields),
    hostVolumes: hostVolumesOf(fields),
    otherVolumes: otherVolumesOf(fields),
    taskRole: roleOf(fields, 'taskRoleArn'),
    executionRole: roleOf(fields, 'executionRoleArn'),
    ...(tags !== undefined && { tags: toTags(tags) }),
  };
}

function unwrap(raw: unknown): { fields: Fields; daemon: boolean } {
  const outer = fieldsOf(raw) ?? {};
  const daemon = fieldsOf(outer['daemonTaskDefinition']);
  return daemon
    ? { fields: daemon, daemon: true }
    : { fields: fieldsOf(outer['taskDefinition']) ?? outer, daemon: false };
}

/** A daemon definition that is DELETED stays describable, but no more can be started from it: like an INACTIVE one. */
function statusOf(raw: unknown): TaskDefinition['status'] {
  if (raw === 'DELETED') return 'INACTIVE';
  return raw === 'ACTIVE' || raw === 'INACTIVE' || raw === 'DELETE_IN_PROGRESS' ? raw : undefined;
}

/** ECS refuses a definition without containers, so a missing list is one that was not read. */
function containersOf(
  raw: unknown,
  fields: Fields,
): Pick<TaskDefinition, 'containers' | 'containersUnreadable'> {
  const why = fieldsOf(raw) === undefined ? 'the task definition is not an object' : unresolved(raw);
  if (why !== undefined) return { containers: [], containersUnreadable: why };
  const list = readList(fields, 'containerDefinitions') ?? { unreadable: 'containerDefinitions is missing' };
  if (isUnreadable(list)) return { containers: [], containersUnreadable: list.unreadable };
  const containers: Container[] = [];
  let containersUnreadable: string | undefined;
  for (const [index, item] of list.entries()) {
    const container = readObject(
      { [`containerDefinitions[${index}]`]: item },
      `containerDefinitions[${index}]`,
    );
    if (isUnreadable(container)) containersUnreadable ??= container.unreadable;
    else if (container) containers.push(toContainer(container, index));
  }
  return { containers, ...(containersUnreadable !== undefined && { containersUnreadable }) };
}

const toContainer = (fields: Fields, index: number): Container => ({
  index,
  name: textOf(fields['name']) ?? `#${index}`,
  image: readText(fields, 'image'),
  ...imageOriginOf(fields['image']),
  versionConsistency: readText(fields, 'versionConsistency'),
  privileged: readBoolean(fields, 'privileged'),
  readonlyRootFilesystem: readBoolean(fields, 'readonlyRootFilesystem'),
  // ECS's default; a value that cannot be read is judged as the stricter one.
  essential: readBoolean(fields, 'essential') !== false,
  firelens: presence(readObject(fields, 'firelensConfiguration')),
  writableMounts: writableMountsOf(fields),
  ...isolationOf(fields),
  user: userOf(fields),
  logDriver: logDriverOf(fields),
  logMode: logModeOf(fields),
  ...suspectsOf(fields),
  ...awsSignsOf(fields),
  fetched: fetchedOf(fields),
  // A list that cannot be read may name files too.
  environmentFiles: hasItems(readList(fields, 'environmentFiles')),
});

/** CloudFormation makes a text of a number, which is how people write `User: 1000`. */
const userOf = ({ user }: Fields): Container['user'] =>
  readText({ user: typeof user === 'number' ? String(user) : user }, 'user');

const hasItems = (list: Readable<readonly unknown[]>): boolean =>
  isUnreadable(list) || (list !== undefined && list.length > 0);

/** Whether it is there; what cannot be read may turn out to be no value. */
const presence = (value: Readable<Fields>): Readable<boolean> =>
  isUnreadable(value) ? value : value !== undefined;

/** Volumes mounted without `readOnly` true, and memory file systems without the option `ro`. */
function writableMountsOf(fields: Fields): readonly string[] {
  const volumes = objectsOf(fields['mountPoints']).filter((mount) => readBoolean(mount, 'readOnly') !== true);
  const memory = objectsOf(fieldsOf(fields['linuxParameters'])?.['tmpfs']).filter(
    (mount) => !textsOf(mount['mountOptions']).includes('ro'),
  );
  return [...new Set([...volumes, ...memory].flatMap((mount) => textOf(mount['containerPath']) ?? []))];
}
