import type { Listing } from '#domain/ports.ts';
import {
  accountArn,
  familyArn,
  familyOfRevision,
  type ListedType,
  regionalAccountArn,
  registryArn,
  repositoryArn,
} from '#domain/resource.ts';
import type { Lister } from './account.ts';
import { CLUSTERS_AT_ONCE } from './clusters.ts';
import { settle } from './failure.ts';
import { listPrincipals } from './iam/list.ts';
import { listContainerInstances, listServices } from './list-services.ts';
import { SCANNING_AT_ONCE } from './repository-settings.ts';
import { listTrails } from './trails.ts';

const from = (nextToken: string | undefined) => (nextToken === undefined ? {} : { nextToken });
const onwards = (next: string | undefined): Pick<Listing, 'next'> => (next === undefined ? {} : { next });

const listClusters: Lister = async ({ region }, page, account) => {
  const ecs = await account.ecs(region);
  const { clusterArns = [], nextToken } = await ecs.listClusters({ maxResults: 100, ...from(page) });
  account.groups.clusters.put(clusterArns, CLUSTERS_AT_ONCE);
  return { items: clusterArns, ...onwards(nextToken) };
};

/** Families with an ACTIVE revision, and behind them the daemons' families. */
const listFamilies: Lister = async (place, page, account) => {
  if (page?.startsWith(DAEMONS)) return listDaemonFamilies(place, page.slice(DAEMONS.length), account);
  const ecs = await account.ecs(place.region);
  const { families = [], nextToken } = await ecs.listTaskDefinitionFamilies({
    status: 'ACTIVE',
    maxResults: 100,
    ...from(page),
  });
  return { items: families.map((each) => familyArn(place, each)), next: nextToken ?? DAEMONS };
};
/** No token of ECS begins like this: they are Base64. */
const DAEMONS = 'daemons:';

const listDaemonFamilies: Lister = async ({ region }, page, account) => {
  const ecs = await account.ecs(region);
  const listed = await settle(() =>
    ecs.listDaemonTaskDefinitions({
      revision: 'LAST_REGISTERED',
      status: 'ACTIVE',
      maxResults: 100,
      ...from(page === '' ? undefined : page),
    }),
  );
  if ('missing' in listed) return { items: [] };
  // An endpoint that does not know daemons has none.
  if ('unavailable' in listed)
    return { items: [], ...(listed.unavailable !== 'unsupported' && { unavailable: listed }) };
  const arns = (listed.daemonTaskDefinitions ?? []).flatMap(({ arn }) => arn ?? []);
  const next = listed.nextToken === undefined ? undefined : `${DAEMONS}${listed.nextToken}`;
  return { items: [...new Set(arns.map(familyOfRevision))], ...onwards(next) };
};

/** The list is the description: looks of the same sweep need no call of their own. */
const listRepositories: Lister = async (place, page, account) => {
  const readAt = account.clock.now();
  const ecr = await account.ecr(place.region);
  const { repositories = [], nextToken } = await ecr.describeRepositories({
    registryId: place.account,
    maxResults: 100,
    ...from(page),
  });
  const items = repositories.flatMap((repository) => {
    const { repositoryName: name, repositoryArn: arn = name && repositoryArn(place, name) } = repository;
    if (arn === undefined) return [];
    account.shelves.repositories.put(arn, repository, readAt);
    return [arn];
  });
  account.groups.repositories.put(items, SCANNING_AT_ONCE);
  return { items, ...onwards(nextToken) };
};

/** The account in each region; as a whole it is listed with the first of them. */
const listAccount: Lister = (place, _page, { regions: [first] }) =>
  Promise.resolve({
    items: [...(place.region === first ? [accountArn(place)] : []), regionalAccountArn(place)],
  });

/** How each type that an account lists is listed. One without an entry does not compile. */
export const LISTERS = {
  'AWS::ECS::Cluster': listClusters,
  'AWS::ECS::Service': listServices,
  'AWS::ECS::TaskDefinition': listFamilies,
  'AWS::ECS::ContainerInstance': listContainerInstances,
  'AWS::ECR::Repository': listRepositories,
  'AWS::ECR::Registry': (place) => Promise.resolve({ items: [registryArn(place)] }),
  'AWS::IAM::Role': listPrincipals('role'),
  'AWS::IAM::User': listPrincipals('user'),
  'AWS::IAM::Group': listPrincipals('group'),
  'AWS::CloudTrail::Trail': listTrails,
  'AWS::::Account': listAccount,
} as const satisfies Record<ListedType, Lister>;
