/** What DescribeTaskDefinition returns and RegisterTaskDefinition does not take. */
const ONLY_DESCRIBED = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
];

/** A command that registers the latest revision of a family again, changed by a filter of jq. */
export const registerAgainWith = (filter: string): string =>
  'aws ecs register-task-definition --cli-input-json "$(aws ecs describe-task-definition --task-definition <family>' +
  ` --query taskDefinition --output json | jq '${filter}` +
  ` | del(${ONLY_DESCRIBED.map((name) => `.${name}`).join(', ')})')"`;

/** The same with one setting of a container changed. */
export const registerAgain = (setting: string, value: string): string =>
  registerAgainWith(`(.containerDefinitions[] | select(.name == "<container>")).${setting} = ${value}`);
