import type { LiveAccount } from '#aws/facts/account.ts';
import type { IamCalls } from '#aws/facts/calls/iam.ts';
import { unlessGone } from '#aws/facts/failure.ts';
import type { Shared } from '#aws/facts/shelf.ts';
import type { Arn } from '#domain/arn.ts';
import type { PolicyDocument } from '#domain/identity.ts';
import { toDocument } from '#domain/normalise/policy-document.ts';
import type { ReadContext } from '#domain/ports.ts';

/** The version of a managed policy that counts; undefined when the policy is gone. A version itself never changes. */
export const managedPolicy = (
  arn: Arn,
  iam: IamCalls,
  context: Pick<ReadContext, 'freshFrom'>,
  { shelves, policyVersions }: LiveAccount,
): Promise<Shared<PolicyDocument | undefined>> =>
  shelves.managedPolicies.get(arn, context, async () => {
    const policy = (await unlessGone(() => iam.getPolicy(arn)))?.Policy;
    const version = policy?.DefaultVersionId;
    if (version === undefined) return undefined;
    // A policy that is made again begins with v1 again, but has another id.
    const key = `${policy?.PolicyId} ${arn} ${version}`;
    const known = policyVersions.get(key);
    if (known) return known;
    const found = (await unlessGone(() => iam.getPolicyVersion(arn, version)))?.PolicyVersion;
    if (!found) return undefined;
    const document = { name: arn, version, document: toDocument(found.Document) };
    policyVersions.put(key, document);
    return document;
  });
