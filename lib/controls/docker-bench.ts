import type { Cluster } from '#domain/cluster.ts';
import { type BenchInstance, type BenchReport, type DockerBench, isInvalid } from '#domain/docker-bench.ts';
import { type Evaluation, notApplicable, notAvailable } from '#domain/evaluation.ts';
import { between, type Instant } from '#domain/instant.ts';
import type { Parameters } from '#domain/settings.ts';

const HOUR_MS = 3_600_000;
/** Machines that a reason names at most. */
const SHOWN = 10;

/** A machine that Docker Bench can be run on. */
type Subject = BenchInstance;

/** Judges the machines that Docker Bench can be run on, where it is known what it says of them. */
export function overMachines(
  { containerInstances = 0 }: Cluster,
  { configured, instances, isSilent }: DockerBench,
  judge: (machines: readonly Subject[]) => Evaluation,
): Evaluation {
  if (isSilent) return notApplicable('the account file says nothing of Docker Bench');
  if (instances.length === 0 && (configured || containerInstances === 0))
    return notApplicable('it has no container instances');
  if (!configured)
    return notAvailable('where reports of Docker Bench are kept is not known (dockerBench of the settings)');
  const machines = instances.filter(({ exempt }) => exempt === undefined);
  const [first] = instances;
  return machines.length === 0
    ? notApplicable(`Docker Bench cannot be run on its instances (${first?.exempt})`)
    : judge(machines);
}

/** The report of a machine if it can be judged and is not too old. */
export function currentReport(
  { report }: Subject,
  { maxAgeDays }: Parameters['dockerBench'],
  now: Instant,
): BenchReport | undefined {
  if (!report || isInvalid(report)) return undefined;
  return between(report.endedAt, now) <= maxAgeDays * 24 * HOUR_MS ? report : undefined;
}

/** Whether a machine has been there for so long that a report can be expected; of what says no age it is. */
export const isSettled = (
  { registeredAt }: Subject,
  { minInstanceAgeHours }: Parameters['dockerBench'],
  now: Instant,
): boolean => registeredAt === undefined || between(registeredAt, now) >= minInstanceAgeHours * HOUR_MS;

/** How many machines, and some of them by name. */
export const machineEvidence = (machines: readonly Subject[]) => ({
  instances: machines
    .map(({ instanceId }) => instanceId)
    .toSorted()
    .slice(0, SHOWN),
  count: machines.length,
});
