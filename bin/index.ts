/** What the published package exports: the monitor as a construct, and the checks as a plugin, for other people's CDK apps. */
export { EcsWardenChecks, type EcsWardenChecksProps } from '#constructs/checks.ts';
export { EcsWarden } from '#constructs/ecs-warden.ts';
export { MonitorStack, type MonitorStackProps } from '#constructs/monitor-stack.ts';
export type { EcsWardenProps } from '#constructs/props.ts';
export { EcsUsageAlarms, type EcsUsageAlarmsProps } from '#constructs/usage-alarms.ts';
export { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';
export { readSettingsFile } from './settings-file.ts';
