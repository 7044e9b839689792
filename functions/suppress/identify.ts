import { callerOf, proofIn } from '#aws/caller-proof/caller-of.ts';

/** Who sent a request, as far as it is proven: the ARN of a principal of this account. */
export type Identify = (
  proof: unknown,
  request: string,
  functionName: string,
) => Promise<{ readonly arn: string } | { readonly unproven: string }>;

/** By what STS says of the proof; a principal of another account proves nothing here. */
export const lambdaIdentify: Identify = async (proof, request, functionName) => {
  const { AWS_REGION: region = '', ACCOUNT_ID: own, AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL } = process.env;
  const given = proofIn(proof);
  if (!given) return { unproven: 'the request comes without a proof of who sends it' };
  const endpoint = AWS_ENDPOINT_URL_STS ?? AWS_ENDPOINT_URL;
  const caller = await callerOf(given, { region, functionName, request }, { endpoint, now: Date.now });
  if ('unproven' in caller) return caller;
  return caller.account === own ? caller : { unproven: 'it proves a principal of another account' };
};
