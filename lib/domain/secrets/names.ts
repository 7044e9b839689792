/** Words that mean a secret wherever they stand, also run together with others (`mysqlpassword`, `APITOKEN`). */
const ANYWHERE =
  /passw|passphrase|secret(?!s?manager)|token(?!iz)|credential|apikey|privatekey|accesskey|secretkey/;
/** Short words that mean one as a whole word, or at the end of one (`DBPASS`), but not within one. */
const WORDS = /^(?:pass|pwd|creds?|auth)$/;
const ENDINGS = /(?<!by|com|tres|encom|sur)(?:pass|pwd)$/;
/** Kinds of key that are secret; a public one, a primary one or one of a cache is not. */
const KEYS =
  /^(?:api|access|private|secret|signing|encryption|encrypt|auth|master|account|license|hmac|session|shared|cookie)$/;

/**
 * Last words that make a name one of something about a secret: where it is, how long it lasts, whether it is used.
 * The first line is the control review's, the others are of the same kind.
 */
const ABOUT: ReadonlySet<string> = new Set(
  [
    'arn arns name names file files url urls path id ids ttl expiry enabled header headers',
    'uri dir directory location endpoint host stdin type mode method provider policy length size count limit version',
    'format prefix suffix algorithm alg issuer audience scope scopes region user username timeout lifetime duration',
    'expires expiration required disabled alias store backend manager table bucket validity interval rotation class hint',
  ].flatMap((line) => line.split(' ')),
);
const PHRASES_ABOUT = /(?:public[-_.]?key|allow[-_.]?empty[-_.]?password)$/i;

/** What the agent of ECS logs in to registries with (ECS developer guide, "Container agent configuration"). */
const PHRASES = /^ecs_engine_auth_data$/i;

/** A name in its words, lower case: `DB_Password-2`, `dbPassword2` → `db`, `password`, `2`. */
const wordsOf = (name: string): readonly string[] =>
  name
    .slice(0, 200)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');

/** Whether a variable, option, flag or label of this name probably holds a secret. */
export function isSuspiciousName(name: string): boolean {
  if (PHRASES_ABOUT.test(name)) return false;
  if (PHRASES.test(name)) return true;
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (ABOUT.has(last)) return false;
  return words.some(
    (word, index) =>
      ANYWHERE.test(word) ||
      ENDINGS.test(word) ||
      // `AUTH_SCHEME` says how, `REDIS_AUTH` with what.
      (WORDS.test(word) && (word !== 'auth' || index === words.length - 1)) ||
      (/^keys?$/.test(word) && KEYS.test(words[index - 1] ?? '')),
  );
}

/** Whether a name is one that AWS's tools read a secret access key or session token from. */
export const isAwsSecretName = (name: string): boolean =>
  /aws[^a-z]?secret[^a-z]?(?:access[^a-z]?)?key|secret[^a-z]?access[^a-z]?key/i.test(name.slice(0, 200));

/** Whether a name is one that AWS's tools read a part of a static access key from. */
export const isAwsKeyName = (name: string): boolean =>
  isAwsSecretName(name) || /^aws[^a-z]?access[^a-z]?key(?:[^a-z]?id)?$/i.test(name);
