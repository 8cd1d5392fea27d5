import { listBlocks } from './list-blocks';

test('blocks are listed by what they are, those of a build one by one', () => {
  const text = [
    '# said of the variable',
    'variable "a" {',
    '  # said in it',
    '  default   = "x"',
    '}',
    'source "null" "b" {}',
    'build {',
    '  sources = ["source.null.b"]',
    '',
    '  provisioner "shell" {}',
    '  provisioner "file" {}',
    '}',
    '',
  ].join('\n');
  expect([...listBlocks(text)]).toEqual([
    ['variable a', 'variable "a" { default = "x" }'],
    ['source null.b', 'source "null" "b" {}'],
    ['sources', 'sources = ["source.null.b"]'],
    ['provisioner', 'provisioner "shell" {}'],
    ['provisioner #2', 'provisioner "file" {}'],
  ]);
});
