import { SIGN_IN } from '#domain/raw-event.ts';
import type { ServiceEvents } from '#domain/trigger.ts';

/** What the sign-in pages record (CloudTrail user guide, "AWS Management Console sign-in events", and real records). */
type SignInCall =
  | 'AssumeRole'
  | 'CheckMfa'
  | 'ConsoleLogin'
  | 'ExitRole'
  | 'GetSigninToken'
  | 'PasswordRecoveryCompleted'
  | 'PasswordRecoveryRequested'
  | 'PasswordUpdated'
  | 'RenewRole'
  | 'SwitchRole';

const PASSWORD = 'a new password is still a password';
const ROLE = 'whoever is signed in takes another role; what is done with it is judged when it is done';

/** Sign-ins change no resource: behaviours are judged on them. */
export const SIGN_INS: ServiceEvents<SignInCall, never> = {
  service: 'signin',
  isGlobal: true,
  triggers: [],
  ignored: {
    AssumeRole: ROLE,
    CheckMfa: 'half of a sign-in; ConsoleLogin says how it ended, and whether MFA was used',
    ConsoleLogin: 'a sign-in changes no resource, and one that failed shows nothing',
    ExitRole: ROLE,
    GetSigninToken: 'a token for a sign-in; ConsoleLogin says how that ended',
    PasswordRecoveryCompleted: PASSWORD,
    PasswordRecoveryRequested: PASSWORD,
    PasswordUpdated: PASSWORD,
    RenewRole: ROLE,
    SwitchRole: ROLE,
  },
  recordedAs: { detailType: SIGN_IN, condition: { responseElements: { ConsoleLogin: ['Success'] } } },
  conditions: {},
  reduced: [],
};
