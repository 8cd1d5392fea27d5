import { parsePackages } from './packages';

const index = `Package: bash
Essential: yes
Version: 5.2.15-2+b13
Priority: required
Architecture: amd64
Description: GNU Bourne Again SHell
Filename: pool/main/b/bash/bash_5.2.15-2+b13_amd64.deb
Size: 1489600
SHA256: ${'c'.repeat(64)}

Package: broken

Package: tzdata
Version: 2026a
Architecture: all
Filename: pool/t.deb
Size: 1
SHA256: ${'d'.repeat(64)}
`;

test('an index is read package by package, and what cannot be downloaded is none', () => {
  expect([...parsePackages(index)]).toEqual([
    {
      name: 'bash',
      version: '5.2.15-2+b13',
      architecture: 'amd64',
      essential: true,
      priority: 'required',
      filename: 'pool/main/b/bash/bash_5.2.15-2+b13_amd64.deb',
      size: 1489600,
      sha256: 'c'.repeat(64),
    },
    expect.objectContaining({ name: 'tzdata', essential: false, priority: 'optional' }),
  ]);
});

test('an empty index has no packages', () => {
  expect([...parsePackages('')]).toEqual([]);
});
