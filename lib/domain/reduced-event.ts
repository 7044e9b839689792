import { at, isObject, type JsonObject } from './json.ts';

/**
 * The reduced form of an event: what the rule for registered and started task definitions sends instead of the whole
 * record, because a record can hold environment values, and queues of ours must not (promise 6). One flat object:
 *
 *     { "ecs-warden": "reduced.v1", "eventName": "RunTask", "taskDefinition": "web:42", "startedTasks": [ … ], … }
 *
 * It keeps identity, actor and the *names* of what was overridden; never a value of an environment variable, a
 * command or a tag. A field that the event lacks is `""`, null or absent: how EventBridge fills in a path that does
 * not exist is not verified against a live account, so all three mean the same. `expandReduced` makes an event of it.
 */
const REDUCED_VERSION = 'reduced.v1';
const MARK = 'ecs-warden';

const USER = '$.detail.userIdentity';
const REQUEST = '$.detail.requestParameters';
const RESPONSE = '$.detail.responseElements';

/** Field of the reduced form → where it stands in the event. `[*]` makes it a list. */
const FIELDS: Readonly<Record<string, string>> = {
  id: '$.id',
  source: '$.source',
  detailType: '$.detail-type',
  account: '$.account',
  region: '$.region',
  time: '$.time',
  eventId: '$.detail.eventID',
  eventSource: '$.detail.eventSource',
  eventName: '$.detail.eventName',
  eventTime: '$.detail.eventTime',
  eventType: '$.detail.eventType',
  awsRegion: '$.detail.awsRegion',
  recipientAccountId: '$.detail.recipientAccountId',
  sourceIp: '$.detail.sourceIPAddress',
  userAgent: '$.detail.userAgent',
  userType: `${USER}.type`,
  userArn: `${USER}.arn`,
  userName: `${USER}.userName`,
  userAccount: `${USER}.accountId`,
  principalId: `${USER}.principalId`,
  accessKeyId: `${USER}.accessKeyId`,
  invokedBy: `${USER}.invokedBy`,
  sessionIssuer: `${USER}.sessionContext.sessionIssuer.arn`,
  sourceIdentity: `${USER}.sessionContext.sourceIdentity`,
  sessionBegan: `${USER}.sessionContext.attributes.creationDate`,
  mfaAuthenticated: `${USER}.sessionContext.attributes.mfaAuthenticated`,
  federatedProvider: `${USER}.sessionContext.webIdFederationData.federatedProvider`,
  errorCode: '$.detail.errorCode',
  tlsVersion: '$.detail.tlsDetails.tlsVersion',
  dryrun: `${REQUEST}.dryrun`,
  cluster: `${REQUEST}.cluster`,
  family: `${REQUEST}.family`,
  taskDefinition: `${REQUEST}.taskDefinition`,
  taskDefinitions: `${REQUEST}.taskDefinitions`,
  serviceName: `${REQUEST}.serviceName`,
  serviceArn: `${REQUEST}.serviceArn`,
  launchType: `${REQUEST}.launchType`,
  taskRoleOverride: `${REQUEST}.overrides.taskRoleArn`,
  executionRoleOverride: `${REQUEST}.overrides.executionRoleArn`,
  overriddenContainers: `${REQUEST}.overrides.containerOverrides[*].name`,
  overriddenVariables: `${REQUEST}.overrides.containerOverrides[*].environment[*].name`,
  named: `${REQUEST}.name`,
  rule: `${REQUEST}.rule`,
  eventBus: `${REQUEST}.eventBusName`,
  functionName: `${REQUEST}.functionName`,
  queueUrl: `${REQUEST}.queueUrl`,
  topic: `${REQUEST}.topicArn`,
  subscription: `${REQUEST}.subscriptionArn`,
  table: `${REQUEST}.tableName`,
  policyOf: `${REQUEST}.resourceArn`,
  tagged: `${REQUEST}.resourceARN`,
  alarm: `${REQUEST}.alarmName`,
  alarms: `${REQUEST}.alarmNames`,
  scheduleGroup: `${REQUEST}.groupName`,
  changedFunction: `${RESPONSE}.functionArn`,
  registered: `${RESPONSE}.taskDefinition.taskDefinitionArn`,
  registeredDaemon: `${RESPONSE}.daemonTaskDefinitionArn`,
  deleted: `${RESPONSE}.taskDefinitions[*].taskDefinitionArn`,
  changedService: `${RESPONSE}.service.serviceArn`,
  startedTasks: `${RESPONSE}.tasks[*].taskDefinitionArn`,
  startedClusters: `${RESPONSE}.tasks[*].clusterArn`,
  startedLaunchTypes: `${RESPONSE}.tasks[*].launchType`,
  failures: `${RESPONSE}.failures[*].reason`,
  failed: `${RESPONSE}.failures[*].arn`,
};

/** For the target of such a rule: an EventBridge input transformer. Variables stand bare: EventBridge writes each as JSON. */
export const REDUCED_INPUT: {
  readonly inputPathsMap: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
} = {
  inputPathsMap: FIELDS,
  inputTemplate: `{"${MARK}":"${REDUCED_VERSION}",${Object.keys(FIELDS)
    .map((name) => `"${name}":<${name}>`)
    .join(',')}}`,
};

export const isReduced = (value: unknown): value is JsonObject =>
  isObject(value) && Object.hasOwn(value, MARK);

/** An object being filled in; keys are ours alone. */
type Draft = Record<string, unknown>;

/** The event that a reduced form stands for, with no more than it keeps; undefined for a form of another version. */
export function expandReduced(reduced: JsonObject): JsonObject | undefined {
  if (reduced[MARK] !== REDUCED_VERSION) return undefined;
  const event: Draft = { detail: {} };
  for (const [name, path] of Object.entries(FIELDS)) {
    const value = reduced[name];
    const values = (Array.isArray(value) ? value : [value]).filter(isThere);
    const parts = path.replace('$.', '').split('[*].');
    if (parts.length > 1) putEach(event, parts, values);
    else if (isThere(value)) put(event, path.replace('$.', '').split('.'), value);
  }
  return event;
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
const isDraft = (value: unknown): value is Draft => isObject(value);

function put(target: Draft, keys: readonly string[], value: unknown): void {
  const [key = '', ...rest] = keys;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const known = target[key];
  const child: Draft = isDraft(known) ? known : {};
  target[key] = child;
  put(child, rest, value);
}

/** A list's objects get one field each. Which container a variable belongs to is not kept: all go to the first. */
function putEach(target: Draft, parts: readonly string[], values: readonly unknown[]): void {
  const [path = '', ...rest] = parts;
  if (values.length === 0) return;
  if (rest.length === 0) {
    put(target, path.split('.'), values[0]);
    return;
  }
  const items = listAt(target, path.split('.'));
  const shares = rest.length === 1 ? values.map((value) => [value]) : [values];
  shares.forEach((share, index) => {
    const known = items[index];
    const item: Draft = isDraft(known) ? known : {};
    items[index] = item;
    putEach(item, rest, share);
  });
}

function listAt(target: Draft, keys: readonly string[]): unknown[] {
  const known = at(target, ...keys);
  if (Array.isArray(known)) return known;
  const made: unknown[] = [];
  put(target, keys, made);
  return made;
}
