import type { OutboundMessage, SnsMessage } from '#domain/outbound.ts';

/**
 * One message for every kind of subscriber. `https` is Amazon Q, which silently drops all but its own document;
 * values must be strings (SNS ignores objects).
 */
export function snsMessage({ subject, text, slack, body, attributes }: OutboundMessage): SnsMessage {
  const program = JSON.stringify(body);
  return {
    Subject: subject,
    Message: JSON.stringify({
      default: text,
      email: text,
      https: JSON.stringify(slack),
      sqs: program,
      lambda: program,
    }),
    MessageStructure: 'json',
    MessageAttributes: attributesOf(attributes),
  };
}

/** SNS refuses an empty value, and with it the whole message: such an attribute is left out. */
function attributesOf(attributes: OutboundMessage['attributes']): SnsMessage['MessageAttributes'] {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(
      ([name, value]): readonly (readonly [string, SnsMessage['MessageAttributes'][string]])[] => {
        if (typeof value !== 'string')
          return value.length > 0
            ? [[name, { DataType: 'String.Array', StringValue: JSON.stringify(value) }]]
            : [];
        return value === '' ? [] : [[name, { DataType: 'String', StringValue: value }]];
      },
    ),
  );
}
