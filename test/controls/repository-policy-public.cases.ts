import {
  broken,
  documentOf,
  given,
  nothing,
  OTHER,
  OWN,
  PULL,
  pull,
  registry,
  template,
} from '../support/ecr-access.ts';
import type { Cases } from './cases.ts';

const everyone = pull('*');
const ours = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
const under = (Condition: object) => given(pull('*', { Condition }));
const REPOSITORIES = `arn:aws:ecr:eu-west-1:${OWN}:repository/public/*`;

export default {
  passes: {
    'no policy': nothing,
    'one account': given(pull({ AWS: OTHER })),
    'a service': given(pull({ Service: 'codebuild.amazonaws.com' })),
    'everybody of an organisation': under(ours),
    'everybody of an account': under({ StringEquals: { 'aws:PrincipalAccount': OTHER } }),
    'every account of an organisation, by a wildcard': given(
      pull({ AWS: 'arn:aws:iam::*:root' }, { Condition: ours }),
    ),
    'everybody behind an endpoint': under({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }),
    'everybody, and a Deny for all but the organisation': given(everyone, {
      Effect: 'Deny',
      Principal: '*',
      Action: 'ecr:*',
      Condition: { StringNotEquals: ours.StringEquals },
    }),
    'everybody, and a Deny for all but an account': given(everyone, {
      Effect: 'Deny',
      NotPrincipal: { AWS: [OTHER, OWN] },
      Action: '*',
    }),
    'actions that are no actions of repositories': given(pull('*', { Action: 'ecr:GetAuthorizationToken' })),
    'a registry that lets one account replicate': registry({
      policy: documentOf(pull({ AWS: OTHER }, { Action: 'ecr:ReplicateImage', Resource: '*' })),
    }),
    'a template for one account': registry({
      templates: [template('prod', { policy: documentOf(pull({ AWS: OTHER })) })],
    }),
  },
  fails: {
    'everybody may pull': { ...given(everyone), reasons: ['everybody * pull'], severity: 'CRITICAL' },
    'everybody as AWS': { ...given(pull({ AWS: '*' })), reasons: ['everybody * pull'], severity: 'CRITICAL' },
    'every account, by a wildcard that IAM does not take': {
      ...given(pull({ AWS: ['arn:aws:iam::*:root', `arn:aws:iam::${OWN}:root`] })),
      reasons: ['every-account-by-wildcard *'],
      severity: 'MEDIUM',
    },
    'everybody in a list': {
      ...given(pull({ AWS: [OTHER, '*'] })),
      reasons: ['everybody * pull'],
      severity: 'CRITICAL',
    },
    'everybody but one': {
      ...given(pull(undefined, { NotPrincipal: { AWS: OTHER } })),
      reasons: ['everybody * pull'],
      severity: 'CRITICAL',
    },
    'everything by a wildcard': {
      ...given(pull('*', { Action: 'ecr:*' })),
      reasons: ['everybody * administer', 'everybody * pull', 'everybody * push', 'everybody * read'],
      severity: 'CRITICAL',
    },
    'pushing by NotAction': {
      ...given(
        pull('*', {
          Action: undefined,
          NotAction: [
            'ecr:*Get*',
            'ecr:Batch*',
            'ecr:De*',
            'ecr:List*',
            'ecr:S*',
            'ecr:T*',
            'ecr:Un*',
            'ecr:Update*',
            'ecr:PutImage?*',
            'ecr:PutL*',
          ],
        }),
      ),
      reasons: ['everybody * push'],
      severity: 'CRITICAL',
    },
    'a condition that everybody meets': {
      ...under({ Bool: { 'aws:SecureTransport': 'true' } }),
      reasons: ['everybody * pull'],
      severity: 'CRITICAL',
    },
    'every address': {
      ...under({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }),
      reasons: ['everybody * pull'],
      severity: 'CRITICAL',
    },
    'an organisation, if there is one': {
      ...under({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
      reasons: ['everybody * pull'],
      severity: 'CRITICAL',
    },
    'a Deny that everybody escapes': {
      ...given(everyone, {
        Effect: 'Deny',
        Principal: '*',
        Action: 'ecr:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
      reasons: ['everybody * pull'],
      severity: 'CRITICAL',
    },
    'a part of the registry': {
      ...registry({ policy: documentOf(pull('*', { Resource: REPOSITORIES })) }),
      reasons: ['everybody * pull'],
      severity: 'CRITICAL',
    },
    'what the next repository begins with': {
      ...registry({ templates: [template('prod', { policy: documentOf(everyone) })] }),
      reasons: ['everybody template prod * pull'],
      severity: 'CRITICAL',
    },
  },
  notApplicable: {},
  notAvailable: {
    'a policy that is none': {
      ...broken,
      why: /its policy cannot be read \(Statement\[0\].Action is missing/,
    },
    'a condition on what is not known': {
      ...under({ StringEquals: { 'aws:ResourceTag/public': 'yes' } }),
      why: /whether everybody can pull images depends on aws:ResourceTag\/public/,
    },
    'templates that cannot be read': {
      ...registry({ templates: { unavailable: 'denied', what: 'ecr:DescribeRepositoryCreationTemplates' } }),
      why: /access denied: ecr:DescribeRepositoryCreationTemplates/,
    },
  },
  worse: { before: given(everyone), after: given(pull('*', { Action: [...PULL, 'ecr:PutImage'] })) },
} satisfies Cases;
