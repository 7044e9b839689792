/** `npm run e2e`: the CDK app deployed to a local AWS emulator and driven by real SDK calls. Needs Python 3 with pip. */
import { endToEnd } from '../test/e2e/end-to-end.ts';
import { untilDone } from '../test/e2e/until-done.ts';

/** It takes three minutes; the first time it installs the emulator. Whatever hangs, it ends. */
const LIMIT_MS = 15 * 60_000;

await untilDone('npm run e2e', async (folder, interrupted) => {
  const signal = AbortSignal.any([interrupted, AbortSignal.timeout(LIMIT_MS)]);
  const passed = await endToEnd({ folder, signal, say: (line) => console.log(line) });
  return passed ? 0 : 1;
});
