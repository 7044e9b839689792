import type { Container, TaskDefinition } from '#domain/task-definition.ts';
import { container, family, revision, serviceUser, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const on = (says: Partial<Container>, definition: Partial<TaskDefinition> = {}) => ({
  facts: { family: family([revision(1, taskDefinition([container('web', says)], definition))]) },
});
const options = (...items: string[]) => ({ dockerSecurityOptions: { items } });
const confined = (...items: string[]) => on(options('no-new-privileges', ...items));
const ports = (
  hostPort: number | undefined,
  networkMode: TaskDefinition['networkMode'],
  containerPort = 80,
) => on({ portMappings: { items: [{ hostPort, containerPort, protocol: 'tcp' }] } }, { networkMode });
const fails = (given: ReturnType<typeof on>, severity: 'LOW' | 'MEDIUM' | 'HIGH', ...reasons: string[]) => ({
  ...given,
  reasons,
  severity,
});
const MANAGED = { requiresCompatibilities: ['MANAGED_INSTANCES'] };

export default {
  passes: {
    'no-new-privileges': confined(),
    'the same as Docker writes it': on(options('no-new-privileges:true')),
    'a profile of AppArmor': confined('apparmor:docker-default'),
    'a label of SELinux': confined('label:type:container_t'),
    'a port that the host chooses': ports(0, 'bridge'),
    'no host port on the bridge': ports(undefined, 'bridge'),
    'a high host port': ports(8080, 'bridge'),
    'a low port of a task with its own network interface': ports(80, 'awsvpc'),
    'limits of the kernel that are limits': on({
      ulimits: { items: [{ name: 'nofile', softLimit: 65536, hardLimit: 65536 }] },
    }),
    'a daemon, which has no security options': on(options(), { kind: 'daemon' }),
    'Managed Instances have none either': on(options(), MANAGED),
    'nor where every user runs on them': {
      facts: {
        family: family(
          [revision(1, taskDefinition([container('web', options())], { requiresCompatibilities: [] }))],
          [serviceUser('web', [1], { capacity: ['MANAGED_INSTANCES'] })],
        ),
      },
    },
  },
  fails: {
    'no security option': fails(on(options()), 'LOW', 'new-privileges web'),
    'no-new-privileges switched off': fails(
      on(options('no-new-privileges:false')),
      'LOW',
      'new-privileges web',
    ),
    'seccomp switched off': fails(confined('seccomp:unconfined'), 'HIGH', 'unconfined web seccomp'),
    'seccomp switched off, as Docker writes it': fails(
      confined('seccomp=unconfined'),
      'HIGH',
      'unconfined web seccomp',
    ),
    'AppArmor switched off': fails(confined('apparmor:unconfined'), 'HIGH', 'unconfined web AppArmor'),
    'SELinux switched off': fails(confined('label:disable'), 'MEDIUM', 'unconfined web SELinux'),
    'a device': fails(on({ devices: { items: ['/dev/fuse'] } }), 'LOW', 'host-device web /dev/fuse'),
    'a disk of the host': fails(
      on({ devices: { items: ['//dev/nvme0n1p1'] } }),
      'HIGH',
      'host-device web /dev/nvme0n1p1',
    ),
    'the memory of the host': fails(
      on({ devices: { items: ['/dev/mem'] } }),
      'HIGH',
      'host-device web /dev/mem',
    ),
    'a limit of the kernel lifted': fails(
      on({ ulimits: { items: [{ name: 'nproc', softLimit: 1024, hardLimit: -1 }] } }),
      'LOW',
      'unlimited web nproc',
    ),
    'a low port on the bridge': fails(ports(80, 'bridge'), 'LOW', 'low-host-port web tcp/80'),
    'a low port where no network mode is stated, which is the bridge': fails(
      ports(443, undefined),
      'LOW',
      'low-host-port web tcp/443',
    ),
    'a low port on the network of the host': fails(
      ports(undefined, 'host', 443),
      'LOW',
      'low-host-port web tcp/443',
    ),
    'EC2 and Fargate, as somebody may run it on EC2': fails(
      on(options(), { requiresCompatibilities: ['EC2', 'FARGATE'] }),
      'LOW',
      'new-privileges web',
    ),
    'a daemon may have devices': fails(
      on({ ...options(), devices: { items: ['/dev/mem'] } }, { kind: 'daemon' }),
      'HIGH',
      'host-device web /dev/mem',
    ),
    'what can be read, beside what cannot': fails(
      on({ dockerSecurityOptions: { items: ['apparmor:unconfined'], unreadable: 'Ref More' } }),
      'HIGH',
      'unconfined web AppArmor',
    ),
  },
  notApplicable: {
    Fargate: { ...on(options(), { requiresCompatibilities: ['FARGATE'] }), why: /Fargate/ },
    Windows: { ...on(options(), { operatingSystem: 'WINDOWS_SERVER_2022_CORE' }), why: /Windows/ },
  },
  notAvailable: {
    'options that are not known yet': {
      ...on({ dockerSecurityOptions: { items: [], unreadable: 'Ref Options' } }),
      why: /web: dockerSecurityOptions cannot be read.*Ref Options/,
    },
    'devices that are not known yet': {
      ...on({ devices: { items: [], unreadable: 'Ref Devices' } }),
      why: /web: devices cannot be read.*Ref Devices/,
    },
    'a port that is not known yet': {
      ...on(
        {
          portMappings: {
            items: [{ hostPort: { unreadable: 'Ref Port' }, containerPort: 80, protocol: 'tcp' }],
          },
        },
        { networkMode: 'bridge' },
      ),
      why: /web: a host port cannot be read.*Ref Port/,
    },
    'a network mode that is not known yet, with a low port': {
      ...ports(80, { unreadable: 'Ref Mode' }),
      why: /web: networkMode cannot be read.*Ref Mode/,
    },
    'an operating system that is not known yet may be Windows': {
      ...on(options(), { operatingSystem: { unreadable: 'Ref Os' } }),
      why: /operating system/,
    },
  },
  worse: { before: on(options()), after: on(options('apparmor:unconfined')) },
} satisfies Cases;
