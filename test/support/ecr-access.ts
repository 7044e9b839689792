import type { CreationTemplate, EcrAccess } from '#domain/ecr-access.ts';
import { registryArn } from '#domain/resource.ts';
import type { Given } from '../controls/cases.ts';

/** The account of the tests' repository. */
export const OWN = '123456789012';
export const OTHER = '444455556666';
const REGISTRY = registryArn({ partition: 'aws', region: 'eu-west-1', account: OWN });
export const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

/** An Allow to pull for somebody; `more` is what a case changes. */
export const pull = (Principal: unknown, more: object = {}): object => ({
  Effect: 'Allow',
  Action: PULL,
  ...(Principal !== undefined && { Principal }),
  ...more,
});

export const documentOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const access = (says: Partial<EcrAccess>): EcrAccess => ({
  policy: undefined,
  replication: [],
  templates: [],
  ...says,
});

/** A repository with a policy of these statements. */
export const given = (...statements: readonly object[]): Given => ({
  facts: { ecrAccess: access({ policy: documentOf(...statements) }) },
});

/** A creation template that sets nothing but what is said. */
export const template = (prefix: string, says: Partial<CreationTemplate> = {}): CreationTemplate => ({
  prefix,
  policy: undefined,
  encryption: undefined,
  tags: {},
  ...says,
});

/** A registry, by what is set of it. */
export const registry = (says: Partial<EcrAccess>): Given => ({
  facts: { ecrAccess: access(says) },
  arn: REGISTRY,
});

/** A repository or registry without anything. */
export const nothing: Given = { facts: { ecrAccess: access({}) } };
/** A policy that is there but is none. */
export const broken: Given = {
  facts: { ecrAccess: access({ policy: '{"Statement": [{"Effect": "Allow"}]}' }) },
};
