import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { at, objects, text } from '#domain/json.ts';
import { registryArn } from '#domain/resource.ts';
import { andThen, type Found, ignored, type Pattern, type ServiceEvents, together } from '#domain/trigger.ts';
import { imageIn, repositoryNamed } from './ecr-names.ts';
import { needed, said } from './names.ts';

/** The calls that switch scanning on or off, in whole or for some findings (IAM's service authorisation data). */
type InspectorCall = 'Enable' | 'Disable';
type InspectorNative = 'Inspector2 Scan' | 'Inspector2 Finding';

/** The first scan of an image is complete. Instances and functions are scanned too; they are not ours. */
function scanned(event: ChangeEvent): Found<readonly Arn[]> {
  const { detail } = event;
  if (text(detail, 'image-digest') === undefined) return ignored('it is about no image');
  return andThen(needed(said(detail, 'repository-name'), 'repository'), (name) =>
    andThen(repositoryNamed(event, name), (repository) =>
      andThen(needed(said(detail, 'image-digest'), 'image'), (digest) =>
        together([imageIn(repository, digest)]),
      ),
    ),
  );
}

/** Of one image there may be hundreds: a new critical one alone may be news before the next sweep. Also the rule's condition. */
const CRITICAL: Pattern = { severity: ['CRITICAL'], status: ['ACTIVE'] };

function found(event: ChangeEvent): Found<readonly Arn[]> {
  const { detail } = event;
  if (detail['severity'] !== 'CRITICAL' || detail['status'] !== 'ACTIVE')
    return ignored('no new critical vulnerability: the next sweep sees it');
  const images = objects(detail, 'resources').flatMap((each) => {
    const image = at(each, 'details', 'awsEcrContainerImage');
    return image === undefined ? [] : [image];
  });
  if (images.length === 0) return ignored('it is about no image');
  return together(
    images.map((image) =>
      andThen(needed(said(image, 'repositoryName'), 'repository'), (name) =>
        andThen(repositoryNamed(event, name), (repository) =>
          andThen(needed(said(image, 'imageHash'), 'image'), (digest) => imageIn(repository, digest)),
        ),
      ),
    ),
  );
}

export const INSPECTOR2: ServiceEvents<InspectorCall, InspectorNative> = {
  service: 'inspector2',
  triggers: [
    { resourceType: 'AWS::ECR::Image', native: ['Inspector2 Scan'], locate: scanned, alters: ['imageScan'] },
    { resourceType: 'AWS::ECR::Image', native: ['Inspector2 Finding'], locate: found, alters: ['imageScan'] },
    {
      resourceType: 'AWS::ECR::Registry',
      calls: ['Enable', 'Disable'],
      locate: ({ place }) => [registryArn(place)],
      alters: ['repositoryScanning'],
    },
  ],
  ignored: {},
  conditions: { 'Inspector2 Finding': CRITICAL },
  reduced: [],
};
