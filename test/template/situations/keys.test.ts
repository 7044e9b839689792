import { testSituations } from '../support/situations.ts';

const CMK = 'Repo repository-encryption-cmk';
/** A repository that is marked sensitive, with its key. */
const repository = (key: string): string => `
  Repo:
    Type: AWS::ECR::Repository
    Properties:
      Tags: [{Key: DataClassification, Value: confidential}]
      EncryptionConfiguration: {EncryptionType: KMS${key && `, KmsKey: ${key}`}}
`;
const key = (properties: string): string => `
  Key: {Type: AWS::KMS::Key, Properties: {${properties}}}
  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/images, TargetKeyId: !Ref Key}}
`;
const ROTATED = key('EnableKeyRotation: true');

testSituations({
  'a rotated key of the template, by its ARN': {
    resources: ROTATED + repository('!GetAtt Key.Arn'),
    says: { [CMK]: 'PASSED', 'Repo repository-encryption-kms': 'PASSED' },
  },
  'by its id': { resources: ROTATED + repository('!Ref Key'), says: { [CMK]: 'PASSED' } },
  'by its alias': { resources: ROTATED + repository('!Ref Alias'), says: { [CMK]: 'PASSED' } },
  'by the name of its alias': { resources: ROTATED + repository('alias/images'), says: { [CMK]: 'PASSED' } },
  'a key that is never renewed': {
    resources: key('Description: images') + repository('!Ref Key'),
    says: { [CMK]: ['FAILED', 'key-not-rotated'] },
  },
  'a key of imported material': {
    resources: key('Origin: EXTERNAL') + repository('!Ref Key'),
    says: { [CMK]: ['NOT_AVAILABLE', /the state of its key/] },
  },
  'a key that is switched off': {
    resources: key("Enabled: 'false', EnableKeyRotation: true") + repository('!Ref Key'),
    says: { [CMK]: ['FAILED', 'key-disabled'] },
  },
  'a key whose rotation is decided later': {
    before: 'Parameters: {Rotate: {Type: String}}',
    resources: key('EnableKeyRotation: !Ref Rotate') + repository('!Ref Key'),
    says: { [CMK]: ['NOT_AVAILABLE', /Ref Rotate is not known/] },
  },
  'the key that AWS manages': {
    resources: repository(''),
    says: { [CMK]: ['FAILED', 'not-customer-managed'] },
  },
  'the key that AWS manages, by its alias': {
    resources: repository('alias/aws/ecr'),
    says: { [CMK]: ['FAILED', 'not-customer-managed'] },
  },
  'a key that is imported is not taken for none': {
    resources: repository('!ImportValue images-key'),
    says: {
      [CMK]: ['NOT_AVAILABLE', /Fn::ImportValue images-key/],
      'Repo repository-encryption-kms': 'PASSED',
    },
  },
  'a key of another template': {
    resources: repository('alias/elsewhere'),
    says: { [CMK]: ['NOT_AVAILABLE', /a repository that the template does not make/] },
  },
  'a key by the ARN of an account that may be the own one': {
    resources: repository('arn:aws:kms:eu-west-1:123456789012:key/0000'),
    says: { [CMK]: ['NOT_AVAILABLE', /that the template does not make/] },
  },
});
