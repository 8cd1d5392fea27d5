import { formatLineDiff } from './line-diff';

const diff = (from: string, to: string) =>
  formatLineDiff({ from: { name: 'old/x', text: from }, to: { name: 'new/x', text: to } });

const lines = (...all: readonly (string | number)[]) => all.map((line) => `${line}\n`).join('');

describe('a diff by lines', () => {
  it('is nothing when nothing changed', () => {
    expect(diff('a\nb', 'a\nb')).toBe('');
  });

  it('shows three lines around a change, and how many lines there are', () => {
    expect(diff(lines(1, 2, 3, 4, 5, 6, 7, 8, 9), lines(1, 2, 3, 4, 'five', 6, 7, 8, 9))).toBe(
      lines('--- old/x', '+++ new/x', '@@ -2,7 +2,7 @@', ' 2', ' 3', ' 4', '-5', '+five', ' 6', ' 7', ' 8'),
    );
  });

  it('shows changes that follow each other as one, the old lines first', () => {
    expect(diff(lines('a', 'b', 'c'), lines('A', 'B', 'c'))).toBe(
      lines('--- old/x', '+++ new/x', '@@ -1,3 +1,3 @@', '-a', '-b', '+A', '+B', ' c'),
    );
  });

  it('joins changes with up to six lines between them and parts others', () => {
    const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
    const hunks = (between: number) =>
      diff(lines('a', ...numbers(between), 'b'), lines('A', ...numbers(between), 'B')).match(/^@@ .* @@$/gm);
    expect(hunks(6)).toEqual(['@@ -1,8 +1,8 @@']);
    expect(hunks(7)).toEqual(['@@ -1,4 +1,4 @@', '@@ -6,4 +6,4 @@']);
  });

  it('tells a last line that does not end', () => {
    expect(diff('a=1', 'a = 1')).toBe(
      lines(
        '--- old/x',
        '+++ new/x',
        '@@ -1 +1 @@',
        '-a=1',
        '\\ No newline at end of file',
        '+a = 1',
        '\\ No newline at end of file',
      ),
    );
  });

  it('of a million lines that all changed is made', () => {
    const count = 1_000_000;
    const made = diff('a\n'.repeat(count), 'b\n'.repeat(count));
    expect(made.length).toBe(
      '--- old/x\n+++ new/x\n'.length + `@@ -1,${count} +1,${count} @@\n`.length + 6 * count,
    );
  });
});
