import { createMachineOutput, createMachineTerminal, takeMachineReadable } from './machine-readable';

function record() {
  const lines: string[] = [];
  const output = createMachineOutput({ write: (text) => lines.push(text) }, { now: () => 1_700_000_000_999 });
  return { lines, output };
}

describe('events for programs', () => {
  it.each([
    ['an event', ['n', 'a'], '', '1700000000,,type,n,a\n'],
    ['its target', ['a'], 'null.x', '1700000000,null.x,type,a\n'],
    ['empty data', [''], '', '1700000000,,type,\n'],
    ['commas and line ends', ['a,b\nc\r\nd'], '', '1700000000,,type,a%!(PACKER_COMMA)b\\nc\\r\\nd\n'],
  ])('are one line: %s', (_, data, target, expected) => {
    const { lines, output } = record();
    output.tell('type', data, target);
    expect(lines).toEqual([expected]);
  });

  it('are made of what a command writes, one a write, without its last line end', () => {
    const { lines, output } = record();
    createMachineTerminal(output, 'say').write('one\ntwo\n\n');
    createMachineTerminal(output, 'error').write('bad, very\n');
    expect(lines).toEqual([
      '1700000000,,ui,say,one\\ntwo\\n\n',
      '1700000000,,ui,error,bad%!(PACKER_COMMA) very\n',
    ]);
  });
});

describe('-machine-readable', () => {
  it.each([
    ['before the command', ['-machine-readable', 'version'], ['version'], true],
    ['behind it', ['validate', '-only=a', '-machine-readable', 'x'], ['validate', '-only=a', 'x'], true],
    ['with two dashes', ['validate', '--machine-readable'], ['validate'], true],
    ['switched off', ['validate', '-machine-readable=false'], ['validate'], false],
    ['not at all', ['validate', 'x'], ['validate', 'x'], false],
  ])('is taken from anywhere on the line: %s', (_, args, words, machineReadable) => {
    expect(takeMachineReadable(args)).toEqual({ words, machineReadable });
  });
});
