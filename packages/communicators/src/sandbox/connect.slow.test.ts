import { communicatorSuite } from '@strata/sdk/testing';
import { createSandboxFixture } from '../../../layers/src/testing/sandbox-fixture';
import { connectSandbox } from './connect';

communicatorSuite('sandbox', async () => {
  const fixture = await createSandboxFixture();
  const session = await fixture.open();
  await session.exec({ command: 'mkdir /work' }, new AbortController().signal);
  return { communicator: connectSandbox(session), folder: '/work', close: fixture.close };
});
