import { normalPath } from '#controls/host-path.ts';
import { type ContainerInScope, containerReason, unreadableSetting } from '#controls/over-containers.ts';
import { type Evaluation, failedIf, passed, type Reason } from '#domain/evaluation.ts';
import type { PortMapping } from '#domain/isolation.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { Severity } from '#domain/severity.ts';

/** `no-new-privileges`, which Docker takes with `:true` and `=true` too. */
const NO_NEW_PRIVILEGES = /^no-new-privileges(?:[:=]true)?$/i;
const LOOSENED: readonly { readonly option: RegExp; readonly what: string; readonly severity: Severity }[] = [
  { option: /^seccomp[:=]unconfined$/i, what: 'seccomp', severity: 'HIGH' },
  { option: /^apparmor[:=]unconfined$/i, what: 'AppArmor', severity: 'HIGH' },
  { option: /^label[:=]disable$/i, what: 'SELinux', severity: 'MEDIUM' },
];

/** That a container may gain privileges; nothing where its options cannot be read in full. */
export function privilegesGained(each: ContainerInScope): readonly Reason[] {
  const { name, dockerSecurityOptions: options } = each.container;
  if (
    options.unreadable !== undefined ||
    options.items.some((option) => NO_NEW_PRIVILEGES.test(option.trim()))
  )
    return [];
  return [
    containerReason(each, {
      code: 'new-privileges',
      severity: 'LOW',
      setting: 'dockerSecurityOptions',
      message: `container ${name} may gain privileges that it was not started with`,
    }),
  ];
}

/** What of its confinement is switched off. */
export const loosened = (each: ContainerInScope): readonly Reason[] =>
  LOOSENED.filter(({ option }) =>
    each.container.dockerSecurityOptions.items.some((text) => option.test(text.trim())),
  ).map(({ what, severity }) =>
    containerReason(each, {
      code: 'unconfined',
      severity,
      setting: 'dockerSecurityOptions',
      subject: `${each.container.name} ${what}`,
      message: `container ${each.container.name} runs without ${what}`,
    }),
  );

/** The memory and the disks of the host: who has them has all that is on it. */
const WHOLE_HOST =
  /^\/dev\/(?:mem|kmem|port|(?:sd|hd|vd|xvd)[a-z]+\d*|nvme\d.*|dm-\d+|mapper(?:\/.*)?|disk(?:\/.*)?)?$/;

export const devicesExposed = (each: ContainerInScope): readonly Reason[] =>
  [...new Set(each.container.devices.items.map(normalPath))].map((path) =>
    containerReason(each, {
      code: 'host-device',
      severity: WHOLE_HOST.test(path) ? 'HIGH' : 'LOW',
      setting: 'linuxParameters.devices',
      subject: `${each.container.name} ${path}`,
      message: `container ${each.container.name} is given the device ${path} of its host`,
    }),
  );

/** -1 is without limit. */
export const unlimited = (each: ContainerInScope): readonly Reason[] =>
  each.container.ulimits.items
    .filter(({ softLimit, hardLimit }) => softLimit === -1 || hardLimit === -1)
    .map(({ name }) =>
      containerReason(each, {
        code: 'unlimited',
        severity: 'LOW',
        setting: 'ulimits',
        subject: `${each.container.name} ${name}`,
        message: `container ${each.container.name} has no limit of the kernel on ${name}`,
      }),
    );

/** Ports of the host itself that only root could take: with the network of Docker's bridge or of the host. */
export const hostPorts = (each: ContainerInScope): readonly Evaluation[] =>
  each.container.portMappings.items.map((mapping) => judgePort(each, mapping));

function judgePort(each: ContainerInScope, { hostPort, containerPort, protocol }: PortMapping): Evaluation {
  const { name } = each.container;
  const mode = each.definition.networkMode ?? 'bridge';
  if (isUnreadable(mode)) {
    const mayBeLow = [hostPort, containerPort].some((port) => isUnreadable(port) || isLow(port));
    return mayBeLow ? unreadableSetting(each, 'networkMode', mode.unreadable) : passed();
  }
  if (mode !== 'bridge' && mode !== 'host') return passed();
  // On the network of the host there is but one port, whichever is named.
  const port = mode === 'host' ? (hostPort ?? containerPort) : hostPort;
  if (isUnreadable(port)) return unreadableSetting(each, 'a host port', port.unreadable);
  if (!isLow(port)) return passed();
  return failedIf([
    containerReason(each, {
      code: 'low-host-port',
      severity: 'LOW',
      setting: 'portMappings',
      subject: `${name} ${protocol}/${port}`,
      message: `container ${name} takes port ${port} of its host`,
    }),
  ]);
}

/** 0 is whichever is free. */
const isLow = (port: number | undefined): boolean => port !== undefined && port > 0 && port < 1024;
