import { defineControl } from '#domain/control.ts';
import { failedIf, notApplicable, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';

export default defineControl({
  id: 'container-instance-imds',
  title: 'A container instance answers metadata requests with a token only (IMDSv2)',
  guidance: ['IAM-3'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::ContainerInstance',
  facts: ['containerInstance'],
  optionalFacts: ['host'],
  parameters: [],
  why:
    'The metadata service hands out the credentials of the instance role. Version 1 answers any simple request, so a server that ' +
    'can be made to fetch an address gives them away.',
  blindSpots: [
    'A hop limit of 1 keeps containers in bridge mode away, but not tasks in awsvpc or host mode; ECS_AWSVPC_BLOCK_IMDS of the agent does, and cannot be seen.',
    'A hop limit above 1 is only noted: which tasks in bridge mode run on the instance is not read.',
  ],
  remediation: {
    text: 'Demand tokens: in the launch template for new instances, and on the instance itself with modify-instance-metadata-options.',
    cli:
      'aws ecs describe-container-instances --cluster <cluster> --container-instances <container-instance> --query containerInstances[].ec2InstanceId; ' +
      'aws ec2 modify-instance-metadata-options --instance-id <instance> --http-tokens required',
    cloudFormation:
      'Type: AWS::EC2::LaunchTemplate\nProperties:\n  LaunchTemplateData:\n    MetadataOptions:\n      HttpTokens: required\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
  ],
  evaluate: ({ containerInstance, host }) => {
    if (containerInstance.external)
      return notApplicable('it stands outside of EC2 and has no metadata service');
    if (isUnavailable(host)) return notAvailable(`its EC2 instance cannot be read (${sayUnavailable(host)})`);
    if (host.managed) return notApplicable('AWS operates it (Managed Instances)');
    const { metadataEndpoint, metadataTokens, metadataHopLimit } = host;
    if (isUnreadable(metadataEndpoint) || isUnreadable(metadataTokens))
      return notAvailable('its metadata options cannot be read');
    if (metadataEndpoint === 'disabled') return passed('its metadata service is off');
    if (metadataTokens !== 'required')
      return failedIf([
        {
          code: 'metadata-without-token',
          subject: '-',
          message: 'its metadata service answers requests without a token (IMDSv1)',
          path: 'MetadataOptions.HttpTokens',
        },
      ]);
    return typeof metadataHopLimit === 'number' && metadataHopLimit > 1
      ? passed(`with hop limit ${metadataHopLimit}, containers in bridge mode reach its metadata service`)
      : passed();
  },
});
