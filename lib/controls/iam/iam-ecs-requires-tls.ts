import { conditionsOf, ECS_WRITES, statementsBehind } from '#controls/ecs-powers.ts';
import { overPowers } from '#controls/over-principal.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf } from '#domain/evaluation.ts';
import { somewhere } from '#policy/somewhere.ts';

export default defineControl({
  id: 'iam-ecs-requires-tls',
  title: 'Policies allow ECS writes over TLS only',
  guidance: ['IAM-6'],
  severity: 'INFORMATIONAL',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  alsoOn: ['AWS::IAM::User', 'AWS::IAM::Group'],
  facts: ['principal'],
  parameters: ['principals'],
  why:
    'The guidance asks for a condition on the secured channel. The endpoints of ECS take nothing but HTTPS, so it adds ' +
    'little; auditors ask for it all the same.',
  blindSpots: [
    'Each ECS write is decided as if it came without TLS; the version of TLS is no condition key: ecs-call-below-tls-1-2 finds it in what was done.',
    'A statement of the organisation (a service control policy) that asks for TLS is not seen.',
  ],
  remediation: {
    text: 'Deny what comes without TLS, once for all, in a policy that everybody has.',
    cli: 'aws iam put-role-policy --role-name <role> --policy-name tls --policy-document file://policy.json',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: tls\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n' +
      '          - Effect: Deny\n            Action: ecs:*\n            Resource: "*"\n            Condition:\n              Bool:\n                aws:SecureTransport: "false"\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html'],
  evaluate: ({ principal }, situation) =>
    overPowers(principal, situation, (holder) => {
      const powers = somewhere(holder, ECS_WRITES, { 'aws:SecureTransport': 'false' });
      if (powers.length === 0) return failedIf([]);
      return failedIf([
        {
          code: 'without-tls',
          subject: '-',
          severity: 'INFORMATIONAL',
          message: 'its policies allow ECS writes without TLS',
          evidence: {
            actions: powers.slice(0, 20).map(({ action }) => action),
            statements: statementsBehind(powers),
            conditions: conditionsOf(powers),
          },
        },
      ]);
    }),
});
