import { getAuthenticate, getNegotiate, parseChallenge } from './messages';
import { makeResponse, parseUser } from './response';

// Source: [MS-NLMP] 4.2, "Cryptographic Values for Validation".
const user = { domain: 'Domain', name: 'User', password: 'Password' };
const challenge = Buffer.from('0123456789abcdef', 'hex');
const targetInfo = Buffer.from(
  '02000c0044006f006d00610069006e0001000c005300650072007600650072000000000000',
  'hex',
).subarray(0, 36);

test("the proof is that of the protocol's own example", () => {
  const exchange = { challenge, targetInfo, nonce: Buffer.alloc(8, 0xaa), time: Buffer.alloc(8) };
  expect(makeResponse(user, exchange).subarray(0, 16).toString('hex')).toBe(
    '68cd0ab851e51c96aabc927bebef6a1c',
  );
});

test("the challenge of the protocol's own example is read", () => {
  const message =
    '4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef00000000000000002400240044000000' +
    '0600701700000000f5300065007200760065007200'.slice(0, 16) +
    '53006500720076006500720002000c0044006f006d00610069006e0001000c0053006500720076006500720000000000';
  const read = parseChallenge(Buffer.from(message, 'hex'));
  expect(read?.challenge).toEqual(challenge);
  expect(read?.targetInfo).toEqual(targetInfo);
});

test.each([
  ['nothing', ''],
  ['another message', getNegotiate().toString('hex').padEnd(96, '0')],
  ['a ticket of Kerberos', '60'.repeat(64)],
])('%s is no challenge', (_, message) => {
  expect(parseChallenge(Buffer.from(message, 'hex'))).toBeUndefined();
});

test("the time is the server's, where it tells it, and else ours", () => {
  const readTime = (info: Buffer) => {
    const message = getAuthenticate(user, { flags: -1, challenge, targetInfo: info }, Date.UTC(2026, 10, 22));
    const begin = message.readUInt32LE(24) + 24;
    return message.subarray(begin, begin + 8);
  };
  const told = Buffer.from('0700080001020304050607080000 0000'.replace(' ', ''), 'hex');
  expect(readTime(told).toString('hex')).toBe('0102030405060708');
  const years = readTime(Buffer.alloc(4)).readBigUInt64LE() / 10_000_000n / 31_557_600n;
  expect(years).toBe(425n);
});

test.each([
  ['Administrator', '', 'Administrator'],
  ['WORK\\ada', 'WORK', 'ada'],
  ['.\\ada', '.', 'ada'],
  ['ada@work.example', '', 'ada@work.example'],
])('"%s" is of the domain "%s" and called "%s"', (username, domain, name) => {
  expect(parseUser(username, 'p')).toEqual({ domain, name, password: 'p' });
});
