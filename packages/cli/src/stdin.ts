import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { StandardInput } from './context';

/** Standard input of the process. Nothing is read from it before somebody asks. */
export function createStandardInput(
  stream: NodeJS.ReadStream = process.stdin,
  output: NodeJS.WriteStream = process.stdout,
): StandardInput {
  const isTerminal = stream.isTTY ?? false;
  return {
    isTerminal,
    lines: (prompt) => (isTerminal ? typedLines(stream, output, prompt) : createInterface({ input: stream })),
    text: () => text(stream),
  };
}

/** Control-C gives up the line, and on an empty one the input. */
async function* typedLines(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  prompt: () => string,
): AsyncGenerator<string> {
  const typed = createInterface({ input, output });
  typed.on('SIGINT', () => {
    if (typed.line === '') return typed.close();
    typed.write(null, { ctrl: true, name: 'u' });
  });
  const ask = () => {
    typed.setPrompt(prompt());
    typed.prompt();
  };
  ask();
  try {
    for await (const line of typed) {
      yield line;
      ask();
    }
  } finally {
    // Whoever has heard enough lets the process end.
    typed.close();
  }
}
