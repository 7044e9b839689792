/** Where we say something else than the tool that a fixture is from, and why ours is right; docs/compare-fixtures.md at length. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  'cdknag-0019': 'an empty Principal is no policy that ECR takes; what cannot be read is not passed',
  'guard-0014': 'the repository is not scanned; the suppression in it is written for another tool',
  'checkov-0069':
    'nothing in the template runs tasks that ECS Exec could open; a KMS key encrypts the channel, not the log',
  'checkov-0068': 'DEFAULT logs by the containers that are opened, and the template has none',
  'checkov-0072':
    'without Logging: OVERRIDE the bucket is not used; DEFAULT logs by containers that are not there',
  'ct-0038': 'awsfirelens without a log router in the task sends its logs nowhere, and ECS refuses it',
  'ct-0109': 'a value of one letter is no secret, whatever its name',
};
