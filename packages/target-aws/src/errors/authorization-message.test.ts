import { describeDecoded, getEncodedMessage, withoutEncodedMessage } from './authorization-message';

const message =
  'You are not authorized to perform this operation. Encoded authorization failure message: 4GIO-x_y+/=';

test('the encoded part is found and taken out', () => {
  expect(getEncodedMessage(message)).toBe('4GIO-x_y+/=');
  expect(withoutEncodedMessage(message)).toBe('You are not authorized to perform this operation.');
  expect(getEncodedMessage('Access denied')).toBeUndefined();
});

const context = {
  principal: { arn: 'arn:aws:iam::123456789012:user/ci' },
  action: 'ec2:RunInstances',
  resource: 'arn:aws:ec2:eu-central-1:123456789012:instance/*',
};

test.each([
  [
    { explicitDeny: false, context },
    'No policy allows arn:aws:iam::123456789012:user/ci ec2:RunInstances on',
  ],
  [
    { explicitDeny: true, context, matchedStatements: { items: [{ statementId: 'NoNight' }] } },
    'A policy denies arn:aws:iam::123456789012:user/ci ec2:RunInstances on arn:aws:ec2:eu-central-1:123456789012:instance/* (statement NoNight)',
  ],
  [{}, 'No policy allows the caller this on the resource'],
])('what AWS decodes is one sentence: %j', (decoded, words) => {
  expect(describeDecoded(JSON.stringify(decoded))).toContain(words);
});

test('what is no JSON is told as nothing', () => {
  expect(describeDecoded('<html>')).toBe('No policy allows the caller this on the resource');
});
