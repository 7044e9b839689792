import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { at, list } from '#domain/json.ts';
import { ec2Arn } from '#domain/resource.ts';
import {
  andThen,
  collect,
  type Found,
  ignored,
  malformed,
  type ServiceEvents,
  type Trigger,
  together,
} from '#domain/trigger.ts';
import { checked, firstSaid, needed, type Said, said, saidIn } from './names.ts';

/** Calls of EC2 that change what is judged, by name as CloudTrail records it. */
export type Ec2Call =
  | 'AssociateRouteTable'
  | 'AssociateVpcCidrBlock'
  | 'AuthorizeSecurityGroupEgress'
  | 'AuthorizeSecurityGroupIngress'
  | 'CreateRoute'
  | 'CreateSecurityGroup'
  | 'CreateVpcEndpoint'
  | 'DeleteManagedPrefixList'
  | 'DeleteRoute'
  | 'DeleteSecurityGroup'
  | 'DeleteVpc'
  | 'DeleteVpcEndpoints'
  | 'DisassociateRouteTable'
  | 'DisassociateVpcCidrBlock'
  | 'ModifyInstanceMetadataOptions'
  | 'ModifyManagedPrefixList'
  | 'ModifyNetworkInterfaceAttribute'
  | 'ModifySecurityGroupRules'
  | 'ModifyVpcAttribute'
  | 'ModifyVpcEndpoint'
  | 'ReplaceRoute'
  | 'ReplaceRouteTableAssociation'
  | 'RestoreManagedPrefixListVersion'
  | 'RevokeSecurityGroupEgress'
  | 'RevokeSecurityGroupIngress'
  | 'UpdateSecurityGroupRuleDescriptionsEgress'
  | 'UpdateSecurityGroupRuleDescriptionsIngress';

/** Ids are hexadecimal; wider here, as emulators make their own. */
const ID = /^[a-z]{1,12}-[0-9A-Za-z]{1,64}$/;

/**
 * What a call says under a name. Older calls have it at the top in lower case, newer ones wrapped in the request's own
 * name, capitalised: `{ModifySecurityGroupRulesRequest: {GroupId}}`.
 */
const saidAs = ({ request, head }: ChangeEvent, name: string): Said =>
  firstSaid(
    said(request, name),
    said(request, `${head.name}Request`, name.charAt(0).toUpperCase() + name.slice(1)),
  );

const located = (event: ChangeEvent, kind: string, id: Said, what: string): Found<readonly Arn[]> =>
  andThen(needed(id, what), (found) =>
    andThen(checked(found, ID, what), (valid) => together([ec2Arn(event.place, kind, valid)])),
  );

/** A group of a default VPC may be called by its name; then the answer's rules have its id. */
const group = (event: ChangeEvent): Found<readonly Arn[]> => {
  const rules = [
    ...list(event.response, 'securityGroupRuleSet', 'items'),
    ...list(event.response, 'revokedSecurityGroupRuleSet', 'items'),
  ];
  return andThen(saidIn(rules, 'groupId'), ([answered]) =>
    located(
      event,
      'security-group',
      firstSaid(saidAs(event, 'groupId'), said(event.response, 'groupId'), answered),
      'security group',
    ),
  );
};

const prefixList = (event: ChangeEvent): Found<readonly Arn[]> =>
  located(event, 'prefix-list', saidAs(event, 'prefixListId'), 'prefix list');

const routeTable = (event: ChangeEvent): Found<readonly Arn[]> =>
  located(event, 'route-table', saidAs(event, 'routeTableId'), 'route table');

const subnet = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(saidAs(event, 'subnetId'), (id) =>
    id === undefined
      ? ignored('the route table of a gateway, which leads to no subnet of tasks')
      : located(event, 'subnet', id, 'subnet'),
  );

const vpc = (event: ChangeEvent): Found<readonly Arn[]> =>
  located(event, 'vpc', firstSaid(saidAs(event, 'vpcId'), said(event.response, 'vpcId')), 'VPC');

const endpoint = (event: ChangeEvent): Found<readonly Arn[]> =>
  located(event, 'vpc-endpoint', saidAs(event, 'vpcEndpointId'), 'VPC endpoint');

