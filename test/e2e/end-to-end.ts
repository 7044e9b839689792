import { newChecks } from './checks.ts';
import { type Deployment, withDeployment } from './deploy.ts';
import { output, tableNames } from './deployed.ts';
import { clearEvidence, keepEvidence } from './evidence.ts';
import { inventory } from './inventory.ts';
import { agreement } from './scenarios/agreement.ts';
import { alarms } from './scenarios/alarms.ts';
import { deadLetters } from './scenarios/dead-letters.ts';
import { enforced, simulated } from './scenarios/decisions.ts';
import { doctor } from './scenarios/doctor.ts';
import { endpoints } from './scenarios/endpoints.ts';
import { faults } from './scenarios/faults.ts';
import { fileSystem } from './scenarios/file-system.ts';
import { identities } from './scenarios/identities.ts';
import { images } from './scenarios/images.ts';
import { keys } from './scenarios/keys.ts';
import { latency } from './scenarios/latency.ts';
import { destroy, redeploy } from './scenarios/lifecycle.ts';
import { permissions } from './scenarios/permissions.ts';
import { repository } from './scenarios/repository.ts';
import { secrets } from './scenarios/secrets.ts';
import { services } from './scenarios/services.ts';
import { storeContract } from './scenarios/store.ts';
import { suppress } from './scenarios/suppress.ts';
import { tampering } from './scenarios/tampering.ts';
import { taskDefinition } from './scenarios/task-definition.ts';
import { unannounced } from './scenarios/unannounced.ts';
import { subscribe } from './subscriber.ts';
import { tablesOf } from './tables.ts';
import { emulatorPython } from './venv.ts';
import type { World } from './world.ts';

interface Run {
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** The whole test, twice: once with all there is to see, once with the emulator enforcing policies. True: all passed. */
export async function endToEnd({ folder, signal, say }: Run): Promise<boolean> {
  const python = await emulatorPython(folder, signal, say);
  const checks = newChecks(say, signal);
  const common = { python, folder, signal, say };
  const worldOf = async (deployment: Deployment): Promise<World> => {
    const { aws, outputs } = deployment;
    const world: World = {
      ...deployment,
      tables: tablesOf(aws, tableNames(outputs)),
      findings: await subscribe(aws, output(outputs, 'FindingsTopicArn'), 'e2e-findings'),
      ops: await subscribe(aws, output(outputs, 'OpsTopicArn'), 'e2e-ops'),
      check: async (name, body) => {
        if (!(await checks.check(name, body))) await keepEvidence(world, name);
      },
      folder,
      signal,
      say,
    };
    return world;
  };
  const monitoring = async (world: World): Promise<void> => {
    await taskDefinition(world);
    await repository(world);
    await services(world);
    await images(world);
    await fileSystem(world);
    await keys(world);
    await endpoints(world);
    await unannounced(world);
    await suppress(world);
    await tampering(world);
    await doctor(world);
    const letters = await deadLetters(world);
    await agreement(world);
    await alarms(world);
    await secrets(world, letters);
    await faults(world);
  };

  await clearEvidence();
  say('# the monitor on an emulated account');
  let before: readonly string[] = [];
  const remember = async (aws: Deployment['aws']): Promise<void> => {
    before = await inventory(aws);
  };
  await withDeployment({ ...common, bootstrapped: remember }, async (deployment) => {
    const world = await worldOf(deployment);
    await monitoring(world);
    await latency(world);
    await storeContract(world);
    await redeploy(world);
    await destroy(world, before);
  });
  say('# the same with policies enforced');
  await withDeployment({ ...common, enforceIam: true }, async (deployment) => {
    const world = await worldOf(deployment);
    await monitoring(world);
    await permissions(world);
    await enforced(world);
    await world.findings.close();
    await world.ops.close();
  });
  say('# at home in another region than IAM');
  await withDeployment({ ...common, home: 'eu-west-1' }, async (deployment) => {
    const world = await worldOf(deployment);
    await identities(world);
    await simulated(world);
    await world.findings.close();
    await world.ops.close();
  });
  return checks.finish();
}
