import type { GuidanceId } from '#domain/guidance.ts';

/** What of each best practice no control of an account can tell, and why: it stays with people. */
export const LEFT_TO_PEOPLE: Readonly<Record<GuidanceId, string>> = {
  'IAM-1':
    'Whether somebody should have a power that they have: what a job needs is written nowhere in the account. Service and resource control policies of the organisation are not seen.',
  'IAM-2':
    'How credentials are handed out before they reach AWS: laptops, vaults, CI systems. Which account belongs to whom: list yours and those of vendors.',
  'IAM-3':
    'Whether the resources a role reaches are the right ones for its task; what policies of those resources give.',
  'IAM-4': 'What the files are and who should read them; the rights inside the file system.',
  'IAM-5':
    'MFA of federated people is asked for by the identity provider, Identity Center included: AWS does not show it to the account. Whether a device is kept safe.',
  'IAM-6':
    'Hours of the day: a policy condition cannot come back every day, so only behaviour can show it, and the hours are yours to set.',
  'IAM-7': 'Who of the organisation should push images; the registries of other accounts.',
  'NET-1':
    'TLS inside the network, between tasks and in their own code; calls of AWS services for you carry no details of TLS.',
  'NET-2':
    'Endpoints of a central network account and routes through a transit gateway: other accounts see them.',
  'NET-3': 'Secrets that tasks fetch by themselves at run time, without the task definition naming them.',
  'NET-4': 'What people do in a session once it is open.',
  'NET-5': 'Images that lie in other registries.',
  'NET-6': 'Which environments are sensitive: mark them by a tag or a name.',
  'NET-7': 'The same as for NET-2: endpoints of other accounts.',
  'AUD-1':
    'Whether a threshold fits the load, and whether anybody acts on the alarm. Rules of EventBridge on states of alarms and what watches from outside of the account are not read.',
  'AUD-2': 'Events that only CloudTrail Lake keeps; what happens inside containers.',
  'AUD-3':
    'Who reads the log in the account it is kept in: an archive of its own, as recommended, cannot be read from here.',
  'CMP-1': 'Whether a trusted source is worth it. A signature is recorded as made, not verified.',
  'CMP-2':
    'Docker Bench runs on the hosts; on Fargate there is none. What ECS makes unattainable is left out with its reason.',
  'CMP-3':
    'What went into a build: without provenance an image only hints at its base. Layers are not downloaded.',
  'CMP-4':
    'Whether a finding of the scanner can be exploited where the image runs; libraries that no scanner knows.',
  'CMP-5': 'What a container writes to the volumes that it may write to.',
};
