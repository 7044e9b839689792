import type { Container, TaskDefinition } from '#domain/task-definition.ts';

/** A volume that a container has, by its own mount points or by another container's. */
interface Mount {
  readonly volume: string;
  readonly readOnly: boolean;
}

/** Every volume that a container has, and why others may not be known. */
export interface Mounts {
  readonly mounts: readonly Mount[];
  readonly unreadable?: string;
}

/**
 * The volumes of a container: those it mounts, and those of the containers it takes volumes from, and of those that they
 * take from in turn. A volume that is taken read-only is; one that is mounted read-only stays so.
 */
export function mountsOf(container: Container, { containers }: TaskDefinition): Mounts {
  const mounts: Mount[] = [];
  let unreadable: string | undefined;
  const visited = new Set<string>();
  const visit = ({ name, mountPoints, volumesFrom }: Container, readOnly: boolean): void => {
    // Once as it is and once read-only: a circle ends, and nothing that can be written to is missed.
    const key = `${readOnly} ${name}`;
    if (visited.has(key)) return;
    visited.add(key);
    unreadable ??= mountPoints.unreadable ?? volumesFrom.unreadable;
    for (const mount of mountPoints.items)
      mounts.push({ volume: mount.sourceVolume, readOnly: readOnly || mount.readOnly });
    for (const from of volumesFrom.items) {
      const source = containers.find((each) => each.name === from.sourceContainer);
      if (source) visit(source, readOnly || from.readOnly);
    }
  };
  visit(container, false);
  return { mounts, ...(unreadable !== undefined && { unreadable }) };
}
