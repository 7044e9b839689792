import { type Check, examined, ill, type Patient, well } from './diagnosis.ts';

const TOPICS = [
  ['findings topic', 'FindingsTopicArn'],
  ['ops topic', 'OpsTopicArn'],
] as const;

/** Whether anybody listens: a message to a topic without subscribers is told to nobody. */
export const topics: Check = {
  id: 'topics',
  run: async (patient) => {
    const each = TOPICS.map(([of, output]) =>
      examined(patient, output, of, patient.vitals.subscriptions, ({ confirmed, pending }) => {
        const waiting = pending > 0 ? `, ${pending} not confirmed` : '';
        if (confirmed > 0 && pending === 0) return [well(of, `${confirmed} confirmed`)];
        const confirm = 'whoever was invited must follow the link in the e-mail that SNS sent';
        if (confirmed > 0) return [ill('warning', of, `${confirmed} confirmed${waiting}`, confirm)];
        return pending > 0 || hasRecipients(patient)
          ? [
              ill(
                'blind',
                of,
                `nobody is told: none confirmed${waiting}`,
                pending > 0 ? confirm : 'deploy the stack again',
              ),
            ]
          : [
              ill(
                'warning',
                of,
                'nobody is told: it has no subscription, and the settings name no recipient',
                'name e-mails or a Slack channel in the settings, or subscribe to the topic',
              ),
            ];
      }),
    );
    return (await Promise.all(each)).flat();
  },
};

const hasRecipients = ({ settings: { recipients } }: Patient): boolean =>
  recipients.emails.length > 0 || recipients.slack !== undefined;
