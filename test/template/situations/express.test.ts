import { expect, it } from 'vitest';
import { readFile } from '#template/file.ts';
import { testSituations, verdictsOf } from '../support/situations.ts';

const express = (container: string, more = ''): string => `
  Shop:
    Type: AWS::ECS::ExpressGatewayService
    Properties:
      ServiceName: shop
      InfrastructureRoleArn: !GetAtt Infrastructure.Arn
      ExecutionRoleArn: !GetAtt Execution.Arn
      ${more}
      PrimaryContainer: {${container}}
`;
const OWN_IMAGE =
  "Image: !Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/cdk-x-container-assets-1:abc'";

testSituations({
  'an image of anybody, with a secret in plain text': {
    resources: express('Image: nginx, Environment: [{Name: DB_PASSWORD, Value: correct-horse-7}]'),
    says: {
      'Shop task-definition-trusted-image': ['FAILED', 'unknown-registry primary docker.io/library/nginx'],
      'Shop task-definition-plaintext-secrets': ['FAILED', 'likely-plaintext-secret primary DB_PASSWORD'],
      'Shop task-definition-logging': 'PASSED',
      'Shop task-definition-privileged': 'NOT_APPLICABLE',
    },
  },
  'an image of the account; what such a service cannot set is not set': {
    resources: express(OWN_IMAGE),
    says: {
      'Shop task-definition-trusted-image': 'PASSED',
      'Shop task-definition-read-only-root': ['FAILED', 'writable-root primary'],
    },
  },
  'one role for everything': {
    resources: express(OWN_IMAGE, 'TaskRoleArn: !GetAtt Execution.Arn'),
    says: { 'Shop task-role-separate': ['FAILED', 'shared-role Fn::GetAtt Execution.Arn'] },
  },
  'a definition of its own is judged where it is': {
    resources: `
  Shop:
    Type: AWS::ECS::ExpressGatewayService
    Properties: {InfrastructureRoleArn: x, TaskDefinitionArn: !Ref Web}
  Web: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: web, Image: nginx}]}}`,
    says: { 'Web task-definition-read-only-root': ['FAILED', 'writable-root web'] },
  },
});

it('points at the setting', async () => {
  const found = await verdictsOf(`Resources:${express('Image: nginx')}`);
  expect(found.get('Shop task-definition-trusted-image')?.reasons).toMatchObject([{ line: 9 }]);
});

it('says what of it is not checked', () => {
  const file = readFile(`Resources:${express('Image: nginx')}  Gate: {Type: AWS::ECS::Gateway}\n`);
  expect('notes' in file && file.notes).toEqual([
    {
      line: 2,
      message: 'the network and the load balancer that ECS makes for an Express service (the key Shop)',
    },
    { line: 10, message: 'a gateway of ECS, its listeners and its load balancers (the key Gate)' },
  ]);
});
