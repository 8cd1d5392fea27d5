import { createRecordingCommunicator } from '@strata/sdk/testing';
import { listSockets } from './list-sockets';

const { signal } = new AbortController();
const header = '  sl  local_address rem_address   st tx_queue rx_queue';
const line = (local: string, state: string) =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000`;

const answers = (text: string, end: number | { readonly kind: 'disconnected' } = 0) =>
  createRecordingCommunicator({
    answer: (_, print) => {
      print(text);
      return end;
    },
  });

const everything = [
  ...[
    '== tcp',
    header,
    line('00000000:0016', '0A'),
    line('0100007F:1F90', '0A'),
    line('0100007F:1F90', '0A'),
  ],
  ...[line('0100007F:0017', '01'), line('00000000:9C40', '0A')],
  ...['== tcp6', header, line('00000000000000000000000000000000:0016', '0A')],
  ...['== udp', header, line('0100007F:0143', '07'), line('0100007F:0035', '01')],
  ...['== udp6', ''],
].join('\n');

test('a guest tells where it listens, without what the kernel gave away and connections', async () => {
  expect(await listSockets(answers(everything), signal)).toEqual([
    'tcp 0.0.0.0:22',
    'tcp 127.0.0.1:8080',
    'tcp6 [::]:22',
    'udp 127.0.0.1:323',
  ]);
});

test('a guest that went away, or cannot tell, does not listen nowhere', async () => {
  expect(await listSockets(answers(everything, { kind: 'disconnected' }), signal)).toBeUndefined();
  expect(await listSockets(answers('sh: syntax error', 2), signal)).toBeUndefined();
});
