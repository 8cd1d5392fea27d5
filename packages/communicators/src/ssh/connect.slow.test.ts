import { communicatorSuite } from '@strata/sdk/testing';
import { connectTo, makeFolder } from '../testing/ssh-fixture';
import { type Sshd, startSshd } from '../testing/sshd';

let sshd: Sshd;
beforeAll(async () => {
  sshd = await startSshd();
});
afterAll(() => sshd.close());

communicatorSuite('ssh', async () => {
  const folder = await makeFolder();
  const connection = await connectTo(sshd);
  return {
    communicator: connection.communicator,
    folder: folder.path,
    close: async () => {
      await connection.close();
      await folder.close();
    },
  };
});
