import { notJudged } from '#controls/judged-endpoint.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf, notApplicable, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { Matcher, Statement } from '#policy/document.ts';
import { parsePolicy } from '#policy/parse.ts';

export default defineControl({
  id: 'vpc-endpoint-policy',
  title: 'VPC endpoints have a policy of their own',
  guidance: ['NET-2', 'NET-3', 'NET-4', 'NET-7'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::EC2::VPCEndpoint',
  facts: ['vpcEndpoint', 'vpcUse'],
  optionalFacts: ['endpointPolicySupport'],
  parameters: [],
  why:
    'The default policy lets every principal of every account do everything through the endpoint. Whoever gets into the network can carry ' +
    'data off with credentials of their own.',
  blindSpots: [
    'Whether a policy of your own is as narrow as it could be is not judged, only that it is not full access.',
  ],
  remediation: {
    text: 'Give the endpoint a policy that names the principals or the organisation, and the resources, that tasks need.',
    cli: 'aws ec2 modify-vpc-endpoint --vpc-endpoint-id <endpoint> --policy-document file://<policy>.json',
    cloudFormation:
      'Type: AWS::EC2::VPCEndpoint\nProperties:\n  PolicyDocument:\n    Version: "2012-10-17"\n    Statement:\n      - Effect: Allow\n' +
      '        Principal: "*"\n        Action: "*"\n        Resource: "*"\n        Condition: { StringEquals: { aws:PrincipalOrgID: <organization> } }\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html'],
  evaluate: ({ vpcEndpoint, vpcUse, endpointPolicySupport }, { resource }) => {
    const aside = notJudged(vpcEndpoint, vpcUse, resource);
    if (aside) return aside;
    const { policy, serviceName } = vpcEndpoint;
    const parsed = policy === undefined ? undefined : parsePolicy(policy, 'its policy', 'resource');
    if (parsed && 'policy' in parsed && !isFullAccess(parsed.policy.statements)) return passed();
    if (isUnavailable(endpointPolicySupport))
      return notAvailable(
        `whether ${serviceName} supports endpoint policies is not known (${sayUnavailable(endpointPolicySupport)})`,
      );
    if (!endpointPolicySupport.supported)
      return notApplicable(`${serviceName} supports no endpoint policies`);
    if (!parsed || !('policy' in parsed)) return notAvailable('its policy could not be read');
    return failedIf([
      {
        code: 'full-access',
        subject: '* all',
        message: 'its policy lets everybody do everything through it, as the default one does',
      },
    ]);
  },
});

/** Everybody, everything, on any condition; a policy that denies something as well is somebody's own. */
const isFullAccess = (statements: readonly Statement[]): boolean =>
  statements.every(({ effect }) => effect === 'Allow') &&
  statements.some(
    ({ principals, actions, resources, conditions }) =>
      (principals === undefined || (principals.anyone && !principals.not)) &&
      isAny(actions) &&
      (resources === undefined || isAny(resources)) &&
      conditions.length === 0,
  );

const isAny = ({ not, patterns }: Matcher): boolean =>
  !not && patterns.some(({ text }) => /^\*+$/.test(text));
