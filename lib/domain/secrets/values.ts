/** Shorter ones are words and codes more often than secrets (control review, "task-definition-plaintext-secrets"). */
const SHORTEST_SECRET = 8;

/** Something that is put in for the secret later: by the shell, CloudFormation, a template engine. */
const REFERENCES: readonly RegExp[] = [
  /\$\{/,
  /^\$\(/,
  /^\$[A-Za-z_]\w*$/,
  /^%[A-Za-z_]\w*%$/,
  /^\{\{/,
  /\{\{resolve:/i,
  /^<[^>]*>$/,
  /^arn:/i,
  /^(?:ssm|ssm-secure|secretsmanager|aws-sm|aws-ssm|vault|file|env|op|gcpsm|kms):/i,
];

/** What people write where a secret is still to come. */
const PLACEHOLDERS: readonly RegExp[] = [
  /^(?:\*+|x+|\.+|-+|_+|#+)$/i,
  /^(?:change|replace|fill|insert)[-_ ]?(?:me|this|it|in|here)?$/i,
  /^(?:placeholder|redacted|masked|hidden|dummy|example|sample|todo|tbd|secret-here|not[-_ ]?set|not[-_ ]?used|unset|undefined|null|none|nil|empty|n\/a)$/i,
  /^(?:your|example|dummy|placeholder)[-_ ][a-z_ -]+$/i,
];

/** Values of settings that only look like secrets by their names. */
const HARMLESS: readonly RegExp[] = [
  /^(?:true|false|yes|no|on|off|enabled|disabled|required|optional|default|automatic)$/i,
  /^[-+]?[\d.,_]+(?:ms|[smhdw]|[kmg]i?b?|%)?$/i,
  // Paths, which are names of parameters too, and addresses without a password (those have a format of their own).
  /^(?:\.{0,2}|~)\/[^\s]*$/,
  /^[A-Za-z]:[\\/]/,
  /^[a-z][a-z0-9+.-]{1,30}:\/\//i,
];

/** Whether a text stands for a secret that is elsewhere, or not there yet. */
export const isPlaceholder = (value: string): boolean =>
  [...REFERENCES, ...PLACEHOLDERS].some((pattern) => pattern.test(value.trim()));

/** Whether a value under a suspicious name could be the secret itself. */
export const couldBeSecret = (value: string): boolean => {
  const text = value.trim();
  return (
    text.length >= SHORTEST_SECRET && !isPlaceholder(text) && !HARMLESS.some((pattern) => pattern.test(text))
  );
};
