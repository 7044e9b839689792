/**
 * `npm run bench -- NAME`: measures, prints, judges nothing. Each figure is a ratio against something of a known kind that
 * ran beside it. docs/benchmarks.md has what came of it and on which machine.
 */
import { parseArgs } from 'node:util';

/** What is needed besides npm is said here; each is loaded only when it is asked for. */
const BENCHES: Readonly<Record<string, { readonly about: string; readonly run: () => Promise<void> }>> = {
  core: {
    about: 'the pure parts: controls judged, events routed, a sweep of 10,000 resources in memory',
    run: async () => (await import('./core.ts')).core(),
  },
  principals: {
    about: 'the controls on users, roles and groups: 1,000 roles with their powers, and how it grows',
    run: async () => (await import('./principals.ts')).principals(),
  },
  identities: {
    about:
      'a sweep of 1,250 principals: calls of AWS, and the time that judging them takes; half and twice as many',
    run: async () => (await import('./identities.ts')).identities(),
  },
  bundles: {
    about: 'size and cold import of each function, beside a bundle of one bare SDK client',
    run: async () => (await import('./bundles.ts')).bundles(),
  },
  storm: {
    about:
      '2,000 changes at once on the emulator: looks a second, what is lost, what is told (needs Python 3)',
    run: async () => (await import('./storm.ts')).storm(),
  },
  cost: {
    about: 'what a month costs: one day of an account through the real code, at the list prices of a file',
    run: async () => (await import('./cost.ts')).cost(),
  },
  check: {
    about: '`check` and Checkov on 1, 100 and 1,000 templates: time, processors, memory (needs Python 3)',
    run: async () => (await import('./check.ts')).besideCheckov(),
  },
  vpc: {
    about: 'calls of AWS for one VPC with 3 and with 300 services, by name',
    run: async () => (await import('./vpc.ts')).vpc(),
  },
  scan: {
    about:
      '`scan` and Prowler on one account of a local moto server: time, memory, calls, verdicts (needs Python 3)',
    run: async () => (await import('./scan.ts')).scan(),
  },
};

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !(name in BENCHES));
if (positionals.length === 0 || unknown.length > 0) {
  for (const name of unknown) console.error(`there is no bench ${name}`);
  console.error('npm run bench -- NAME…');
  for (const [name, { about }] of Object.entries(BENCHES)) console.error(`  ${name.padEnd(10)} ${about}`);
  process.exitCode = 64;
} else {
  for (const name of positionals) {
    console.log(`# ${name}`);
    await BENCHES[name]?.run();
  }
}
