import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
} from 'aws-cdk-lib';
import { controls } from '#controls/index.ts';
import { rank, type Severity } from '#domain/severity.ts';
import { type CheckedTemplate, checkTemplates } from './checks/run.ts';
import { violationsOf } from './checks/violations.ts';

export interface EcsWardenChecksProps {
  /**
   * The settings file: trusted registries and accounts, severities, controls switched off, suppressions.
   * @default `ecs-warden.config.yaml` in the working directory, where there is one
   */
  readonly config?: string;
  /**
   * Synthesis fails for violations from this severity up; `never` reports them only.
   * @default 'HIGH'
   */
  readonly failOn?: Severity | 'never';
}

/**
 * The controls of ecs-warden as a validation plugin of the CDK: whatever an app synthesizes is held against them.
 *
 *     Validations.of(app).addPlugins(new EcsWardenChecks());
 *
 * A violation is acknowledged on its construct or an ancestor, or suppressed in the resource's metadata (docs/check.md).
 */
export class EcsWardenChecks implements IPolicyValidationPlugin {
  readonly name = 'ecs-warden';
  readonly ruleIds: string[] = controls.map(({ id }) => id);
  readonly #props: EcsWardenChecksProps;

  constructor(props: EcsWardenChecksProps = {}) {
    this.#props = props;
  }

  /** Throws where the check itself cannot be done: an app that was not checked must not pass. */
  validate({ stackTemplates }: IPolicyValidationContext): PolicyValidationPluginReport {
    const { config, failOn = 'HIGH' } = this.#props;
    const templates = stackTemplates.map(({ templatePath, accountId, region }): CheckedTemplate => {
      const isKnown = isDecided(accountId) && isDecided(region);
      return { path: templatePath, ...(isKnown && { deployTo: `${accountId}/${region}` }) };
    });
    const evaluations = checkTemplates(templates, config);
    const failed = evaluations.filter(({ status, suppressed }) => status === 'FAILED' && !suppressed);
    const unjudged = evaluations.filter(({ status }) => status === 'NOT_AVAILABLE');
    return {
      success: failOn === 'never' || !failed.some(({ severity }) => rank(severity) <= rank(failOn)),
      violations: violationsOf(failed),
      metadata: { evaluations: String(evaluations.length), notAvailable: String(unjudged.length) },
    };
  }
}

/** A stack without an environment has tokens for it. */
const isDecided = (value: string | undefined): value is string =>
  value !== undefined && /^[a-z0-9-]+$/.test(value);
