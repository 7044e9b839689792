import { ACCOUNT, call, type Json, OTHER, REGION, type Situation, situation } from './records.ts';

const efs = (name: string, request: Json | null, response?: Json | null): Json =>
  call('elasticfilesystem', name, request, response);
const arn = (rest: string, account = ACCOUNT): string =>
  `arn:aws:elasticfilesystem:${REGION}:${account}:${rest}`;

const FS = 'fs-0123456789abcdef0';
const AP = 'fsap-0123456789abcdef0';
const FILE_SYSTEM = [`FileSystem file-system/${FS}`];
const ACCESS_POINT = [`AccessPoint access-point/${AP}`];
const id = { fileSystemId: FS };

/** Events of EFS, made up after its API model; each with the resources it changes. */
export const EFS_SITUATIONS: readonly Situation[] = [
  situation('PutFileSystemPolicy', efs('PutFileSystemPolicy', { ...id, policy: '{}' }, id), FILE_SYSTEM),
  situation(
    'PutFileSystemPolicy by ARN',
    efs('PutFileSystemPolicy', { fileSystemId: arn(`file-system/${FS}`) }),
    FILE_SYSTEM,
  ),
  situation(
    "PutFileSystemPolicy on another account's",
    efs('PutFileSystemPolicy', { fileSystemId: arn(`file-system/${FS}`, OTHER) }),
    [`ignored: belongs to account ${OTHER}`],
  ),
  situation('PutFileSystemPolicy of nothing', efs('PutFileSystemPolicy', null), [
    'malformed: it names no file system',
  ]),
  situation('PutFileSystemPolicy of no id', efs('PutFileSystemPolicy', { fileSystemId: 'fs-../x' }), [
    'malformed: names no valid file system id',
  ]),
  situation('DeleteFileSystemPolicy', efs('DeleteFileSystemPolicy', id), FILE_SYSTEM),
  situation('DeleteFileSystem', efs('DeleteFileSystem', id), FILE_SYSTEM),
  situation('TagResource of a file system', efs('TagResource', { resourceId: FS, tags: [] }), FILE_SYSTEM),
  situation(
    'UntagResource by ARN',
    efs('UntagResource', { resourceId: arn(`file-system/${FS}`) }),
    FILE_SYSTEM,
  ),
  situation('TagResource of something else', efs('TagResource', { resourceId: 'fsmt-1' }), [
    'malformed: names no valid file system or access point',
  ]),
  situation('CreateTags, the older call', efs('CreateTags', { ...id, tags: [] }), FILE_SYSTEM),
  situation('DeleteTags, the older call', efs('DeleteTags', { ...id, tagKeys: ['a'] }), FILE_SYSTEM),
  situation(
    'CreateAccessPoint',
    efs('CreateAccessPoint', id, { ...id, accessPointId: AP, accessPointArn: arn(`access-point/${AP}`) }),
    ACCESS_POINT,
  ),
  situation(
    'DeleteAccessPoint names no file system',
    efs('DeleteAccessPoint', { accessPointId: AP }),
    ACCESS_POINT,
  ),
  situation('DeleteAccessPoint of no id', efs('DeleteAccessPoint', { accessPointId: 'x' }), [
    'malformed: names no valid access point id',
  ]),
];
