import { Readable } from 'node:stream';
import { parseLine } from './guest-shell';
import { makeKeyPair, readPublicKey } from './keys';
import { parseScpCommand, unquotePath } from './scp/command';
import { createProtocolReader } from './scp/reader';
import { parseMessage } from './scp/receive';
import { createFields, encodeBytes, encodeNumber, encodePacket, readPackets } from './sftp/packets';

test.each([
  ['-rw-r--r--. 1 0 0 123 Jan  1 00:00 x', { kind: 'file', mode: 0o644, size: 123 }],
  ['drwxrwxrwt 9 0 0 4096 Jan 1 00:00 /tmp', { kind: 'directory', mode: 0o1777, size: 4096 }],
  ['-rwsr-Sr-x 1 0 0 5 Jan 1 00:00 y', { kind: 'file', mode: 0o6745, size: 5 }],
  ['lrwxrwxrwx 1 0 0 3 Jan 1 00:00 l -> x', { kind: 'symlink', mode: 0o777, size: 3 }],
  ['crw-rw-rw- 1 0 0 1, 3 Jan 1 00:00 /dev/null', { kind: 'other', mode: 0o666, size: 1 }],
  ['ls: no such file', undefined],
])('ls says %j', (line, expected) => expect(parseLine(line)).toEqual(expected));

test.each([
  ['scp -t /tmp/x', { direction: 'to', path: '/tmp/x', recursive: false, intoFolder: false }],
  ["scp -v -r -d -t -- '/a b'", { direction: 'to', path: "'/a b'", recursive: true, intoFolder: true }],
  ['scp -pf ~/x', { direction: 'from', path: '~/x', recursive: false, intoFolder: false }],
  ['scp a b', undefined],
  ['echo scp -t x', undefined],
])('the command %j is %j', (command, expected) => expect(parseScpCommand(command)).toEqual(expected));

test.each([
  ["'/a b'", '/a b'],
  ['/x/"y z"\\ w', '/x/y z w'],
  ['~/x', undefined],
  ['"$HOME"/x', undefined],
  ['/x/*', undefined],
])('the path %j means %j', (path, expected) => expect(unquotePath(path)).toBe(expected));

test.each([
  ['C0640 12 a b', { kind: 'file', mode: 0o640, size: 12, name: 'a b' }],
  ['D0755 0 dir', { kind: 'folder', name: 'dir' }],
  ['T1 0 2 0', { kind: 'times' }],
  ['E', { kind: 'end' }],
])('scp says %j', (line, expected) => expect(parseMessage(line)).toEqual(expected));

test.each(['C0640 12 ../x', 'C0640 12 ..', 'C0640 x', 'nonsense'])('%j is refused', (line) => {
  expect(() => parseMessage(line)).toThrow(/unexpected message/);
});

test('lines and counted bytes are told apart wherever the stream is cut', async () => {
  const reader = createProtocolReader(Readable.from([...'C1\nab\0E'].map((text) => Buffer.from(text))));
  expect(await reader.readLine()).toBe('C1');
  expect(Buffer.concat(await collect(reader.take(2))).toString()).toBe('ab');
  expect(await reader.readByte()).toBe(0);
  expect(await reader.readLine()).toBeUndefined();
  await expect(collect(reader.take(5))).rejects.toThrow(/middle of a file/);
});

test('packets are found wherever the stream is cut', async () => {
  const attributes = Buffer.concat([encodeNumber(0x05), Buffer.alloc(8), encodeNumber(0o600)]);
  const stream = Buffer.concat([
    encodePacket(3, encodeNumber(7), encodeBytes('/x'), encodeNumber(2), attributes),
    encodePacket(4, encodeNumber(8), encodeBytes('0')),
  ]);
  const [open, close] = await collect(readPackets(Readable.from([...stream].map((byte) => Buffer.of(byte)))));
  const fields = createFields(open!);
  expect([fields.byte(), fields.number(), fields.text(), fields.number(), fields.mode()]).toEqual([
    ...[3, 7, '/x', 2, 0o600],
  ]);
  expect(close?.[0]).toBe(4);
  expect(() => createFields(Buffer.from([0, 0, 0, 9, 1])).bytes()).toThrow(RangeError);
});

test.each(['ECDSA', 'RSA'] as const)('a key of kind %s is in the form that ssh reads', (type) => {
  const { private: text, public: key } = makeKeyPair(type);
  expect(text).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n[\s\S]*-----END OPENSSH PRIVATE KEY-----\n$/);
  expect(key.isPrivateKey()).toBe(false);
});

test('what is no public key is none', () => expect(readPublicKey('# nothing\nat all\n')).toBeUndefined());

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
