import { communicatorSuite } from '@strata/sdk/testing';
import { connectTo, makeFolder } from '../testing/ssh-fixture';
import { type Sshd, type SshdOptions, startSshd } from '../testing/sshd';

describe.each<[string, SshdOptions]>([
  ['a machine of busybox without sftp', { sftp: false, busyboxWithout: [] }],
  ['a machine without tar', { busyboxWithout: ['tar'] }],
  ['a machine with neither tar nor sftp', { sftp: false, busyboxWithout: ['tar'] }],
])('%s', (name, options) => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd(options);
  });
  afterAll(() => sshd.close());

  communicatorSuite(`ssh (${name})`, async () => {
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
});
