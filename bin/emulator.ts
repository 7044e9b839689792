/** `npm run emulator [-- --port N]`: the monitor deployed to a local AWS emulator that stays up until interrupted. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { withDeployment } from '../test/e2e/deploy.ts';
import { untilDone } from '../test/e2e/until-done.ts';
import { emulatorPython } from '../test/e2e/venv.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4566' } } });
const port = Number(values.port);
const say = (line: string): void => console.error(line);

await untilDone('npm run emulator', async (folder, signal) => {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${values.port} is no port`);
  const python = await emulatorPython(folder, signal, say);
  await withDeployment({ python, folder, signal, say, port }, async ({ emulator, outputs }) => {
    console.log(`AWS_ENDPOINT_URL=${emulator.endpoint}`);
    for (const [name, value] of Object.entries(outputs)) console.log(`${name}=${value}`);
    say('us-east-1, account 000000000000, credentials test / test. Ctrl-C ends it.');
    if (!signal.aborted) await once(signal, 'abort');
  });
  return 130;
});