/** One is an object, several a list: `{content: "vpce-1"}`; flat records have texts. What was not deleted is there when it is looked at. */
const endpoints = (event: ChangeEvent): Found<readonly Arn[]> => {
  const { request } = event;
  const raw =
    at(request, 'DeleteVpcEndpointsRequest', 'VpcEndpointId') ?? at(request, 'vpcEndpointIdSet', 'items');
  const items = Array.isArray(raw) ? raw : raw === undefined || raw === null ? [] : [raw];
  const ids = items.map((item: unknown) =>
    typeof item === 'string' ? item : (at(item, 'content') ?? at(item, 'vpcEndpointId')),
  );
  return andThen(saidIn(ids), (named) =>
    named.length === 0
      ? malformed('it names no VPC endpoint')
      : andThen(collect(named.map((id) => checked(id, ID, 'VPC endpoint'))), (valid) =>
          together(valid.map((id) => ec2Arn(event.place, 'vpc-endpoint', id))),
        ),
  );
};

const instance = (event: ChangeEvent): Found<readonly Arn[]> =>
  located(event, 'instance', saidAs(event, 'instanceId'), 'instance');

/** No control is about them, so there is no fact of theirs to alter: their users are looked at. */
const alters = [] as const;
const GROUP = 'AWS::EC2::SecurityGroup';
const LIST = 'AWS::EC2::PrefixList';
const VPC = 'AWS::EC2::VPC';
const ENDPOINT = 'AWS::EC2::VPCEndpoint';

const TRIGGERS: readonly Trigger<Ec2Call, never>[] = [
  {
    resourceType: GROUP,
    calls: [
      'AuthorizeSecurityGroupIngress',
      'AuthorizeSecurityGroupEgress',
      'RevokeSecurityGroupIngress',
      'RevokeSecurityGroupEgress',
      'ModifySecurityGroupRules',
    ],
    locate: group,
    alters,
  },
  { resourceType: GROUP, calls: ['DeleteSecurityGroup'], locate: group, alters, deletes: true },
  {
    resourceType: LIST,
    calls: ['ModifyManagedPrefixList', 'RestoreManagedPrefixListVersion'],
    locate: prefixList,
    alters,
  },
  { resourceType: LIST, calls: ['DeleteManagedPrefixList'], locate: prefixList, alters, deletes: true },
  {
    resourceType: 'AWS::EC2::RouteTable',
    calls: ['CreateRoute', 'DeleteRoute', 'ReplaceRoute'],
    locate: routeTable,
    alters,
  },
  {
    resourceType: 'AWS::EC2::Instance',
    calls: ['ModifyInstanceMetadataOptions'],
    locate: instance,
    alters,
  },
  // The endpoint itself is looked at by who is found to use it: the VPC, if ECS runs in it.
  { resourceType: VPC, calls: ['CreateVpcEndpoint'], locate: vpc, alters: ['vpcEndpoints'] },
  {
    resourceType: VPC,
    calls: ['ModifyVpcAttribute', 'AssociateVpcCidrBlock'],
    locate: vpc,
    alters: ['vpc'],
  },
  { resourceType: VPC, calls: ['DeleteVpc'], locate: vpc, alters: ['vpc'], deletes: true },
  { resourceType: ENDPOINT, calls: ['ModifyVpcEndpoint'], locate: endpoint, alters: ['vpcEndpoint'] },
  {
    resourceType: ENDPOINT,
    calls: ['DeleteVpcEndpoints'],
    locate: endpoints,
    alters: ['vpcEndpoint'],
    deletes: true,
  },
  { resourceType: 'AWS::EC2::Subnet', calls: ['AssociateRouteTable'], locate: subnet, alters },
];

const ASSOCIATION = 'names an association and not its subnet; the sweep reads the routes again';

/** EC2 has hundreds of calls that change nothing here; those that seem to are ignored with their reason. */
export const EC2: ServiceEvents<Ec2Call, never> = {
  service: 'ec2',
  triggers: TRIGGERS,
  ignored: {
    CreateSecurityGroup: 'nobody can use a group before it is there',
    DisassociateRouteTable: ASSOCIATION,
    DisassociateVpcCidrBlock: 'names an association and not its VPC; the sweep reads the ranges again',
    ModifyNetworkInterfaceAttribute: 'the groups judged are those of the service, not of one interface',
    ReplaceRouteTableAssociation: ASSOCIATION,
    UpdateSecurityGroupRuleDescriptionsEgress: 'a description lets nobody in or out',
    UpdateSecurityGroupRuleDescriptionsIngress: 'a description lets nobody in or out',
  },
  conditions: {},
  reduced: [],
};
