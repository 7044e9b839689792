import type { EndpointService } from '#domain/endpoint-service.ts';
import { answersFor } from '#domain/endpoint-service.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  together,
} from '#domain/evaluation.ts';
import { sayUser } from '#domain/family.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';
import { placeOf, type Resource } from '#domain/resource.ts';
import type { Subnets } from '#domain/security-group.ts';
import type { Parameters } from '#domain/settings.ts';
import type { Severity } from '#domain/severity.ts';
import {
  type PrivateZones,
  type Vpc,
  type VpcEndpoint,
  type VpcUse,
  type Wanters,
  wantersOf,
} from '#domain/vpc.ts';

/** What is known of a VPC and of who of ECS is in it. */
export interface Premises {
  readonly vpc: Vpc;
  readonly vpcUse: VpcUse;
  readonly vpcSubnets: Subnets;
  readonly vpcEndpoints: readonly VpcEndpoint[];
  readonly privateZones: PrivateZones | Unavailable;
}

interface About {
  readonly resource: Resource;
  readonly parameters: Pick<Parameters, 'network'>;
}

/**
 * Whether a VPC has an endpoint of each service that tasks in it reach. Endpoints that serve from elsewhere (a VPC that
 * another account shares, a private zone for the service's name) leave it unjudged. `unused` is said where nobody reaches any.
 */
export function endpointsPresent(
  services: readonly EndpointService[],
  facts: Premises,
  { resource, parameters: { network } }: About,
  unused: string,
): Evaluation {
  const { vpcUse, vpc } = facts;
  const { account, region } = placeOf(resource.arn);
  if (vpcUse.users.length === 0) return notApplicable('nothing of ECS runs in it');
  if (network.centralEndpoints)
    return notApplicable('tasks reach AWS by endpoints in another VPC (network.centralEndpoints)');
  if (vpc.owner !== '' && vpc.owner !== account)
    return notAvailable(`it belongs to account ${vpc.owner}, whose endpoints cannot be seen`);
  const parts = services.map((service): Evaluation => {
    const wanters = wantersOf(vpcUse, service, network.requireFargateEcsEndpoints);
    if (wanters.users.length === 0) return notApplicable(unused);
    return service === 's3' ? s3Present(facts, wanters, region) : present(service, facts, wanters, region);
  });
  const unread = vpcUse.users.find((user) => user.unread.length > 0);
  const doubt = unread
    ? [notAvailable(`what ${sayUser(unread.arn)} needs could not be read (${unread.unread.join(', ')})`)]
    : [];
  return together([...parts, ...doubt], notApplicable(unused));
}

const isAvailable = (endpoint: VpcEndpoint, region: string): boolean =>
  endpoint.state === 'available' && endpoint.region === region;

function present(
  service: EndpointService,
  { vpcEndpoints, vpcSubnets, privateZones }: Premises,
  wanters: Wanters,
  region: string,
): Evaluation {
  const endpoints = vpcEndpoints.filter((each) => each.service === service && each.kind === 'Interface');
  if (endpoints.some((each) => isAvailable(each, region))) return passed();
  const elsewhere = servedElsewhere(service, privateZones, region);
  if (elsewhere) return elsewhere;
  const [first] = endpoints;
  const state = first === undefined ? 'there is none' : `its own is ${first.state || 'in no known state'}`;
  return missing(
    service,
    'no-endpoint',
    `tasks use ${service} without an available endpoint: ${state}`,
    wanters,
    vpcSubnets,
  );
}

/** Layers of images come from S3: by a gateway on the tasks' own routes, or an interface endpoint whose private name the VPC itself is answered. */
function s3Present(
  { vpcEndpoints, vpcSubnets, privateZones }: Premises,
  wanters: Wanters,
  region: string,
): Evaluation {
  const endpoints = vpcEndpoints.filter((each) => each.service === 's3' && isAvailable(each, region));
  if (
    endpoints.some(
      ({ kind, privateDns, onlyForResolver }) =>
        kind === 'Interface' && privateDns === true && !onlyForResolver,
    )
  )
    return passed('layers of images come through an interface endpoint of S3');
  const gateways = endpoints.filter(({ kind }) => kind === 'Gateway');
  const elsewhere = gateways.length === 0 ? servedElsewhere('s3', privateZones, region) : undefined;
  if (elsewhere) return elsewhere;
  if (gateways.length === 0)
    return missing(
      's3',
      'no-endpoint',
      'tasks pull images from ECR without an endpoint of S3, where their layers are',
      wanters,
      vpcSubnets,
    );
  const routed = new Set(gateways.flatMap(({ routeTables }) => routeTables));
  const ids = [...new Set(wanters.networks.flatMap(({ subnets }) => subnets))];
  const tables = ids.map((id) => vpcSubnets[id]?.routeTable);
  if (tables.includes(undefined)) return notAvailable('the route tables of its subnets could not be read');
  const left = ids.filter((id) => !routed.has(vpcSubnets[id]?.routeTable ?? ''));
  if (left.length === 0) return passed();
  const around = { ...wanters, networks: [{ subnets: left }] };
  return missing(
    's3',
    'gateway-not-routed',
    'the gateway of S3 is not on the route tables of tasks that pull images',
    around,
    vpcSubnets,
  );
}

/** A private zone that answers for the service's name leads to an endpoint that is not seen here. */
function servedElsewhere(
  service: EndpointService,
  zones: PrivateZones | Unavailable,
  region: string,
): Evaluation | undefined {
  if (isUnavailable(zones))
    return notAvailable(
      `whether a private zone leads to a central endpoint is not known (${sayUnavailable(zones)})`,
    );
  const zone = zones.find((each) => answersFor(each, service, region));
  return zone === undefined
    ? undefined
    : notAvailable(`the private zone ${zone} answers for ${service}: its endpoint is elsewhere`);
}

function missing(
  service: EndpointService,
  code: string,
  message: string,
  { users, networks }: Wanters,
  subnets: Subnets,
): Evaluation {
  const ids = [...new Set(networks.flatMap((network) => network.subnets))].sort();
  const leads = ids.map((id) => subnets[id]?.leads).filter((each) => each !== undefined);
  return failedIf([
    {
      code,
      subject: service,
      message,
      severity: severityOf(leads),
      evidence: {
        users: users.slice(0, MOST_NAMED).map(sayUser),
        subnets: ids.slice(0, MOST_NAMED),
        wayOut: [...new Set(leads.map((each) => (isUnavailable(each) ? 'not known' : each)))].sort(),
      },
    },
  ]);
}
const MOST_NAMED = 20;

/** Where every subnet has another way to AWS it works, though over the internet or another network; elsewhere it is broken. */
const severityOf = (leads: readonly Subnets[string]['leads'][]): Severity =>
  leads.length > 0 && leads.every((each) => !isUnavailable(each) && each !== 'nowhere') ? 'LOW' : 'MEDIUM';
