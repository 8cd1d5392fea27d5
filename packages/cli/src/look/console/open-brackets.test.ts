import { isOpen } from './open-brackets';

describe('an expression goes on in the next line', () => {
  it.each([
    ['[1,'],
    ['{ a = ['],
    ['join(",",'],
    ['"${upper('],
    ['"${[1'],
    ['/* a comment'],
    ['<<EOT\ntext'],
    ['<<-EOT'],
    ['[ "]"'],
    ['[ # ]'],
    ['[ // ]\n1'],
  ])('%j', (text) => expect(isOpen(text)).toBe(true));
});

describe('an expression is whole', () => {
  it.each([
    ['1 + 2'],
    ['[1, 2]'],
    ['"["'],
    ['"\\"["'],
    ['"$${["'],
    ['"%%{["'],
    ['"${join("[", [])}"'],
    ['"no end ['],
    ['1 # ['],
    ['1 /* [ */'],
    ['<<EOT\n[\nEOT\n'],
    ['<<-EOT\n  [\n  EOT\n'],
    ['1 << 2'],
    [')'],
  ])('%j', (text) => expect(isOpen(text)).toBe(false));
});
