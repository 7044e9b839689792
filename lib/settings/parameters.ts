import * as z from 'zod';
import { WEEKDAYS } from '#domain/business-hours.ts';
import type { ParameterName } from '#domain/settings.ts';
import {
  account,
  baseImage,
  benchTest,
  capability,
  cidr,
  clockTime,
  layerDigest,
  oneLine,
  organization,
  registry,
  timeZone,
} from './file-texts.ts';

const days = (what: string) => z.number().min(0).max(3650).nullish().describe(what);
const percent = (what: string) => z.number().min(1).max(100).nullish().describe(what);
const names = (what: string) => z.array(oneLine(128)).nullish().describe(`${what}; * as wildcard`);

/** The settings of controls; a parameter without an entry does not compile. */
export const PARAMETERS = {
  trustedRegistries: z
    .array(registry)
    .nullish()
    .describe(
      'Registries whose images are trusted besides this account: host or host/path prefix, * within a part',
    ),
  trustedAccounts: z
    .array(account)
    .nullish()
    .describe(
      'Accounts of others that may have our images and take our roles, and whose private ECR is trusted: twelve digits, in quotes',
    ),
  thirdParties: z
    .array(account)
    .nullish()
    .describe('Accounts of vendors that may take our roles, with an external id: twelve digits, in quotes'),
  requireNetworkCondition: z
    .boolean()
    .nullish()
    .describe('true: policies of people must say from which networks they call ECS'),
  allowedCapabilities: z
    .array(capability)
    .nullish()
    .describe('Linux capabilities that containers may be given, such as NET_ADMIN'),
  requireTaskRole: z
    .boolean()
    .nullish()
    .describe('true: every family needs a task role, whether it is seen to use AWS or not'),
  organizationId: organization.nullish().describe('The AWS organisation whose accounts are ours: o-…'),
  approvedBaseImages: z
    .array(baseImage)
    .nullish()
    .describe('Images in private ECR that others may be built on: a repository, or with :tag or @digest'),
  knownPublicBases: z
    .array(
      z.strictObject({
        name: oneLine(300).describe('What it is called in findings, such as docker.io/library/alpine:3.20'),
        layers: z
          .array(layerDigest)
          .min(1)
          .describe(
            'Digests of its layers, the lowest first: docker image inspect --format "{{json .RootFS.Layers}}"',
          ),
      }),
    )
    .nullish()
    .describe('Public images that yours must not be built on, known by their layers'),
  vulnerabilities: z
    .strictObject({
      criticalGraceDays: days(
        'From the first sight of a CRITICAL vulnerability to a failure; 7 days by default',
      ),
      highGraceDays: days('From the first sight of a HIGH vulnerability to a failure; 30 days by default'),
      onlyFixable: z.boolean().nullish().describe('Only those that an update fixes; true by default'),
    })
    .nullish()
    .describe('When vulnerabilities of an image in use are failures'),
  scanMaxAgeDays: days('A basic scan older than this is out of date; 30 days by default'),
  imageMaxAgeDays: days('An image in use older than this is to be built again; 180 days by default'),
  instanceMaxAgeDays: days(
    'A machine image of a container instance older than this is to be replaced; 90 days by default',
  ),
  alarms: z
    .strictObject({
      cpu: percent('An alarm on CPU counts up to this threshold, in percent; 90 by default'),
      memory: percent('An alarm on memory counts up to this threshold, in percent; 90 by default'),
      external: z
        .boolean()
        .nullish()
        .describe('true: what watches the use is outside of this account; alarms are not judged'),
    })
    .nullish()
    .describe('Alarms on the use of services and clusters'),
  dockerBench: z
    .strictObject({
      maxAgeDays: days('A report of Docker Bench counts for so many days; 30 by default'),
      minInstanceAgeHours: z
        .number()
        .min(0)
        .max(24 * 365)
        .nullish()
        .describe('Machines younger than this need no report; 24 hours by default'),
      maxOther: z
        .number()
        .int()
        .min(0)
        .max(200)
        .nullish()
        .describe('Failing tests that are let pass on one machine; 15 by default'),
      ignore: z.array(benchTest).nullish().describe('Tests that do not count, such as "2.2"'),
      alwaysFail: z
        .array(benchTest)
        .nullish()
        .describe('Tests of which each is a HIGH failure; a list of yours replaces the default'),
    })
    .nullish()
    .describe('How reports of Docker Bench are judged'),
  imageDriftHours: z
    .number()
    .min(0)
    .max(24 * 365)
    .nullish()
    .describe('How long an image may run that its tag does not name any more; 24 hours by default'),
  sensitive: z
    .strictObject({
      tag: z
        .strictObject({
          key: oneLine(128).nullish().describe('Key of the tag; DataClassification by default'),
          values: z
            .array(oneLine(256))
            .nullish()
            .describe('Values, * as wildcard; confidential, restricted and secret by default'),
        })
        .nullish()
        .describe('The tag that marks what is sensitive'),
      repositories: z
        .array(oneLine(256))
        .nullish()
        .describe('Names of sensitive repositories, * as wildcard'),
    })
    .nullish()
    .describe('Which repositories are sensitive'),
  signing: z
    .strictObject({
      required: z.boolean().nullish().describe('Whether images in use must be signed; false by default'),
    })
    .nullish()
    .describe('Signatures of images'),
  logReaders: names('Names of roles and users that read the audit log on purpose'),
  principals: z
    .strictObject({
      administrators: names('Names of roles and users that administer the account on purpose'),
      automation: names('Names of roles and users that no person acts as: pipelines, operators'),
      accessKeyUsers: names('Names of users whose long-term access key is accepted'),
      maintainers: names('Names of roles that change trails and the monitor on purpose'),
    })
    .nullish()
    .describe('Roles and users of a known kind'),
  network: z
    .strictObject({
      centralEndpoints: z
        .boolean()
        .nullish()
        .describe('true: tasks reach AWS by endpoints in another VPC; none is missed in their own'),
      trustedCidrs: z
        .array(cidr)
        .nullish()
        .describe('Address ranges outside of a VPC that may reach its endpoints, such as 10.0.0.0/8'),
      requireFargateEcsEndpoints: z
        .boolean()
        .nullish()
        .describe('true: endpoints of ECS itself are wanted where tasks run on Fargate only, too'),
    })
    .nullish()
    .describe('How VPCs are laid out'),
  businessHours: z
    .strictObject({
      zone: timeZone.describe('IANA time zone'),
      days: z.array(z.enum(WEEKDAYS)).min(1).describe('Days on which the hours begin'),
      from: clockTime.describe('Local time HH:MM, within'),
      to: clockTime.describe('Local time HH:MM, no more within; not later than from: on the next day'),
    })
    .nullish()
    .describe('When people are expected to work; without it nobody is told of calls outside the hours'),
} satisfies Record<ParameterName, z.ZodType>;
