import { createServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { GatheringSocket } from './gathering-socket';

test('what is written in one turn goes together, in order, and what comes later too', async () => {
  const received = new Promise<Buffer>((resolve) => {
    const server = createServer(async (socket) => {
      resolve(await buffer(socket));
      server.close();
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('No port was given.');
      socket.connect({ host: '127.0.0.1', port: address.port });
    });
  });
  const sent: string[][] = [];
  const socket = new (class extends GatheringSocket {
    override _writev(
      chunks: { chunk: Buffer; encoding: BufferEncoding }[],
      done: (error?: Error | null) => void,
    ) {
      sent.push(chunks.map(({ chunk }) => chunk.toString()));
      super._writev?.(chunks, done);
    }
  })();
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write('one ');
  socket.write(Buffer.from('two '));
  await new Promise((resolve) => setImmediate(resolve));
  socket.write('three ');
  socket.write('four', 'utf8');
  socket.end();
  expect((await received).toString()).toBe('one two three four');
  expect(sent).toEqual([
    ['one ', 'two '],
    ['three ', 'four'],
  ]);
});
