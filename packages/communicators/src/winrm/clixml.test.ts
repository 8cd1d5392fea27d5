import { toClixml } from '../testing/winrm-server/commands';
import { createClixmlFilter } from './clixml';

function filter(pieces: readonly (string | Buffer)[]): string {
  const clixml = createClixmlFilter();
  const shown = pieces.map((piece) => clixml.add(Buffer.from(piece)));
  return Buffer.concat([...shown, clixml.end()]).toString();
}

const progress =
  '<Obj S="progress" RefId="0"><TN RefId="0"><T>System.Object</T></TN><MS><S N="Activity">Preparing</S></MS></Obj>';

test.each([
  ['plain text', 'a < b\r\n#< not it', 'a < b\r\n#< not it'],
  ['one error', toClixml('no & such'), 'no & such\r\n'],
  ['progress', `#< CLIXML\r\n<Objs>${progress}</Objs>`, ''],
  ['progress and a warning', `#< CLIXML\r\n<Objs>${progress}<S S="warning">w</S></Objs>`, 'w'],
  [
    'two documents after one mark',
    '#< CLIXML\r\n<Objs><S S="Error">a</S></Objs><Objs><S S="Error">b</S></Objs>',
    'ab',
  ],
  ['text around two', `x\n${toClixml('é')}\r\ny\n${toClixml('b')}z`, 'x\né\r\ny\nb\r\nz'],
  ['an escape that is none', toClixml('_x0041_'), '_x0041_\r\n'],
])('%s is shown as text, however it is cut', (_, given, expected) => {
  const bytes = Buffer.from(given);
  expect(filter([bytes])).toBe(expected);
  for (let at = 1; at < bytes.length; at++)
    expect(filter([bytes.subarray(0, at), bytes.subarray(at)])).toBe(expected);
  expect(filter(Array.from(bytes, (byte) => Buffer.from([byte])))).toBe(expected);
});

test('an error is shown before its document ends', () => {
  const clixml = createClixmlFilter();
  expect(String(clixml.add(Buffer.from('#< CLIXML\r\n<Objs><S S="Error">now</S><S S="Err')))).toBe('now');
});
