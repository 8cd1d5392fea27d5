import { goldenLines, isSharedPresent } from '../testing/shared';
import { formatSuites } from '../testing/suites/format';
import { testSuites } from '../testing/test-suites';
import { formatHcl } from './format';

testSuites('the layout is that of upstream', formatSuites);

const format = (text: string) => formatHcl(text, 'test').value;

describe('a formatted source', () => {
  if (!isSharedPresent()) {
    test.todo('left out: the folder ../shared/conformance/hcl is not here');
    return;
  }
  const share = 4;

  test(`stays as it is, whether it is valid or not (1 in ${share})`, () => {
    const layouts = goldenLines<{ readonly out?: string }>('corpus-fmt.jsonl.gz', share).flatMap(
      ({ out = [] }) => out,
    );
    const broken = goldenLines<{ readonly src: string }>('mutated-diags.jsonl.gz', share).map(({ src }) =>
      format(src),
    );
    expect(layouts.length + broken.length).toBeGreaterThan(1000);
    expect([...layouts, ...broken].filter((source) => format(source) !== source)).toEqual([]);
  });
});
