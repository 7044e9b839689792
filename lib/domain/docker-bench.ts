import type { Arn } from './arn.ts';
import type { Instant } from './instant.ts';

/** What one run of Docker Bench for Security found on a machine. */
export interface BenchReport {
  readonly version: string;
  readonly endedAt: Instant;
  /** Ids (`5.5`) of the scored tests of sections 1 to 5 that warn, in order. */
  readonly warned: readonly string[];
}

/** Why a file is no report that could be judged, in words that repeat nothing of it. */
export interface InvalidReport {
  readonly invalid: string;
}

export const isInvalid = (read: object): read is InvalidReport => 'invalid' in read;

/** A container instance and the newest report of it. */
export interface BenchInstance {
  readonly arn: Arn;
  /** `i-…`, or `mi-…` of a machine outside of EC2. */
  readonly instanceId: string;
  readonly registeredAt?: Instant;
  /** Why Docker Bench cannot be run on it. */
  readonly exempt?: string;
  /** Absent: there is none. */
  readonly report?: BenchReport | InvalidReport;
}

/** What is known of Docker Bench on the container instances of a cluster. */
export interface DockerBench {
  /** Whether there is a place that reports are kept in. */
  readonly configured: boolean;
  readonly instances: readonly BenchInstance[];
  /** An account file in which no machine has a report, and none could. */
  readonly isSilent?: true;
}

/** The largest report that is read, in bytes: a real one has 25 kB. */
export const LARGEST_REPORT = 1_048_576;

/** Where reports lie in the bucket: `ssm/` by the association, `import/` by people; then the machine. */
export const REPORT_PREFIXES = { association: 'ssm/', imported: 'import/' } as const;
const REPORT_KEY =
  /^(?:ssm\/(m?i-[0-9a-f]{8,17})\/(?:[\w.:-]{1,128}\/){1,8}runDockerBench\/stdout|import\/(m?i-[0-9a-f]{8,17})\/[\w.:-]{1,128}\.json)$/;

/** The machine that an object of the bucket is a report of; undefined for other objects. */
export function instanceOfKey(key: string): string | undefined {
  const [, run, imported] = REPORT_KEY.exec(key) ?? [];
  return run ?? imported;
}

/** The ids of machines: of EC2, and of Systems Manager for those outside of it. */
export const isInstanceId = (text: string): boolean => /^m?i-[0-9a-f]{8,17}$/.test(text);
