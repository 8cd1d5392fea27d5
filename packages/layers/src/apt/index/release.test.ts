import { parseRelease } from './release';

const digest = 'a'.repeat(64);
const fields = `Suite: oldstable
Codename: bookworm
Acquire-By-Hash: yes
MD5Sum:
 0ed6d4c8891eb86358b94bb35d9e4da4  10 main/binary-amd64/Packages
SHA256:
 ${digest}  10 main/binary-amd64/Packages
 ${'b'.repeat(64)}       5 main/binary-amd64/Packages.xz
`;

test('a release lists its files by path, with the digest that counts', () => {
  const release = parseRelease(fields);
  expect(release).toMatchObject({ codename: 'bookworm', suite: 'oldstable', byHash: true });
  expect(Object.fromEntries(release.files)).toEqual({
    'main/binary-amd64/Packages': { sha256: digest, size: 10 },
    'main/binary-amd64/Packages.xz': { sha256: 'b'.repeat(64), size: 5 },
  });
});

test('a signature around it makes no difference, nor do escaped dashes', () => {
  const signed = `-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

Description: x
${fields}-----BEGIN PGP SIGNATURE-----

iQIz
-----END PGP SIGNATURE-----
`;
  expect(parseRelease(signed).files.size).toBe(2);
  expect(parseRelease(signed.replace('Description: x', '- -Odd: x')).files.size).toBe(2);
});

test('a text that is no release lists nothing', () => {
  expect(parseRelease('<html>login</html>').files.size).toBe(0);
});
