import { getEndedInstance, getFailedImage, getFailedSnapshot, getFailedVolume } from './reasons';

test.each([
  [{ Code: 'Client.InternalError', Message: 'Client error on launch' }, /encryption key/],
  [{ Code: 'Server.InternalError', Message: 'Internal error on launch' }, /build again/],
  [{ Code: 'Client.VolumeLimitExceeded', Message: 'Volume limit exceeded' }, /Service Quotas/],
  [
    { Code: 'Client.InstanceInitiatedShutdown', Message: 'Instance initiated shutdown' },
    /inside the machine/,
  ],
  [{ Code: 'Server.SpotInstanceTermination', Message: 'Spot instance termination' }, /spot/],
])('an instance that died tells why: %j', (StateReason, hint) => {
  const ended = getEndedInstance({ State: { Name: 'shutting-down' }, StateReason });
  expect(ended).toEqual({
    state: 'shutting-down',
    reason: `${StateReason.Code}: ${StateReason.Message}`,
    hint: expect.stringMatching(hint),
  });
});

test('what may still be done has not failed', () => {
  expect([
    getEndedInstance({ State: { Name: 'pending' } }),
    getFailedImage({ State: 'pending' }),
    getFailedImage({ State: 'available' }),
    getFailedSnapshot({ State: 'pending' }),
    getFailedVolume({ State: 'creating' }),
  ]).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

test('a snapshot and a volume in error say so', () => {
  const told = getFailedSnapshot({ State: 'error', StateMessage: 'KMS key is not accessible' });
  expect(told).toMatchObject({ state: 'error', reason: 'KMS key is not accessible' });
  expect(told?.hint).toContain('kms:CreateGrant');
  expect(getFailedVolume({ State: 'error' })).toMatchObject({ state: 'error' });
});
