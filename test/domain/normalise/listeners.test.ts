import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fieldsOf } from '#domain/normalise/fields.ts';
import {
  sendsByDefault,
  toClassicListeners,
  toListener,
  toTlsPolicies,
} from '#domain/normalise/listeners.ts';
import { toService } from '#domain/normalise/service.ts';
import type { LoadBalancer } from '#domain/service.ts';
import { hostileJson } from '../../support/hostile-json.ts';

const FRONT: LoadBalancer = { arn: 'lb', name: 'front', kind: 'application', securityGroups: [] };
const service = toService({
  loadBalancers: [
    {
      targetGroupArn: 'blue',
      advancedConfiguration: { alternateTargetGroupArn: 'green', testListenerRule: 'test-rule' },
    },
  ],
});
const forward = (TargetGroupArn: string) => [{ Type: 'forward', TargetGroupArn }];
const weighted = (...groups: readonly string[]) => [
  { Type: 'forward', ForwardConfig: { TargetGroups: groups.map((TargetGroupArn) => ({ TargetGroupArn })) } },
];
const redirect = [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', StatusCode: 'HTTP_301' } }];
const POLICIES = toTlsPolicies([{ Name: 'modern', SslProtocols: ['TLSv1.2'] }]);

describe('a listener is one of the service', () => {
  const seen = (DefaultActions: unknown, rules: readonly Record<string, unknown>[] = []) => {
    const listener = { ListenerArn: 'l', Protocol: 'HTTP', Port: 80, DefaultActions };
    return toListener(FRONT, { listener, rules }, service, POLICIES);
  };
  test.each<[string, unknown, readonly Record<string, unknown>[], boolean | undefined]>([
    ['sending by default', forward('blue'), [], false],
    ['sending by weight', weighted('other', 'green'), [], false],
    ['sending by a rule', redirect, [{ RuleArn: 'r', Actions: forward('blue') }], false],
    ['not when it redirects', redirect, [], undefined],
    [
      'not when it sends to others',
      forward('other'),
      [{ RuleArn: 'r', Actions: forward('more') }],
      undefined,
    ],
    [
      'for tests, by the rule of tests alone',
      redirect,
      [{ RuleArn: 'test-rule', Actions: forward('green') }],
      true,
    ],
    [
      'for tests, by the default rule of a test listener',
      forward('green'),
      [{ RuleArn: 'test-rule', IsDefault: true, Actions: forward('green') }],
      true,
    ],
    [
      'for all, when another rule sends too',
      redirect,
      [
        { RuleArn: 'test-rule', Actions: forward('green') },
        { RuleArn: 'r', Actions: forward('blue') },
      ],
      false,
    ],
  ])('%s', (_name, actions, rules, expected) => {
    expect(seen(actions, rules)?.test).toBe(expected);
  });

  it('and its default alone may say so', () => {
    expect(sendsByDefault({ DefaultActions: forward('green') }, service)).toBe(true);
    expect(sendsByDefault({ DefaultActions: redirect }, service)).toBe(false);
  });
});

describe('the policy of a listener', () => {
  const policyOf = (SslPolicy: unknown, policies: Parameters<typeof toListener>[3] = POLICIES) =>
    toListener(
      FRONT,
      { listener: { Protocol: 'HTTPS', Port: 443, SslPolicy, DefaultActions: forward('blue') }, rules: [] },
      service,
      policies,
    )?.policy;

  it('is what the API lists', () => {
    expect(policyOf('modern')).toEqual({ name: 'modern', protocols: ['TLSv1.2'] });
  });
  it('is unreadable when the API does not list it, or it names none', () => {
    expect(policyOf('custom')?.protocols).toMatchObject({ unavailable: 'unreadable' });
    expect(policyOf(undefined)?.protocols).toMatchObject({ unavailable: 'unreadable' });
  });
  it('is unavailable when the list is', () => {
    const denied = { unavailable: 'denied', what: 'elasticloadbalancing:DescribeSSLPolicies' } as const;
    expect(policyOf('modern', denied)?.protocols).toEqual(denied);
  });
});

describe('listeners of a classic load balancer', () => {
  const OLD: LoadBalancer = { ...FRONT, name: 'old', kind: 'classic' };
  const raw = {
    ListenerDescriptions: [
      { Listener: { Protocol: 'HTTP', LoadBalancerPort: 80 }, PolicyNames: [] },
      { Listener: { Protocol: 'https', LoadBalancerPort: 443 }, PolicyNames: ['sticky', 'tls'] },
    ],
  };
  const attribute = (AttributeName: string, AttributeValue: string) => ({ AttributeName, AttributeValue });
  const policies = [
    { PolicyName: 'sticky', PolicyTypeName: 'LBCookieStickinessPolicyType' },
    {
      PolicyName: 'tls',
      PolicyTypeName: 'SSLNegotiationPolicyType',
      PolicyAttributeDescriptions: [
        attribute('Protocol-TLSv1', 'true'),
        attribute('Protocol-TLSv1.1', 'false'),
        attribute('Protocol-TLSv1.2', 'true'),
        attribute('ECDHE-RSA-AES128-SHA', 'true'),
      ],
    },
  ];

  it('have the protocols that their policy allows', () => {
    expect(toClassicListeners(OLD, raw, policies)).toEqual([
      { balancer: 'old', kind: 'classic', protocol: 'HTTP', port: 80, test: false },
      {
        balancer: 'old',
        kind: 'classic',
        protocol: 'HTTPS',
        port: 443,
        test: false,
        policy: { name: 'tls', protocols: ['TLSv1', 'TLSv1.2'] },
      },
    ]);
  });

  it('have an unreadable one when theirs is not among the policies', () => {
    expect(toClassicListeners(OLD, raw, [])[1]?.policy?.protocols).toMatchObject({
      unavailable: 'unreadable',
    });
  });
});

test('whatever it is given, it answers', () => {
  const keys = [
    'Protocol',
    'Port',
    'DefaultActions',
    'Actions',
    'TargetGroupArn',
    'SslPolicy',
    'ListenerDescriptions',
  ];
  fc.assert(
    fc.property(hostileJson(keys), hostileJson(keys), (listener, rule) => {
      const seen = toListener(
        FRONT,
        { listener: fieldsOf(listener) ?? {}, rules: [fieldsOf(rule) ?? {}] },
        service,
        POLICIES,
      );
      toClassicListeners(FRONT, fieldsOf(listener) ?? {}, []);
      toTlsPolicies([rule]);
      expect(typeof (seen?.port ?? 0)).toBe('number');
    }),
  );
});
