import { createHash } from 'node:crypto';
import { partitionOf } from '#domain/partition.ts';

/**
 * How a caller proves who they are: they sign a call of sts:GetCallerIdentity and hand over the signature, whoever
 * gets it sends the call and believes the answer of STS. The call is made here and nowhere else, by both sides: nothing
 * of it but the signature, its time and the session's token comes from the caller. Source of the method:
 * aws-iam-authenticator, HashiCorp Vault's IAM login.
 */
export interface CallerProof {
  /** The header `Authorization` of Signature Version 4. */
  readonly authorization: string;
  /** The header `X-Amz-Date`. */
  readonly date: string;
  /** The header `X-Amz-Security-Token`, where the credentials have one. Without the secret key it proves nothing. */
  readonly token?: string;
}

/** The header that ties a signature to one request to one function: it is signed, and STS does not mind it. */
export const BOUND_HEADER = 'x-ecs-warden-request';
export const BODY = 'Action=GetCallerIdentity&Version=2011-06-15';

/** What a proof is good for: this request to this function in this region, and nothing else. */
export interface Bound {
  readonly region: string;
  readonly functionName: string;
  readonly request: string;
}

const digest = ({ region, functionName, request }: Bound): string =>
  createHash('sha256')
    .update(JSON.stringify([region, functionName, request]))
    .digest('hex');

/** The host of STS in a region. */
export const stsHost = (region: string): string =>
  `sts.${region}.${partitionOf(region)?.dnsSuffix ?? 'amazonaws.com'}`;

/** The headers that are signed, besides those that the signature itself adds. */
export const signedHeaders = (bound: Bound): Readonly<Record<string, string>> => ({
  'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
  host: stsHost(bound.region),
  [BOUND_HEADER]: digest(bound),
});
