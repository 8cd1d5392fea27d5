import { withoutPackerBlocks } from './without-packer-blocks';

test.each([
  ['nothing', 'source "null" "a" {}\n', 'source "null" "a" {}\n'],
  ['a block', 'packer {\n  required_version = ">= 1.7"\n}\nlocals { a = "é" }\n', '\nlocals { a = "é" }\n'],
  ['several, and what is between them', '# é\npacker {}\nlocals {}\npacker {\n}\n', '# é\n\nlocals {}\n\n'],
])('the packer blocks of a template are taken out: %s', (_, text, expected) => {
  expect(withoutPackerBlocks(text, 'a.pkr.hcl')).toBe(expected);
});
