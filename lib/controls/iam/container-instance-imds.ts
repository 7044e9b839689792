import { answersBridges, type BridgedTasks } from '#domain/container-instance.ts';
import { defineControl } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  type Reason,
  together,
} from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';

export default defineControl({
  id: 'container-instance-imds',
  title: 'A container instance answers metadata requests with a token only (IMDSv2)',
  guidance: ['IAM-3'],
  severity: 'MEDIUM',
  version: 2,
  resourceType: 'AWS::ECS::ContainerInstance',
  facts: ['containerInstance'],
  optionalFacts: ['host', 'bridgedTasks'],
  parameters: [],
  why:
    'The metadata service hands out the credentials of the instance role. Version 1 answers any simple request, so a server that ' +
    'can be made to fetch an address gives them away. With a hop limit above 1 any container in bridge mode may ask (LOW).',
  blindSpots: [
    'A hop limit of 1 keeps containers in bridge mode away, but not tasks in awsvpc or host mode; ECS_AWSVPC_BLOCK_IMDS of the agent does, and cannot be seen.',
    'Which tasks in bridge mode run on the instance is read when it is looked at, in each sweep; what ran in between is not seen.',
  ],
  remediation: {
    text: 'Demand tokens: in the launch template for new instances, and on the instance itself with modify-instance-metadata-options.',
    cli:
      'aws ecs describe-container-instances --cluster <cluster> --container-instances <container-instance> --query containerInstances[].ec2InstanceId; ' +
      'aws ec2 modify-instance-metadata-options --instance-id <instance> --http-tokens required --http-put-response-hop-limit 1',
    cloudFormation:
      'Type: AWS::EC2::LaunchTemplate\nProperties:\n  LaunchTemplateData:\n    MetadataOptions:\n      HttpTokens: required\n      HttpPutResponseHopLimit: 1\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
  ],
  evaluate: ({ containerInstance, host, bridgedTasks }) => {
    if (containerInstance.external)
      return notApplicable('it stands outside of EC2 and has no metadata service');
    if (isUnavailable(host)) return notAvailable(`its EC2 instance cannot be read (${sayUnavailable(host)})`);
    if (host.managed) return notApplicable('AWS operates it (Managed Instances)');
    const { metadataEndpoint, metadataTokens, metadataHopLimit } = host;
    if (isUnreadable(metadataEndpoint) || isUnreadable(metadataTokens))
      return notAvailable('its metadata options cannot be read');
    if (metadataEndpoint === 'disabled') return passed('its metadata service is off');
    const tokens = metadataTokens === 'required' ? passed() : failedIf([WITHOUT_TOKEN]);
    return answersBridges(host)
      ? together([tokens, judgeBridges(bridgedTasks, Number(metadataHopLimit))], tokens)
      : tokens;
  },
});

const WITHOUT_TOKEN: Reason = {
  code: 'metadata-without-token',
  subject: '-',
  severity: 'MEDIUM',
  message: 'its metadata service answers requests without a token (IMDSv1)',
  path: 'MetadataOptions.HttpTokens',
};

/** A limit that nobody uses harms nobody: two is the default of the images of Amazon Linux 2023. */
function judgeBridges(tasks: BridgedTasks | Unavailable, hopLimit: number): Evaluation {
  if (isUnavailable(tasks))
    return notAvailable(`which tasks run on it is not known (${sayUnavailable(tasks)})`);
  const { families, unread } = tasks;
  const [first] = unread;
  if (families.length === 0)
    return first
      ? notAvailable(`whether tasks in bridge mode run on it is not known (${sayUnavailable(first)})`)
      : passed(`its hop limit is ${hopLimit}, but no task in bridge mode runs on it`);
  return failedIf([
    {
      code: 'metadata-behind-bridge',
      subject: '-',
      severity: 'LOW',
      message: `its metadata service answers tasks in bridge mode, as its hop limit is ${hopLimit}`,
      path: 'MetadataOptions.HttpPutResponseHopLimit',
      evidence: { families: families.slice(0, 10), count: families.length },
    },
  ]);
}
