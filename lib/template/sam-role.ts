import { type Fields, fieldsOf, unresolved } from '#domain/normalise/fields.ts';
import type { Declared } from './template.ts';

const SAM_FUNCTION = 'AWS::Serverless::Function';
const LAMBDA = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const OWN = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

/**
 * The role that SAM makes for a function that names none (AWS::Serverless::Function, "Policies"): as if it were written out,
 * at the function's place. Undefined: there is none.
 */
export function samRole(declared: Declared): Declared | undefined {
  if (declared.type !== SAM_FUNCTION || declared.properties['Role'] !== undefined) return undefined;
  const { Policies: raw, PermissionsBoundary } = declared.properties;
  const policies: readonly unknown[] = Array.isArray(raw) ? raw : raw === undefined ? [] : [raw];
  const properties: Fields = {
    AssumeRolePolicyDocument: LAMBDA,
    ManagedPolicyArns: [OWN, ...policies.filter((each) => !isDocument(each)).map(arnOf)],
    Policies: policies.filter(isDocument).map((document, index) => ({
      PolicyName: `${declared.logicalId}RolePolicy${index}`,
      PolicyDocument: document,
    })),
    ...(PermissionsBoundary !== undefined && { PermissionsBoundary }),
  };
  const { line, metadata } = declared;
  const logicalId = `${declared.logicalId}Role`;
  return { logicalId, type: 'AWS::IAM::Role', line, metadata, properties, fields: properties };
}

const isDocument = (policy: unknown): boolean =>
  unresolved(policy) === undefined && fieldsOf(policy)?.['Statement'] !== undefined;

/** AWS's policies may be given by their names; one of SAM's templates stands as itself, which nobody knows here. */
function arnOf(policy: unknown): unknown {
  if (typeof policy === 'string')
    return policy.startsWith('arn:') ? policy : `arn:aws:iam::aws:policy/${policy}`;
  if (unresolved(policy) !== undefined) return policy;
  return `SAM policy template ${Object.keys(fieldsOf(policy) ?? {}).join(', ')}`;
}
