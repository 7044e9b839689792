/** What a path of the host gives whoever mounts it. */
export type HostPathKind =
  /** The socket of the container runtime: with it anybody is root on the host, read-only or not. */
  | 'runtime-socket'
  /** What says how the host works or lets one change it. */
  | 'sensitive'
  /** What tells of the kernel and its processes; agents read it. */
  | 'kernel'
  /** What everybody may read of a host: time zones, certificates. */
  | 'public'
  | 'ordinary';

/** A path in its parts, without `.`, `..` and doubled slashes; `/` has none. */
const partsOf = (path: string): readonly string[] => {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
};

/** A path as it is meant: `/etc/app` for `//etc/./x/../app/`. */
export const normalPath = (path: string): string => {
  const parts = partsOf(path);
  const [drive] = parts;
  return drive !== undefined && /^[a-z]:$/i.test(drive) ? parts.join('/') : `/${parts.join('/')}`;
};

/** Whether a path is another one or lies below it, part by part: `/etc/x` lies below `/etc`, `/etcd` does not. */
const isWithin = (path: string, other: string): boolean => {
  const [inner, outer] = [partsOf(path), partsOf(other)];
  return outer.every((part, index) => part === inner[index]);
};

/** The sockets of Docker and containerd; `/var/run` is `/run` on the AMIs of ECS. */
const SOCKETS = [
  '/var/run/docker.sock',
  '/run/docker.sock',
  '/var/run/containerd/containerd.sock',
  '/run/containerd/containerd.sock',
];
const KERNEL = ['/proc', '/sys'];
const PUBLIC = [
  '/etc/localtime',
  '/etc/timezone',
  '/etc/ssl/certs',
  '/etc/pki/ca-trust',
  '/usr/share/zoneinfo',
];
/**
 * What CIS Docker 5.6 names (boot, dev, etc, lib, proc, sys, usr), and what is as good as those: programs, the home of
 * root, what runs, and the data of Docker and of the ECS agent.
 */
const SENSITIVE = [
  ...KERNEL,
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib64',
  '/root',
  '/run',
  '/sbin',
  '/usr',
  '/var/lib/containerd',
  '/var/lib/docker',
  '/var/lib/ecs',
  '/var/run',
  '/var/spool/cron',
];

/** What a path of a Linux host is, after normalisation. A place that has a sensitive one in it is sensitive too. */
export function kindOfPath(path: string): HostPathKind {
  if (SOCKETS.some((socket) => isWithin(socket, path))) return 'runtime-socket';
  if (PUBLIC.some((each) => isWithin(path, each))) return 'public';
  if (KERNEL.some((each) => isWithin(path, each))) return 'kernel';
  return SENSITIVE.some((each) => isWithin(path, each) || isWithin(each, path)) ? 'sensitive' : 'ordinary';
}

const WINDOWS_SENSITIVE = ['c:/windows', 'c:/programdata/docker', 'c:/programdata/amazon'];

/** The same of a Windows host, whose paths know no case. */
export function kindOfWindowsPath(path: string): HostPathKind {
  const folded = path.toLowerCase().replaceAll('\\', '/');
  if (/pipe\/(?:docker_engine|containerd-containerd)$/.test(folded)) return 'runtime-socket';
  return WINDOWS_SENSITIVE.some((each) => isWithin(folded, each) || isWithin(each, folded))
    ? 'sensitive'
    : 'ordinary';
}
