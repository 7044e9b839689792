import { testSituations } from '../support/situations.ts';

/** A family that mounts a file system, by what is said of the volume. */
const family = (volume: string): string => `
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      Volumes:
        - Name: data
          EFSVolumeConfiguration: ${volume}
      ContainerDefinitions:
        - {Name: web, Image: nginx, MountPoints: [{SourceVolume: data, ContainerPath: /data}]}
`;
const BY_POINT =
  '{FilesystemId: !Ref Data, TransitEncryption: ENABLED, AuthorizationConfig: {AccessPointId: !Ref Point, IAM: ENABLED}}';
const POINT = `
  Point:
    Type: AWS::EFS::AccessPoint
    Properties: {FileSystemId: !Ref Data, RootDirectory: {Path: /web}, PosixUser: {Uid: '1000', Gid: '1000'}}
`;
const DATA = `
  Data: {Type: AWS::EFS::FileSystem, Properties: {Encrypted: true}}
`;
const withPolicy = (statements: string): string => `
  Data:
    Type: AWS::EFS::FileSystem
    Properties:
      Encrypted: 'true'
      FileSystemPolicy: {Version: '2012-10-17', Statement: [${statements}]}
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
`;
const ONLY_TLS =
  "{Effect: Deny, Principal: '*', Action: '*', Condition: {Bool: {'aws:SecureTransport': 'false'}}}";
const mayMount = (principal: string): string =>
  `{Effect: Allow, Principal: ${principal}, Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite']}`;
const POINT_CONTROL = 'Web task-definition-efs-access-point';

testSituations({
  'a file system and its access point in the same template': {
    resources: DATA + POINT + family(BY_POINT),
    says: {
      'Data efs-encryption': 'PASSED',
      'Data efs-policy': ['FAILED', 'no-policy'],
      [POINT_CONTROL]: 'PASSED',
      'Web task-definition-efs-iam': 'PASSED',
      'Web task-definition-efs-transit-encryption': 'PASSED',
    },
  },
  'one that nothing in the template mounts may be mounted by others': {
    resources: "  Data: {Type: AWS::EFS::FileSystem, Properties: {Encrypted: 'false'}}",
    says: { 'Data efs-encryption': ['FAILED', 'not-encrypted'] },
  },
  'one that says nothing of its encryption has none': {
    resources: '  Data: {Type: AWS::EFS::FileSystem}',
    says: { 'Data efs-encryption': ['FAILED', 'not-encrypted'], 'Data efs-policy': ['FAILED', 'no-policy'] },
  },
  'encryption by a parameter without a default': {
    before: 'Parameters: {Encrypt: {Type: String}}',
    resources: '  Data: {Type: AWS::EFS::FileSystem, Properties: {Encrypted: !Ref Encrypt}}',
    says: {
      'Data efs-encryption': ['NOT_AVAILABLE', /Ref Encrypt is not known before deployment/],
      'Data efs-policy': ['FAILED', 'no-policy'],
    },
  },
  'a policy for one role, by TLS only': {
    resources: withPolicy(`${ONLY_TLS}, ${mayMount('{AWS: !GetAtt Role.Arn}')}`),
    says: { 'Data efs-policy': 'PASSED' },
  },
  'a policy that lets everybody mount': {
    resources: withPolicy(`${ONLY_TLS}, ${mayMount("'*'")}`),
    says: {
      'Data efs-policy': ['FAILED', 'open-to-everybody * ClientMount', 'open-to-everybody * ClientWrite'],
    },
  },
  'a policy with a principal that is not known': {
    resources: withPolicy(`${ONLY_TLS}, ${mayMount('{AWS: !ImportValue role}')}`),
    says: { 'Data efs-policy': ['NOT_AVAILABLE', /Fn::ImportValue role/], 'Data efs-encryption': 'PASSED' },
  },
  'an access point at the root, and without a user': {
    resources: `${DATA}
  Point: {Type: AWS::EFS::AccessPoint, Properties: {FileSystemId: !Ref Data}}
${family(BY_POINT)}`,
    says: { [POINT_CONTROL]: ['FAILED', 'root-access-point data', 'access-point-without-user data'] },
  },
  'an access point named by its attribute': {
    resources: DATA + POINT + family(BY_POINT.replace('!Ref Point', '!GetAtt Point.AccessPointId')),
    says: { [POINT_CONTROL]: 'PASSED' },
  },
  'an access point of another template': {
    resources: DATA + family(BY_POINT.replace('!Ref Point', 'fsap-0123456789abcdef0')),
    says: {
      [POINT_CONTROL]: ['NOT_AVAILABLE', /an access point that the template does not make/],
      'Web task-definition-efs-iam': 'PASSED',
    },
  },
  'an access point on a file system of another template': {
    resources:
      POINT.replace('!Ref Data', '!ImportValue data') +
      family(BY_POINT.replace('!Ref Data', '!ImportValue data')),
    says: { [POINT_CONTROL]: 'PASSED' },
  },
  'an access point that is imported': {
    resources: DATA + family(BY_POINT.replace('!Ref Point', '!ImportValue point')),
    says: { [POINT_CONTROL]: ['NOT_AVAILABLE', /Fn::ImportValue point/] },
  },
  'a file system named by id, with nothing asked for': {
    resources: family('{FilesystemId: fs-0123456789abcdef0}'),
    says: {
      [POINT_CONTROL]: ['FAILED', 'no-access-point data'],
      'Web task-definition-efs-iam': ['FAILED', 'no-iam-authorization data'],
      'Web task-definition-efs-transit-encryption': ['FAILED', 'no-transit-encryption data'],
    },
  },
});
