import { defineControl } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  together,
} from '#domain/evaluation.ts';
import type { Listener } from '#domain/listener.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';

export default defineControl({
  id: 'service-load-balancer-tls',
  title: 'The internet reaches a service over TLS 1.2 or later',
  guidance: ['NET-1'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::Service',
  facts: ['service', 'loadBalancers', 'listeners'],
  parameters: [],
  why:
    'What travels over plain HTTP, or over TLS that is broken, can be read and changed on its way: passwords, tokens and the ' +
    'pages themselves.',
  blindSpots: [
    'TCP and UDP listeners hand packets on as they are; whether the tasks speak TLS in them is not known, and they are not judged.',
    'Load balancers inside the VPC are not judged.',
    'A redirect that does not lead to HTTPS is not looked at: what does not send to the service is not its listener.',
    'Gateways of ECS take HTTPS on port 443 only, and choose their policy themselves; they are not read, and a service behind one counts as one without a load balancer.',
    'Of an Express service only load balancers that its target groups name are read.',
    'CloudFront in front may demand TLS of its clients; the way from there to the load balancer is what is judged.',
  ],
  remediation: {
    text: 'Let the HTTP listener redirect to HTTPS, and give HTTPS listeners a policy of TLS 1.2 and later.',
    cli:
      'aws ecs describe-services --cluster <cluster> --services <service> --query services[].loadBalancers; ' +
      'aws elbv2 modify-listener --listener-arn <listener> --ssl-policy ELBSecurityPolicy-TLS13-1-2-2021-06',
    cloudFormation:
      '# The service stays; its listener changes.\nService:\n  Type: AWS::ECS::Service\nListener:\n  Type: AWS::ElasticLoadBalancingV2::Listener\n' +
      '  Properties:\n    Protocol: HTTPS\n    Port: 443\n    SslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-network.html',
  ],
  evaluate: ({ service, loadBalancers, listeners: { listeners, unread } }) => {
    const judged = together(listeners.map(judgeListener), notApplicable(WITHOUT_TLS));
    if (judged.status === 'FAILED') return judged;
    const [first] = unread;
    if (first) return notAvailable(`its listeners cannot be read (${sayUnavailable(first)})`);
    if (loadBalancers.facing === 'unknown')
      return notAvailable('whether one of its load balancers faces the internet is not known');
    // ECS makes the load balancer of such a service; where it shows none, there is one that we do not see.
    if (loadBalancers.facing === 'none' && service.managedBy !== undefined)
      return notAvailable('the load balancer that ECS manages for it is not shown');
    return loadBalancers.facing === 'internet'
      ? judged
      : notApplicable('no load balancer of it faces the internet');
  },
});

const WITHOUT_TLS = 'no listener that speaks HTTP or TLS with the internet sends to it';
/** Protocols of before TLS 1.2, as Elastic Load Balancing names them. */
const OLD: ReadonlySet<string> = new Set(['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.0', 'TLSv1.1']);

function judgeListener({ balancer, protocol, port, test, policy }: Listener): Evaluation {
  const subject = `${balancer} ${protocol} ${port}`;
  const severity = test ? 'LOW' : 'MEDIUM';
  if (protocol === 'HTTP') {
    const message = `load balancer ${balancer} takes plain HTTP for it on port ${port}`;
    return failedIf([{ code: 'plain-http', subject, message, severity }]);
  }
  if (!policy) return notApplicable(WITHOUT_TLS);
  const { name, protocols } = policy;
  if (isUnavailable(protocols))
    return notAvailable(`TLS policy ${name} cannot be read (${sayUnavailable(protocols)})`);
  const old = protocols.filter((each) => OLD.has(each)).toSorted();
  if (old.length === 0)
    return protocols.length > 0 ? passed() : notAvailable(`TLS policy ${name} names no protocol`);
  const message = `load balancer ${balancer} takes ${old.join(' and ')} for it on port ${port}`;
  return failedIf([
    { code: 'old-tls', subject, message, severity, evidence: { policy: name, protocols: old } },
  ]);
}
