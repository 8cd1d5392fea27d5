import { parseBootCommand, parseBootSteps } from './parse';

/** What is done, in short: `a`, `A` with shift, `+ff0d` held, `-ff0d` let go, `1000ms`. */
function read(text: string): string {
  const { value } = parseBootCommand(text);
  return value
    .map((action) => {
      if (action.kind === 'tell') return action.message;
      if (action.kind === 'wait') return `${action.milliseconds}ms`;
      const sign = { press: '', hold: '+', release: '-' }[action.stroke];
      const key = action.keysym < 0x7f ? String.fromCharCode(action.keysym) : action.keysym.toString(16);
      return `${sign}${action.shift ? '^' : ''}${key}`;
    })
    .join(' ');
}
const problems = (text: string) =>
  parseBootCommand(text).diagnostics.map(({ severity, detail, hint }) => ({ severity, detail, hint }));

test.each([
  ['ab', 'a b'],
  ['aB!', 'a ^B ^!'],
  [`~!@#$%^&*()_+{}|:"<>?`, [...`~!@#$%^&*()_+{}|:"<>?`].map((one) => `^${one}`).join(' ')],
  ["`1234567890-=[]\\;',./", [..."`1234567890-=[]\\;',./"].join(' ')],
  ['<enter><RETURN><Esc>', 'ff0d ff0d ff1b'],
  ['<f1><f2><f10><f12>', 'ffbe ffbf ffc7 ffc9'],
  ['<leftCtrlOn>c<leftCtrlOff>', '+ffe3 c -ffe3'],
  ['<LEFTctrloN><leftOn><leftOff>', '+ffe3 +ff51 -ff51'],
  ['<leftCommand><rightOption><menu>', 'ffe9 ffe8 ff67'],
  ['<cOn><cOff><AOn><AOff>', '+c -c +^A -^A'],
  ['<<on><>off>', '+^< -^>'],
  ['<wait><wait5><wait10>', '1000ms 5000ms 10000ms'],
  ['<wait1m30s><wait1.5h><wait300ms><wait2us>', '90000ms 5400000ms 300ms 0.002ms'],
  ['', ''],
])('%s is typed as it is by Packer', (text, typed) => {
  expect(read(text)).toBe(typed);
  expect(problems(text)).toEqual([]);
});

test.each([
  ['<foo>', '^< f o o ^>'],
  ['<Wait>', '^< ^W a i t ^>'],
  ['<wait05>', '^< w a i t 0 5 ^>'],
  ['<wait1.5>', '^< w a i t 1 . 5 ^>'],
  ['<waitOn>', '^< w a i t ^O n ^>'],
  ['< enter>', '^<   e n t e r ^>'],
  ['a<', 'a ^<'],
])('%s is no key and is typed by the letter', (text, typed) => {
  expect(read(text)).toBe(typed);
});

test.each([
  ['a 界<entr>', '<entr> at character 4', 'Did you mean <enter>?'],
  ['<leftCtlOn>', '<leftCtlOn> at character 1', 'Did you mean <leftCtrlOn>?'],
  ['<Wait>', '<Wait> at character 1', 'Did you mean <wait>?'],
])('%s is told as a key that was perhaps meant', (text, detail, hint) => {
  const warning = parseBootCommand(text).diagnostics.find((one) => one.detail.startsWith(detail));
  expect(warning).toMatchObject({ code: 'BLD041', severity: 'warning', hint });
  expect(warning!.detail).toMatch('Keys: bs, del, down,');
});

test('what has the form of a key inside one that is held is not told', () => {
  expect(problems('<aOn><f1>')).toEqual([]);
  expect(problems('x > 1 && y < 2')).toEqual([]);
});

test.each([
  ['<wait0>', 1],
  ['ab<wait-1m>', 3],
  ['<wait1m-1s>', 1],
  ['<wait10000h>', 1],
])('%s is refused as a wait', (text, at) => {
  expect(problems(text)).toEqual([
    {
      severity: 'error',
      detail: `${/<wait[^>]*>/.exec(text)![0]} at character ${at} is no wait: it takes a time above zero and up to 24 days.`,
      hint: 'Write <wait>, <wait10> for seconds, or <wait1m30s>.',
    },
  ]);
});

test('every bad wait is told, and the rest is read', () => {
  const { value, diagnostics } = parseBootCommand('<wait0>a<wait-1s>');
  expect(diagnostics).toHaveLength(2);
  expect(value).toHaveLength(1);
});

test('a character that the keyboard lacks is told once, where it is first', () => {
  expect(problems('aé\nbé<éOn>')).toEqual([
    expect.objectContaining({
      severity: 'warning',
      detail: expect.stringMatching(/^"é" at character 2 has no key/),
    }),
    expect.objectContaining({
      detail: expect.stringMatching(/^"\\n" at character 3/),
      hint: 'Write <enter>.',
    }),
  ]);
  expect(read('é界')).toBe('e9 100754c');
});

test('steps are told before they are typed, and their problems name them', () => {
  const { value, diagnostics } = parseBootSteps([['a', 'the menu'], ['b'], ['<wait0>', 'nothing'], []]);
  expect(value).toMatchObject([
    { kind: 'tell', message: 'Typing boot command for: the menu' },
    { keysym: 97 },
    { keysym: 98 },
    { kind: 'tell' },
  ]);
  expect(diagnostics).toMatchObject([{ detail: expect.stringMatching(/^Step 3: <wait0> at character 1/) }]);
});
