import type { Arn } from '#domain/arn.ts';
import { placeOf, revisionArn, revisionOf } from '#domain/resource.ts';
import { isDigest, type RunningImages } from '#domain/running-image.ts';
import { type Fields, objectsOf, readCount, textOf } from './fields.ts';

/** Nothing runs in them any more (task lifecycle, ECS developer guide). */
const OVER: ReadonlySet<unknown> = new Set(['DEPROVISIONING', 'STOPPED', 'DELETED']);
export const isOver = (task: Fields): boolean => OVER.has(task['lastStatus']);

type Image = RunningImages['images'][number];

/** The images of service revisions (DescribeServiceRevisions): ECS resolves each name once for all tasks of a revision. Never throws. */
export function imagesOfRevisions(service: Arn, raw: unknown): RunningImages {
  const revisions = objectsOf(raw);
  const parts = revisions.map((each) =>
    imagesIn(definitionIn(each, service), each['containerImages'], 'containerName'),
  );
  return {
    images: unique(parts.flatMap(({ images }) => images)),
    complete: parts.every(({ images, complete }) => complete && images.length > 0),
  };
}

/** The images of tasks that run (DescribeTasks). A container that is still being pulled has no digest yet. Never throws. */
export function imagesOfTasks(raw: unknown): RunningImages {
  const parts = objectsOf(raw)
    .filter((task) => !isOver(task))
    .map((task) => imagesIn(textOf(task['taskDefinitionArn']), task['containers'], 'name'));
  return {
    images: unique(parts.flatMap(({ images }) => images)),
    complete: parts.every(({ complete }) => complete),
  };
}

function imagesIn(definition: Arn | undefined, raw: unknown, nameKey: string): RunningImages {
  if (definition === undefined || revisionOf(definition) === undefined)
    return { images: [], complete: false };
  const containers = objectsOf(raw);
  const images = containers.flatMap((each): Image[] => {
    const container = textOf(each[nameKey]);
    const digest = textOf(each['imageDigest']);
    return container !== undefined && isDigest(digest) ? [{ definition, container, digest }] : [];
  });
  return { images, complete: images.length === containers.length };
}

/** The API answers with an ARN; `web:42`, as requests may say, is of the service's own account and region. */
function definitionIn(revision: Fields, service: Arn): Arn | undefined {
  const text = textOf(revision['taskDefinition']);
  const [, family, number] = /^([\w-]+):(\d{1,15})$/.exec(text ?? '') ?? [];
  return family === undefined ? text : revisionArn(placeOf(service), family, Number(number));
}

const keyOf = ({ definition, container, digest }: Image): string => `${definition} ${container} ${digest}`;
function unique(images: readonly Image[]): readonly Image[] {
  const byKey = new Map(images.map((each) => [keyOf(each), each]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, image]) => image);
}

/** How many tasks a service runs now; undefined where that is not said. */
export const runningCountOf = (service: Fields): number | undefined => {
  const count = readCount(service, 'runningCount');
  return typeof count === 'number' ? count : undefined;
};

/** The revisions of a service that have or want tasks (`currentServiceRevisions` of DescribeServices). */
export const serviceRevisionsOf = (service: Fields): readonly Arn[] =>
  objectsOf(service['currentServiceRevisions']).flatMap((each) => textOf(each['arn']) ?? []);
