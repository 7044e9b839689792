import type { ContainerInstance, Host, MachineImage } from '#domain/container-instance.ts';
import { after } from '#domain/instant.ts';
import type { Unavailable } from '#domain/reading.ts';
import { containerInstance, host, machineImage } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const NOW = '2026-04-14T08:00:00.000Z';
const daysAgo = (days: number) => after(NOW, -days * 86_400_000);

interface Says {
  readonly instance?: Partial<ContainerInstance>;
  readonly host?: Partial<Host> | Unavailable;
  readonly image?: Partial<MachineImage> | Unavailable;
  readonly maxDays?: number;
}
const given = ({ instance = {}, host: machine = {}, image = {}, maxDays }: Says): Given => ({
  now: NOW,
  facts: {
    containerInstance: containerInstance(instance),
    host: 'unavailable' in machine ? machine : host(machine),
    machineImage: 'unavailable' in image ? image : machineImage({ createdAt: daysAgo(10), ...image }),
  },
  ...(maxDays !== undefined && { parameters: { instanceMaxAgeDays: maxDays } }),
});
const disconnected = { agentConnected: false, registeredAt: daysAgo(3) } as const;
const gone: Unavailable = { unavailable: 'unreadable', what: 'machineImage is not there' };
const denied = (what: string): Unavailable => ({ unavailable: 'denied', what });
const external = { external: true, instanceId: 'mi-1' } as const;
const outside: Unavailable = { unavailable: 'elsewhere', what: 'a machine outside of EC2' };

export default {
  passes: {
    'connected, on a recent image': given({}),
    'an image of ninety days': given({ image: { createdAt: daysAgo(90) } }),
    'an older one where that is allowed': given({ image: { createdAt: daysAgo(100) }, maxDays: 120 }),
    'an agent that has just registered may yet connect': given({
      instance: { agentConnected: false, registeredAt: after(NOW, -60_000) },
    }),
    'an instance that drains need not be connected': given({
      instance: { ...disconnected, status: 'DRAINING' },
    }),
    'an image that will be deprecated': given({ image: { deprecatedAt: daysAgo(-300) } }),
    'a machine outside of EC2 that is connected': given({ instance: external, host: outside, image: gone }),
  },
  fails: {
    'an agent that is not connected': {
      ...given({ instance: disconnected }),
      reasons: ['agent-disconnected -'],
      severity: 'MEDIUM',
    },
    'on a machine outside of EC2 too': {
      ...given({ instance: { ...disconnected, ...external }, host: outside, image: gone }),
      reasons: ['agent-disconnected -'],
      severity: 'MEDIUM',
    },
    'an old image': {
      ...given({ image: { createdAt: daysAgo(91) } }),
      reasons: ['image-old -'],
      severity: 'MEDIUM',
    },
    'a deprecated image': {
      ...given({ image: { deprecatedAt: daysAgo(1) } }),
      reasons: ['image-deprecated -'],
      severity: 'MEDIUM',
    },
    'an image that is gone, of an instance launched long ago': {
      ...given({ host: { launchedAt: daysAgo(200) }, image: gone }),
      reasons: ['image-old -'],
      severity: 'MEDIUM',
    },
    'an image that may not be read does not hide the agent': {
      ...given({ instance: disconnected, image: denied('ec2:DescribeImages') }),
      reasons: ['agent-disconnected -'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'a managed instance': {
      ...given({ instance: disconnected, host: { managed: true } }),
      why: /Managed Instances/,
    },
  },
  notAvailable: {
    'an instance that may not be read may be one that AWS operates': {
      ...given({ instance: disconnected, host: denied('ec2:DescribeInstances') }),
      why: /access denied: ec2:DescribeInstances/,
    },
    'an image that may not be read': {
      ...given({ image: denied('ec2:DescribeImages') }),
      why: /machine image cannot be read/,
    },
    'an image that is gone, of an instance launched lately': {
      ...given({ host: { launchedAt: daysAgo(5) }, image: gone }),
      why: /is not there/,
    },
    'a connection that cannot be read': {
      ...given({ instance: { agentConnected: { unreadable: 'agentConnected is not a boolean' } } }),
      why: /whether its agent is connected/,
    },
  },
  worse: {
    before: given({ instance: disconnected }),
    after: given({ instance: disconnected, image: { createdAt: daysAgo(400) } }),
  },
} satisfies Cases;
