import { type TrustBasis, trustIn } from '#controls/image-trust.ts';
import {
  type ContainerInScope,
  containerReason,
  overContainers,
  unreadableSetting,
} from '#controls/over-containers.ts';
import { registerAgain } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import { parseImage } from '#domain/image-reference.ts';
import { isUnreadable } from '#domain/readable.ts';
import { placeOf } from '#domain/resource.ts';

export default defineControl({
  id: 'task-definition-trusted-image',
  title: 'Images come from a trusted registry',
  guidance: ['CMP-1', 'IAM-7'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  optionalFacts: ['pullThroughCache'],
  parameters: ['trustedRegistries', 'trustedAccounts'],
  why:
    'What a container runs is decided by whoever may push to its registry. Images in the private ECR of your own ' +
    'account are under your policies and scans; anything else runs on the word of a stranger.',
  blindSpots: [
    'Who pushed an image and what it was built from is not seen here: repository policies, signatures and base images have controls of their own.',
    'Only the rules of your own registry are read: what a listed account caches from elsewhere, or a second cache behind a cache, is not seen.',
    'AWS accounts and aliases that publish sidecars are a short list; others count as unlisted accounts or unknown registries.',
  ],
  remediation: {
    text:
      'Copy the image into a private ECR repository of this account and run it from there by digest, or list its ' +
      'registry under trustedRegistries or its account under trustedAccounts if you answer for what it serves.',
    cli: registerAgain('image', '"<account>.dkr.ecr.<region>.amazonaws.com/<repository>@<digest>"'),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  ContainerDefinitions:\n    - Name: <container>\n' +
      '      Image: !Sub ${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/<repository>@<digest>\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-private-wildcards.html',
  ],
  evaluate: ({ family, pullThroughCache: cache }, { resource, parameters }) => {
    const basis: TrustBasis = { ...parameters, cache, account: placeOf(resource.arn).account };
    return overContainers(family, (each) => judgeImage(each, basis));
  },
});

function judgeImage(each: ContainerInScope, basis: TrustBasis): Evaluation {
  const { name, image: written, imageOrigin } = each.container;
  // Whose it is does not depend on its tag.
  const text = isUnreadable(written) ? (imageOrigin ?? written) : written;
  if (isUnreadable(text)) return unreadableSetting(each, 'image', text.unreadable);
  if (text === undefined) return notAvailable(`container ${name} names no image`);
  const image = parseImage(text);
  // Nothing can be pulled by it, so it runs nothing: a placeholder, not a stranger's image.
  if (!image) return unreadableSetting(each, 'image', 'no image reference');
  const trust = trustIn(image, basis);
  if (trust.kind === 'trusted') return passed();
  if (trust.kind === 'unknown') return notAvailable(`container ${name}: ${trust.why}`);
  const source = `${image.registry}/${image.repository}`;
  const { code, severity, says, upstream } = trust;
  return failedIf([
    containerReason(each, {
      code,
      severity,
      setting: 'image',
      subject: `${name} ${source}${upstream ? ` from ${upstream.registry}` : ''}`,
      message: `container ${name} runs ${source}, ${says}`,
    }),
  ]);
}
