import {
  ListHostedZonesByVPCCommand,
  type ListHostedZonesByVPCCommandInput,
  Route53Client,
  type Route53ClientConfig,
} from '@aws-sdk/client-route-53';
import type { Call } from './call.ts';

/** The calls of Route 53 that facts make; each named by its own IAM action. */
export function route53Calls(config: Route53ClientConfig, call: Call) {
  const client = new Route53Client(config);
  return {
    listHostedZonesByVpc: (input: ListHostedZonesByVPCCommandInput) =>
      call('route53:ListHostedZonesByVPC', () => client.send(new ListHostedZonesByVPCCommand(input))),
  };
}
