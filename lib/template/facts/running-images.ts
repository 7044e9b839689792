import type { FamilyImages } from '#domain/family-images.ts';
import type { RunningImages } from '#domain/running-image.ts';
import type { Reader } from './reader.ts';

/** Before deployment nothing runs, which is known of every service. */
export const readRunningImages: Reader<RunningImages> = () => ({ value: { images: [], complete: true } });

/** What the names of images stand for is in the registry, and none of them runs yet. */
export const readFamilyImages: Reader<FamilyImages> = () => ({
  value: { named: {}, running: {}, users: {} },
});
