import type { PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import type { CheckedEvaluation } from './run.ts';

/** Failures as the CDK reports them: one violation for each control, with every resource that fails it. */
export const violationsOf = (failed: readonly CheckedEvaluation[]): PolicyViolation[] =>
  [...Map.groupBy(failed, ({ controlId, severity }) => `${controlId} ${severity}`).values()].flatMap(
    (each) => {
      const [first] = each;
      if (!first) return [];
      const { controlId, title, severity, guidance, remediation } = first;
      const messages = new Set(each.flatMap(({ reasons }) => reasons.map(({ message }) => message)));
      return [
        {
          ruleName: controlId,
          description: `${title}: ${[...messages].join('; ')}`,
          severity: severity.toLowerCase(),
          fix: remediation,
          ruleMetadata: { guidance: guidance.join(', ') },
          violatingResources: each.map(resourceOf),
        },
      ];
    },
  );

const resourceOf = ({ resource, reasons }: CheckedEvaluation): PolicyViolatingResource => ({
  resourceLogicalId: resource.logicalId,
  templatePath: resource.file,
  locations: [...new Set(reasons.flatMap(({ path }) => (path === undefined ? [] : [locationOf(path)])))],
});

/** `containerDefinitions[0].user` as the template has it: `Properties.ContainerDefinitions[0].User`. */
const locationOf = (path: string): string =>
  `Properties.${path.replace(/(^|\.)([a-z])/g, (_, dot: string, letter: string) => dot + letter.toUpperCase())}`;
