import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnResource, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { ContainerImage, FargateTaskDefinition, LogDrivers } from 'aws-cdk-lib/aws-ecs';
import { describe, expect, it } from 'vitest';
import { EcsWardenChecks, type EcsWardenChecksProps } from '#constructs/checks.ts';
import { controls } from '#controls/index.ts';
import { CONTEXT, scratch } from './synth.ts';

/** What the plugin says of an app with one task definition. */
function synthesized(
  props: EcsWardenChecksProps,
  build: (stack: Stack) => void,
  stackProps: StackProps = {},
): { readonly threw: boolean; readonly report: unknown } {
  const outdir = scratch();
  const app = new App({ context: { ...CONTEXT }, outdir, builtinCloudFormationValidation: false });
  Validations.of(app).addPlugins(new EcsWardenChecks(props));
  build(new Stack(app, 'Shop', stackProps));
  let threw = false;
  try {
    app.synth();
  } catch {
    threw = true;
  }
  const file = join(outdir, 'validation-report.json');
  return {
    threw,
    report: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown) : undefined,
  };
}

const definitionOf = (stack: Stack, readonlyRootFilesystem: boolean): FargateTaskDefinition => {
  const definition = new FargateTaskDefinition(stack, 'Web');
  const image = ContainerImage.fromRegistry('123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1');
  const logging = LogDrivers.awsLogs({ streamPrefix: 'web' });
  definition.addContainer('app', { image, logging, readonlyRootFilesystem, user: '1000' });
  return definition;
};
const config = (text: string): string => {
  const file = join(scratch(), 'settings.yaml');
  writeFileSync(file, text);
  return file;
};
/** Controls on what these apps are not about may come and go. */
const ONLY_ROOT = config(
  `controls:\n${controls
    .filter(({ id }) => id !== 'task-definition-read-only-root')
    .map(({ id }) => `  ${id}: {enabled: false}\n`)
    .join('')}`,
);

describe('the validation plugin', () => {
  it('reports what an app synthesizes, and where', () => {
    const { threw, report } = synthesized({ failOn: 'MEDIUM', config: ONLY_ROOT }, (stack) => {
      definitionOf(stack, false);
    });
    expect(threw).toBe(true);
    const { pluginReports } = report as {
      readonly pluginReports: readonly { readonly pluginName: string }[];
    };
    expect(pluginReports.find(({ pluginName }) => pluginName === 'ecs-warden')).toMatchObject({
      pluginName: 'ecs-warden',
      conclusion: 'failure',
      metadata: { evaluations: '1', notAvailable: '0' },
      violations: [
        {
          ruleName: 'task-definition-read-only-root',
          description: expect.stringContaining('container app can write to its root filesystem'),
          suggestedFix: expect.stringContaining('readonlyRootFilesystem'),
          customSeverity: 'medium',
          violatingConstructs: [
            {
              constructPath: 'Shop/Web/Resource',
              cloudFormationResource: {
                propertyPaths: ['Properties.ContainerDefinitions[0].ReadonlyRootFilesystem'],
              },
            },
          ],
        },
      ],
    });
  });

  it('lets an app pass that is in order, or at fault below what is asked', () => {
    const inOrder = synthesized({ failOn: 'LOW', config: ONLY_ROOT }, (stack) => {
      definitionOf(stack, true);
    });
    expect(inOrder.threw).toBe(false);
    for (const failOn of ['HIGH', 'never'] as const) {
      const { threw, report } = synthesized({ failOn, config: ONLY_ROOT }, (stack) => {
        definitionOf(stack, false);
      });
      expect(threw).toBe(false);
      expect(JSON.stringify(report)).toContain('task-definition-read-only-root');
    }
  });

  it('takes an acknowledgement on the construct, and a suppression in the metadata', () => {
    const acknowledged = synthesized({ failOn: 'LOW', config: ONLY_ROOT }, (stack) => {
      Validations.of(definitionOf(stack, false)).acknowledge({
        id: 'ecs-warden::task-definition-read-only-root',
        reason: 'it writes its cache',
      });
    });
    expect(acknowledged.threw).toBe(false);
    const suppressed = synthesized({ failOn: 'LOW', config: ONLY_ROOT }, (stack) => {
      const resource = definitionOf(stack, false).node.defaultChild;
      if (!CfnResource.isCfnResource(resource)) throw new Error('no resource');
      resource.addMetadata('ecs-warden', {
        suppress: [{ control: 'task-definition-read-only-root', reason: 'it writes its cache' }],
      });
    });
    expect(suppressed.threw).toBe(false);
  });

  it('knows the account of a stack that has one', () => {
    const trust = config(
      `controls:\n${controls
        .filter(({ id }) => id !== 'task-definition-trusted-image')
        .map(({ id }) => `  ${id}: {enabled: false}\n`)
        .join('')}`,
    );
    const says = (env: StackProps['env']): unknown =>
      synthesized(
        { config: trust, failOn: 'never' },
        (stack) => void definitionOf(stack, true),
        env && { env },
      ).report;
    expect(JSON.stringify(says({ account: '999999999999', region: 'eu-west-1' }))).toContain(
      'belongs to account 123456789012',
    );
    expect(JSON.stringify(says(undefined))).not.toContain('belongs to account');
  });

  it('does not let an app pass that it could not check', () => {
    const { threw } = synthesized({ config: '/nowhere/settings.yaml' }, (stack) => {
      definitionOf(stack, true);
    });
    expect(threw).toBe(true);
  });
});
