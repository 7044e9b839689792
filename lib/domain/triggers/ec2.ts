import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { list } from '#domain/json.ts';
import { ec2Arn } from '#domain/resource.ts';
import { andThen, type Found, ignored, type ServiceEvents, type Trigger, together } from '#domain/trigger.ts';
import { checked, firstSaid, needed, type Said, said, saidIn } from './names.ts';

/** Calls of EC2 that change what is judged, by name as CloudTrail records it. */
export type Ec2Call =
  | 'AssociateRouteTable'
  | 'AuthorizeSecurityGroupEgress'
  | 'AuthorizeSecurityGroupIngress'
  | 'CreateRoute'
  | 'CreateSecurityGroup'
  | 'DeleteManagedPrefixList'
  | 'DeleteRoute'
  | 'DeleteSecurityGroup'
  | 'DisassociateRouteTable'
  | 'ModifyInstanceMetadataOptions'
  | 'ModifyManagedPrefixList'
  | 'ModifyNetworkInterfaceAttribute'
  | 'ModifySecurityGroupRules'
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

const instance = (event: ChangeEvent): Found<readonly Arn[]> =>
  located(event, 'instance', saidAs(event, 'instanceId'), 'instance');

/** No control is about them, so there is no fact of theirs to alter: their users are looked at. */
const alters = [] as const;
const GROUP = 'AWS::EC2::SecurityGroup';
const LIST = 'AWS::EC2::PrefixList';

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
    ModifyNetworkInterfaceAttribute: 'the groups judged are those of the service, not of one interface',
    ReplaceRouteTableAssociation: ASSOCIATION,
    UpdateSecurityGroupRuleDescriptionsEgress: 'a description lets nobody in or out',
    UpdateSecurityGroupRuleDescriptionsIngress: 'a description lets nobody in or out',
  },
  conditions: {},
  reduced: [],
};
