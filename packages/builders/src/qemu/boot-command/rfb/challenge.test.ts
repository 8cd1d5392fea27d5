import { answerChallenge } from './challenge';

test('the answer is DES with the bits of each byte of the password turned round', () => {
  // The worked example of many textbooks: key 133457799BBCDFF1, text 0123456789ABCDEF, cipher 85E813540F0AB405.
  const password = Buffer.from('c82cea9ed93dfb8f', 'hex').toString('latin1');
  const challenge = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');
  expect(answerChallenge(challenge, password).toString('hex')).toBe('85e813540f0ab40585e813540f0ab405');
});

test('only the first eight characters count, and a short password is filled', () => {
  const challenge = Buffer.alloc(16, 7);
  expect(answerChallenge(challenge, '123456789')).toEqual(answerChallenge(challenge, '12345678'));
  expect(answerChallenge(challenge, 'a')).toEqual(answerChallenge(challenge, 'a\0\0'));
  expect(answerChallenge(challenge, 'a')).not.toEqual(answerChallenge(challenge, 'b'));
});
