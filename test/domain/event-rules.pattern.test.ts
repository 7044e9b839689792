import { describe, expect, it } from 'vitest';
import { type EventPattern, matches } from '../support/event-pattern.ts';

// From the examples and rules in the EventBridge user guide ("Event patterns", "Arrays", "Null values and empty
// strings", "Content filtering").
const launched = {
  version: '0',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  region: 'us-west-2',
  resources: [
    'arn:aws:ec2:us-west-2:123456789012:instance/i-1',
    'arn:aws:autoscaling:us-west-2:123456789012:group/g',
  ],
  detail: {
    state: 'running',
    eventVersion: '',
    responseElements: null,
    'c-count': 5,
    nested: { deep: ['a', 'b'] },
    list: [{ k: 'v' }, { k: 'w' }],
  },
};

const cases: readonly (readonly [string, EventPattern, boolean])[] = [
  ['one exact value', { source: ['aws.ec2'] }, true],
  ['one of several values', { source: ['aws.s3', 'aws.ec2'] }, true],
  ['none of several values', { source: ['aws.s3', 'aws.sqs'] }, false],
  ['case counts', { source: ['AWS.EC2'] }, false],
  ['all fields must match', { source: ['aws.ec2'], region: ['eu-west-1'] }, false],
  ['nested fields', { detail: { state: ['running'] } }, true],
  ['a field that the event lacks', { detail: { reason: ['x'] } }, false],
  [
    'a list in the event: one common value is enough',
    { resources: ['other', 'arn:aws:autoscaling:us-west-2:123456789012:group/g'] },
    true,
  ],
  ['a list in the event without a common value', { resources: ['other'] }, false],
  ['a list deep down', { detail: { nested: { deep: ['b'] } } }, true],
  ['a list of objects: one is enough', { detail: { list: { k: ['w'] } } }, true],
  ['the empty text is a value', { detail: { eventVersion: [''] } }, true],
  ['null is a value', { detail: { responseElements: [null] } }, true],
  ['the empty text is not null', { detail: { eventVersion: [null] } }, false],
  ['a number is not its text', { detail: { 'c-count': ['5'] } }, false],
  ['exists, and it does', { detail: { state: [{ exists: true }] } }, true],
  ['exists with null: the value does not count', { detail: { responseElements: [{ exists: true }] } }, true],
  ['exists not, but it does', { detail: { state: [{ exists: false }] } }, false],
  ['exists not, and it does not', { detail: { errorCode: [{ exists: false }] } }, true],
  ['exists not, in an object that is not there', { none: { errorCode: [{ exists: false }] } }, true],
  ['exists is about leaves, an object is none', { detail: { nested: [{ exists: true }] } }, false],
  ['prefix', { region: [{ prefix: 'us-' }] }, true],
  ['another prefix', { region: [{ prefix: 'eu-' }] }, false],
  ['anything but another value', { detail: { state: [{ 'anything-but': 'stopped' }] } }, true],
  ['anything but this value', { detail: { state: [{ 'anything-but': 'running' }] } }, false],
  [
    'anything but a list of values',
    { detail: { state: [{ 'anything-but': ['stopped', 'running'] }] } },
    false,
  ],
  ['anything but a prefix', { region: [{ 'anything-but': { prefix: 'us-' } }] }, false],
  ['anything but, of a field that is not there', { detail: { reason: [{ 'anything-but': 'x' }] } }, false],
];

describe('EventBridge matching', () => {
  it.each(cases)('%s', (_name, pattern, expected) => {
    expect(matches(pattern, launched)).toBe(expected);
  });
});
