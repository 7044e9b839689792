import { ECS_WRITES, statementsBehind } from '#controls/ecs-powers.ts';
import { overPowers } from '#controls/over-principal.ts';
import { maySetTag, tagsAskedFor } from '#controls/tag-conditions.ts';
import { defineControl } from '#domain/control.ts';
import type { TagAuthorization } from '#domain/credentials.ts';
import { failedIf, type Reason } from '#domain/evaluation.ts';
import { plain } from '#domain/json.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { everywhere } from '#policy/everywhere.ts';
import { arnsOf } from '#policy/services/catalogue.ts';

/** Writes that can be limited to resources; of others nobody can be asked to. */
const LIMITABLE = ECS_WRITES.filter((action) => arnsOf(action).length > 0);

export default defineControl({
  id: 'iam-ecs-tag-authorization',
  title: 'ECS writes are bound to resources or to tags that the writer cannot set',
  guidance: ['IAM-1'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  alsoOn: ['AWS::IAM::User', 'AWS::IAM::Group'],
  facts: ['principal'],
  optionalFacts: ['tagAuthorization'],
  parameters: ['principals'],
  why:
    'Teams that share an account are kept apart by resources or by their tags. A condition on a tag is worth nothing to who may ' +
    'put that tag on whatever they like.',
  blindSpots: [
    'Actions that cannot be limited to resources (DeregisterTaskDefinition, account settings) are left out.',
    'A tag in the request (aws:RequestTag) alone binds nobody to a resource.',
    'Whether ECS asks for ecs:TagResource when something is created with tags (tagResourceAuthorization) stands in the evidence: while it is off, whoever creates something tags it as they like.',
    'Service and resource control policies of the organisation are not seen.',
  ],
  remediation: {
    text:
      'Bind the statement to clusters or services under Resource, or to aws:ResourceTag, and allow ecs:TagResource only while ' +
      'something is created (ecs:CreateAction). Turn tagResourceAuthorization on.',
    cli: 'aws ecs put-account-setting-default --name tagResourceAuthorization --value on',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: ecs\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n' +
      '          - Effect: Allow\n            Action: ecs:UpdateService\n            Resource: "*"\n            Condition:\n              StringEquals:\n                aws:ResourceTag/team: <team>\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'AC-6' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_service-with-iam.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html',
  ],
  evaluate: ({ principal, tagAuthorization }, situation) =>
    overPowers(principal, situation, (holder) => {
      const unbound = everywhere(holder, LIMITABLE, { 'ecs:CreateAction': null });
      const evidence = { tagResourceAuthorization: sayRegions(tagAuthorization) };
      const tags = tagsAskedFor(holder, LIMITABLE).flatMap((tag): Reason[] => {
        const power = maySetTag(holder, tag);
        if (!power) return [];
        return [
          {
            code: 'own-tag',
            subject: plain(tag.key),
            severity: 'LOW',
            message: `it may put the tag ${plain(tag.key)}, which its ECS writes are bound to, on any resource`,
            evidence: { ...evidence, statements: statementsBehind([power]) },
          },
        ];
      });
      const everyResource: readonly Reason[] =
        unbound.length === 0
          ? []
          : [
              {
                code: 'unbound',
                subject: '-',
                severity: 'LOW',
                message: 'its ECS writes are bound neither to resources nor to tags',
                evidence: {
                  ...evidence,
                  actions: unbound.slice(0, 20).map(({ action }) => action),
                  statements: statementsBehind(unbound),
                },
              },
            ];
      return failedIf([...everyResource, ...tags]);
    }),
});

const sayRegions = (setting: TagAuthorization | Unavailable): readonly string[] =>
  isUnavailable(setting)
    ? []
    : Object.entries(setting).flatMap(([region, value]) =>
        typeof value === 'string' ? [`${region}: ${value}`] : [],
      );
