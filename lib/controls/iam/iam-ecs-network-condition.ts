import { conditionsOf, ECS_WRITES, statementsBehind } from '#controls/ecs-powers.ts';
import { overPowers } from '#controls/over-principal.ts';
import { isOfIdentityCenter, peopleOf } from '#controls/people.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf, notApplicable, notAvailable } from '#domain/evaluation.ts';
import { STRANGE_NETWORKS } from '#policy/outsiders.ts';
import { somewhere } from '#policy/somewhere.ts';

export default defineControl({
  id: 'iam-ecs-network-condition',
  title: 'People change ECS from known networks only',
  guidance: ['IAM-6'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  alsoOn: ['AWS::IAM::User', 'AWS::IAM::Group'],
  facts: ['principal'],
  parameters: ['principals', 'requireNetworkCondition'],
  why: 'Where policies bind people to networks of yours, credentials that were stolen are worth nothing elsewhere.',
  blindSpots: [
    'Off unless requireNetworkCondition is set: many organisations bind people to networks where they sign in.',
    'Each ECS write is decided for callers from addresses all over the internet and from a VPC endpoint of somebody else; which networks are yours is not asked.',
    'A condition in the trust policy of a role does not count: the session is used from anywhere afterwards.',
    'Roles that only services, other roles or federated programs take are not judged.',
  ],
  remediation: {
    text: 'Deny what does not come from your addresses or endpoints, but for calls that AWS services make on behalf of people (aws:ViaAWSService).',
    cli: 'aws iam put-group-policy --group-name <group> --policy-name networks --policy-document file://policy.json',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: networks\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n' +
      '          - Effect: Deny\n            Action: ecs:*\n            Resource: "*"\n            Condition:\n              NotIpAddress:\n                aws:SourceIp:\n                  - <range>\n' +
      '              Bool:\n                aws:ViaAWSService: "false"\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  evaluate: ({ principal }, situation) => {
    const { principals, requireNetworkCondition } = situation.parameters;
    if (!requireNetworkCondition) return notApplicable('parameters.requireNetworkCondition is not set');
    const people = isOfIdentityCenter(principal) ? undefined : peopleOf(principal, principals);
    if (people && 'unread' in people) return notAvailable(people.unread);
    if (people && !people.people) return notApplicable(people.why);
    return overPowers(principal, situation, (holder) => {
      const powers = STRANGE_NETWORKS.flatMap((network) =>
        somewhere(holder, ECS_WRITES, { ...network, ...DIRECTLY }),
      );
      if (powers.length === 0) return failedIf([]);
      return failedIf([
        {
          code: 'from-anywhere',
          subject: '-',
          severity: 'LOW',
          message: 'it may change ECS from any network',
          evidence: {
            actions: [...new Set(powers.map(({ action }) => action))].slice(0, 20),
            statements: statementsBehind(powers),
            conditions: conditionsOf(powers),
          },
        },
      ]);
    });
  },
});

/** They call themselves: no service does on their behalf. */
const DIRECTLY = { 'aws:ViaAWSService': 'false', 'aws:CalledVia': null } as const;
