import { gunzipSync } from 'node:zlib';
import { evaluate } from '../../evaluate/evaluate';
import { parseExpression } from '../../parse/parse';
import { resultOf } from '../../testing/call';
import { emptyPorts } from '../../testing/ports';
import { textOf } from '../access';
import { createFunctions } from '../registry';

function bytesOf(source: string): Buffer {
  const { value } = evaluate(parseExpression(source, 'test').value, {
    functions: createFunctions(emptyPorts),
  });
  return Buffer.from(textOf(value), 'base64');
}

test('base64gzip unpacks to the text, behind the header that Go writes', () => {
  const packed = bytesOf('base64gzip("héllo wörld, héllo wörld")');
  expect(gunzipSync(packed).toString()).toBe('héllo wörld, héllo wörld');
  expect(packed.subarray(0, 10).toString('hex')).toBe('1f8b08000000000000ff');
  expect(gunzipSync(bytesOf('base64gzip("")')).length).toBe(0);
});

test.each([
  ['textencodebase64("Hello World", "UTF-16LE")', 'SABlAGwAbABvACAAVwBvAHIAbABkAA=='],
  ['textencodebase64("A", "UTF-16")', '/v8AQQ=='],
  ['textencodebase64("A", "utf-16be")', 'AEE='],
  ['textencodebase64("é", "ISO-8859-1")', '6Q=='],
  ['textencodebase64("é", "latin1")', '6Q=='],
  ['textencodebase64("€", "windows-1252")', 'gA=='],
  ['textencodebase64("日本", "Shift_JIS")', 'k/qWew=='],
  ['textencodebase64("日本", "csShiftJIS")', 'k/qWew=='],
  ['textencodebase64("é", "UTF-8")', 'w6k='],
  ['textdecodebase64("SABlAGwAbABvACAAVwBvAHIAbABkAA==", "UTF-16LE")', 'Hello World'],
  ['textdecodebase64("/v8AQQ==", "UTF-16")', 'A'],
  ['textdecodebase64("//5BAA==", "UTF-16")', 'A'],
  ['textdecodebase64("6Q==", "ISO_8859-1:1987")', 'é'],
])('%s is %s', (source, expected) => {
  expect(resultOf(source)).toBe(`string: "${expected}"`);
});

test.each([
  ['textencodebase64("A", "klingon")', '"klingon" is not a supported IANA encoding name or alias'],
  ['textencodebase64("A", "hex")', '"hex" is not a supported IANA encoding name or alias'],
  ['textencodebase64("A", "utf 8!")', 'is not a supported IANA encoding name or alias'],
  ['textencodebase64("€", "ISO-8859-1")', 'the text has characters that "ISO-8859-1" cannot represent'],
  ['textdecodebase64("?", "UTF-8")', 'failed to decode base64 data'],
  ['textdecodebase64("/w==", "UTF-8")', 'the bytes are no text in "UTF-8"'],
  ['textdecodebase64("QQBC", "UTF-16LE")', 'the bytes are no text in "UTF-16LE"'],
])('%s fails: %s', (source, reason) => {
  expect(resultOf(source)).toContain(reason);
});
