import { redactBody } from './redact';

test.each([
  ['a form', 'Action=RunInstances&ImageId=ami-1&UserData=aHVudGVyMg%3D%3D'],
  ['a nested parameter', 'Action=RequestSpotInstances&LaunchSpecification.UserData=hunter2&ImageId=ami-1'],
  ['XML', '<A><imageId>ami-1</imageId><SecretAccessKey>hunter2</SecretAccessKey></A>'],
  ['JSON', '{"ImageId":"ami-1","SecretString":"hunter2"}'],
  ['an encrypted parameter', '{"Parameter":{"Name":"ami-1","Type":"SecureString","Value":"hunter2"}}'],
])('of %s the secret is left out, and nothing else', (_, body) => {
  const kept = redactBody(body);
  expect(kept).toContain('ami-1');
  expect(kept).not.toMatch(/hunter2|aHVudGVyMg/);
});

test('what cannot be read is not kept', () => {
  expect(redactBody('{"SecretString":"hunt')).toBe('(left out)');
});

test('a parameter that is not encrypted is kept with its value', () => {
  expect(redactBody('{"Type":"String","Value":"ami-1"}')).toBe('{"Type":"String","Value":"ami-1"}');
});
