import { describe, expect, it } from 'vitest';
import { ENDED_S, failing, rawReport } from '../../support/docker-bench.ts';
import { run, type World } from '../fake-io.ts';

const FILE = 'bench.json';
const INSTANCE = 'mi-0123456789abcdef0';
const OUTPUTS = { DockerBenchBucketName: 'reports' };

/** The command over one file, and what it stored. */
async function bench(
  argv: readonly string[],
  text = JSON.stringify(rawReport([failing('5.5')])),
  outputs: Readonly<Record<string, string>> = OUTPUTS,
) {
  const stored: (readonly (string | undefined)[])[] = [];
  const world: World = {
    files: { [FILE]: text, '-': text },
    adapters: {
      stackOutputs: () => Promise.resolve(outputs),
      storeReport: (...all) => {
        stored.push(all);
        return Promise.resolve();
      },
    },
  };
  return { ...(await run(['bench', ...argv], world)), stored };
}

describe('bench import', () => {
  it('puts a report under its machine, as the association would', async () => {
    const { code, stdout, stored } = await bench([
      'import',
      FILE,
      '--instance',
      INSTANCE,
      '--region',
      'eu-west-1',
    ]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `imported: ${INSTANCE}, 1 failing test, of ${new Date(ENDED_S * 1000).toISOString()}\n`,
    });
    const [[bucket, key, text, region] = []] = stored;
    expect([bucket, key, region]).toEqual([
      'reports',
      `import/${INSTANCE}/${new Date(ENDED_S * 1000).toISOString()}.json`,
      'eu-west-1',
    ]);
    expect(JSON.parse(text ?? '')).toEqual({
      schema: 1,
      instance: INSTANCE,
      report: rawReport([failing('5.5')]),
    });
  });

  it('reads standard input too', async () => {
    expect((await bench(['import', '-', '--instance', INSTANCE])).code).toBe(0);
  });

  it.each<[string, readonly string[], string | undefined, RegExp]>([
    ['no file', ['import'], undefined, /needs a file/],
    ['no instance', ['import', FILE], undefined, /needs --instance/],
    [
      'an instance that is none',
      ['import', FILE, '--instance', 'web'],
      undefined,
      /"?web"? is no id of an instance/,
    ],
    ['another action', ['export', FILE], undefined, /bench can import/],
    ['a file too many', ['import', FILE, 'x', '--instance', INSTANCE], undefined, /takes no/],
    ['a file that is not there', ['import', 'none.json', '--instance', INSTANCE], undefined, /no such file/],
    [
      'a report that is cut off',
      ['import', FILE, '--instance', INSTANCE],
      '{"dockerbench',
      /bench.json is no JSON/,
    ],
    [
      'a report of another version',
      ['import', FILE, '--instance', INSTANCE],
      JSON.stringify(rawReport([], { dockerbenchsecurity: '2' })),
      /version that is not known/,
    ],
  ])('%s is said in words, and nothing is stored', async (_name, argv, text, says) => {
    const { code, stderr, stored } = await bench(argv, text);
    expect(code).toBe(64);
    expect(stderr).toMatch(says);
    expect(stored).toEqual([]);
  });

  it('a monitor that keeps no reports', async () => {
    const { code, stderr } = await bench(['import', FILE, '--instance', INSTANCE], undefined, {});
    expect(code).toBe(64);
    expect(stderr).toMatch(/keeps no reports: set dockerBench/);
  });
});
