import { createHash } from 'node:crypto';
import { parseArn } from '#domain/arn.ts';
import { type Fields, fieldsOf, textOf, textsOf } from '#domain/normalise/fields.ts';
import type { Recording } from './recording.ts';

/** A recording as it stands in a file: with a digest, so that one changed by hand is not taken for what was read. */
export interface RecordingFile extends Recording {
  readonly digest: string;
}

export const recordingFile = (recording: Recording): RecordingFile => ({
  ...recording,
  digest: digestOf(recording),
});

const digestOf = (recording: object): string =>
  createHash('sha256').update(JSON.stringify(recording)).digest('hex');

/**
 * Reads version 2 of an account file. Its facts are taken as they are: they were written by a program, and the digest
 * says that nobody changed them. Never throws; the error repeats nothing of the file.
 */
export function parseRecording(file: Fields): { readonly recording: Recording } | { readonly error: string } {
  const { digest, ...rest } = file;
  if (!isRecording(rest)) return { error: 'the recording is not complete' };
  if (textOf(digest) !== digestOf(rest))
    return { error: 'the recording was changed after it was written (its digest differs); record it anew' };
  return { recording: rest };
}

const isRecording = (file: Fields): file is Fields & Recording =>
  textOf(file['recordedAt']) !== undefined &&
  textOf(file['recordedBy']) !== undefined &&
  typeof file['partial'] === 'boolean' &&
  fieldsOf(file['shapes']) !== undefined &&
  Array.isArray(file['areas']) &&
  file['areas'].every(isArea) &&
  Object.entries(fieldsOf(file['facts']) ?? { '': undefined }).every(
    ([arn, readings]) => parseArn(arn) !== undefined && isReadings(readings),
  );

const isReadings = (readings: unknown): boolean =>
  Object.values(fieldsOf(readings) ?? [undefined]).every((reading) => {
    const fields = fieldsOf(reading);
    return (
      fields && ('value' in fields || 'unavailable' in fields || 'missing' in fields || 'shared' in fields)
    );
  });

function isArea(area: unknown): boolean {
  const place = fieldsOf(area)?.['place'];
  const lists = fieldsOf(fieldsOf(area)?.['lists']);
  return (
    lists !== undefined &&
    (place === undefined ||
      ['partition', 'region', 'account'].every((part) => textOf(fieldsOf(place)?.[part]) !== undefined)) &&
    Object.values(lists).every((list) => {
      const arns = fieldsOf(list)?.['arns'];
      return Array.isArray(arns) && textsOf(arns).length === arns.length;
    })
  );
}
