import type { Command, Invocation } from '#cli/command.ts';
import { count } from '#cli/count.ts';
import { EXIT, type ExitCode, UsageError } from '#cli/exit-code.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import { DEFAULT_STACK } from '#cli/options.ts';
import { readAtMost } from '#cli/reading.ts';
import { readSettings } from '#cli/settings.ts';
import { isInstanceId, isInvalid, LARGEST_REPORT, REPORT_PREFIXES } from '#domain/docker-bench.ts';
import { parseBareReport } from '#domain/normalise/docker-bench.ts';

export const benchCommand: Command = {
  name: 'bench',
  summary: 'import a report of Docker Bench that you made yourself',
  usage: ['bench import FILE --instance ID'],
  about: `Puts a report of Docker Bench for Security (the FILE.json beside its -l FILE; "-"
is standard input) into the bucket of a deployed monitor, which it finds by the
outputs of its stack (--stack), as that of one container instance: of EC2 (i-…)
or outside of it (mi-…). The cluster of the instance is judged with it at once.

The report is looked at first: one that is cut off, of another version or of a
run of single checks is refused. The setting dockerBench makes the bucket.`,
  examples: ['ecs-warden bench import bench.log.json --instance mi-0123456789abcdef0'],
  run: async (invocation, io) => {
    const [action, file, more] = invocation.operands;
    if (action !== 'import')
      throw new UsageError('bench can import: ecs-warden bench import FILE --instance ID');
    if (file === undefined) throw new UsageError('bench import needs a file, or - for standard input');
    if (more !== undefined) throw new UsageError(`bench import takes no ${visible(more)}`);
    return importReport(file, invocation, io);
  },
};

async function importReport(file: string, invocation: Invocation, io: Io): Promise<ExitCode> {
  const { instance, regions, stack = DEFAULT_STACK } = invocation;
  if (instance === undefined)
    throw new UsageError('bench import needs --instance, such as i-0123456789abcdef0');
  if (!isInstanceId(instance))
    throw new UsageError(`--instance ${visible(instance)} is no id of an instance: i-… or mi-…`);
  if (regions.length > 1) throw new UsageError('a monitor lies in one --region');
  const now = new Date().toISOString();
  const text = await readAtMost(file, LARGEST_REPORT, io);
  const report = parseBareReport(text, now);
  const named = file === '-' ? 'standard input' : visible(file);
  if (isInvalid(report)) throw new UsageError(`${named} ${report.invalid}`);
  const region = regions[0] ?? (await readSettings(invocation.config, io)).homeRegion;
  const bucket = (await io.adapters.stackOutputs({ stack }, region))['DockerBenchBucketName'];
  if (bucket === undefined)
    throw new UsageError(`the stack ${stack} keeps no reports: set dockerBench in the settings and deploy`);
  const key = `${REPORT_PREFIXES.imported}${instance}/${report.endedAt}.json`;
  const stored = JSON.stringify({
    schema: 1,
    instance,
    report: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown,
  });
  await io.adapters.storeReport(bucket, key, stored, region);
  await io.stdout.write(
    `imported: ${instance}, ${count(report.warned.length, 'failing test')}, of ${report.endedAt}\n`,
  );
  return EXIT.clean;
}
