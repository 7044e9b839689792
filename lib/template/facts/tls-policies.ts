const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

/** What a listener has that names no policy and is made in any way but by the console (ELB guide, "Security policies"). */
export const DEFAULT_POLICY = 'ELBSecurityPolicy-2016-08';

/** Those whose names do not say the version that they begin with: TLS 1.0 to 1.2, as the same page lists them. */
const FROM_THE_FIRST: ReadonlySet<string> = new Set([
  DEFAULT_POLICY,
  'ELBSecurityPolicy-2015-05',
  'ELBSecurityPolicy-FS-2018-06',
]);

/**
 * The protocols of a predefined TLS policy, as DescribeSSLPolicies names them: `TLS13-1-2-…` is TLS 1.2 to 1.3,
 * `TLS-1-1-…` and `FS-1-1-…` are TLS 1.1 to 1.2. Undefined for a name that is none.
 */
export function protocolsOf(policy: string): readonly string[] | undefined {
  if (FROM_THE_FIRST.has(policy)) return VERSIONS.slice(0, 3);
  const [, newest, first] = /^ELBSecurityPolicy-(TLS13|TLS|FS)-1-([0-3])-[A-Za-z0-9-]+$/.exec(policy) ?? [];
  if (first === undefined) return undefined;
  const protocols = VERSIONS.slice(Number(first), newest === 'TLS13' ? 4 : 3);
  return protocols.length > 0 ? protocols : undefined;
}
