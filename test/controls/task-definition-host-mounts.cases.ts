import type { Unreadable } from '#domain/readable.ts';
import type { Container, HostVolume, TaskDefinition } from '#domain/task-definition.ts';
import { container, family, revision, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const at = (sourcePath: string | Unreadable, says: Partial<HostVolume> = {}): HostVolume => ({
  index: 0,
  name: 'host',
  sourcePath,
  readOnly: false,
  ...says,
});
const mounting = (readOnly: boolean, name = 'web', ...volumes: string[]): Container =>
  container(name, {
    mountPoints: {
      items: (volumes.length > 0 ? volumes : ['host']).map((sourceVolume) => ({ sourceVolume, readOnly })),
    },
  });
const on = (
  containers: readonly Container[],
  volumes: readonly HostVolume[],
  says: Partial<TaskDefinition> = {},
) => ({
  facts: {
    family: family([revision(1, taskDefinition(containers, { hostVolumes: { items: volumes }, ...says }))]),
  },
});
const writes = (sourcePath: string) => on([mounting(false)], [at(sourcePath)]);
const reads = (sourcePath: string) => on([mounting(true)], [at(sourcePath)]);
const one = (reason: string, severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW') => ({
  reasons: [reason],
  severity,
});
const windows = { operatingSystem: 'WINDOWS_SERVER_2022_CORE' };

export default {
  passes: {
    'no volume at all': on([container('web')], []),
    'an ordinary place': writes('/data/uploads'),
    'a place that only begins like a sensitive one': writes('/etcd'),
    'another that does': writes('/usrlocal/x'),
    'a sensitive place that nobody mounts': on([container('web')], [at('/etc')]),
    'a mount of another volume': on([mounting(false, 'web', 'data')], [at('/etc')]),
    'an ordinary place of Windows': on([mounting(false)], [at('D:\\\\data')], windows),
  },
  fails: {
    'the Docker socket': {
      ...writes('/var/run/docker.sock'),
      ...one('runtime-socket web /var/run/docker.sock', 'CRITICAL'),
    },
    'the Docker socket, read-only: it can be written to all the same': {
      ...reads('/var/run/docker.sock'),
      ...one('runtime-socket web /var/run/docker.sock', 'CRITICAL'),
    },
    'the Docker socket by its other name': {
      ...writes('/run/docker.sock'),
      ...one('runtime-socket web /run/docker.sock', 'CRITICAL'),
    },
    'the socket of containerd': {
      ...reads('/run/containerd/containerd.sock'),
      ...one('runtime-socket web /run/containerd/containerd.sock', 'CRITICAL'),
    },
    'a directory that has the socket in it': {
      ...reads('/var/run'),
      ...one('runtime-socket web /var/run', 'CRITICAL'),
    },
    'the whole host': { ...writes('/'), ...one('runtime-socket web /', 'CRITICAL') },
    'a sensitive place': { ...writes('/etc'), ...one('host-path web /etc', 'HIGH') },
    'what lies below one': { ...writes('/etc/kubernetes'), ...one('host-path web /etc/kubernetes', 'HIGH') },
    'what has one below it': { ...writes('/var/lib'), ...one('host-path web /var/lib', 'HIGH') },
    'a path with doubled slashes, dots and a slash behind (peers pass it)': {
      ...writes('//var/./lib/../../etc/'),
      ...one('host-path web /etc', 'HIGH'),
    },
    'a sensitive place, read-only': {
      ...reads('/root/.ssh'),
      ...one('host-path-read-only web /root/.ssh', 'HIGH'),
    },
    'an agent that reads the kernel': {
      ...on(
        [mounting(true, 'agent', 'proc', 'cgroup')],
        [at('/proc/', { name: 'proc' }), at('/sys/fs/cgroup', { name: 'cgroup' })],
      ),
      reasons: ['host-path-read-only agent /proc', 'host-path-read-only agent /sys/fs/cgroup'],
      severity: 'MEDIUM',
    },
    'the kernel to write to': { ...writes('/proc/sys'), ...one('host-path web /proc/sys', 'HIGH') },
    'the time zone, read-only': {
      ...reads('/etc/localtime'),
      ...one('host-path-read-only web /etc/localtime', 'LOW'),
    },
    'the time zone to write to': {
      ...writes('/etc/localtime'),
      ...one('host-path web /etc/localtime', 'HIGH'),
    },
    'a Docker volume that its options make read-only': {
      ...on([mounting(false)], [at('/etc', { readOnly: true })]),
      ...one('host-path-read-only web /etc', 'HIGH'),
    },
    'each container that mounts it': {
      ...on([mounting(false), mounting(true, 'agent')], [at('/etc')]),
      reasons: ['host-path web /etc', 'host-path-read-only agent /etc'],
      severity: 'HIGH',
    },
    'volumes taken from another container': {
      ...on(
        [
          mounting(false),
          container('side', { volumesFrom: { items: [{ sourceContainer: 'web', readOnly: true }] } }),
        ],
        [at('/etc')],
      ),
      reasons: ['host-path web /etc', 'host-path-read-only side /etc'],
      severity: 'HIGH',
    },
    'volumes taken in a circle': {
      ...on(
        [
          container('a', { volumesFrom: { items: [{ sourceContainer: 'b', readOnly: false }] } }),
          container('b', {
            mountPoints: { items: [{ sourceVolume: 'host', readOnly: false }] },
            volumesFrom: { items: [{ sourceContainer: 'a', readOnly: false }] },
          }),
        ],
        [at('/etc')],
      ),
      reasons: ['host-path a /etc', 'host-path b /etc'],
      severity: 'HIGH',
    },
    'a mount that can be read, beside what cannot': {
      ...on([mounting(false)], [], { hostVolumes: { items: [at('/etc')], unreadable: 'Fn::If More' } }),
      ...one('host-path web /etc', 'HIGH'),
    },
    'a daemon task definition': {
      ...on([mounting(false)], [at('/etc')], { kind: 'daemon' }),
      ...one('host-path web /etc', 'HIGH'),
    },
    'the pipe of Docker on Windows': {
      ...on([mounting(false)], [at('\\\\.\\pipe\\docker_engine')], windows),
      ...one('runtime-socket web /pipe/docker_engine', 'CRITICAL'),
    },
    'the system of a Windows host': {
      ...on([mounting(true)], [at('C:\\Windows\\System32')], windows),
      ...one('host-path-read-only web C:/Windows/System32', 'HIGH'),
    },
  },
  notApplicable: {
    'Fargate mounts nothing of its host': {
      ...on([mounting(false)], [at('/etc')], { requiresCompatibilities: ['FARGATE'] }),
      why: /Fargate/,
    },
  },
  notAvailable: {
    'a path that is not known yet': {
      ...on([mounting(false)], [at({ unreadable: 'Ref Path' })]),
      why: /volume host: its path on the host cannot be read.*Ref Path/,
    },
    'volumes that are not known yet': {
      ...on([mounting(false, 'web', 'data')], [], {
        hostVolumes: { items: [], unreadable: 'Fn::If Volumes' },
      }),
      why: /web: its mounts cannot be read.*Fn::If Volumes/,
    },
    'mount points that are not known yet': {
      ...on([container('web', { mountPoints: { items: [], unreadable: 'Ref Mounts' } })], [at('/etc')]),
      why: /web: its mounts cannot be read.*Ref Mounts/,
    },
  },
  worse: { before: reads('/etc'), after: writes('/etc') },
} satisfies Cases;
