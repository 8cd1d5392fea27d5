import { findTools } from './tools';

test('missing tools are named with their Debian packages', () => {
  expect(findTools('user', '/none')).toMatchObject({
    code: 'LAY050',
    detail: expect.stringContaining('setpriv'),
    hint: expect.stringMatching(/apt-get install .*util-linux.*uidmap/),
  });
});

test('root needs no uidmap', () => {
  const { hint } = findTools('root', '/none') as { hint: string };
  expect(hint).not.toContain('uidmap');
});
