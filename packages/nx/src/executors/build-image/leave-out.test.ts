import type { BuildTask } from './jobs';
import { chooseTasks, endLeftOut, formatLeftOut } from './leave-out';

const task = (id: string, options: Partial<BuildTask['options']> = {}): BuildTask => ({
  id,
  project: 'golden',
  options: { template: 'images/golden', only: [id], ...options },
});

test('what is built in a cloud is left out until its cloud is chosen', () => {
  const tasks = [
    task('local'),
    task('unchosen', { needs: 'aws' }),
    task('other', { needs: 'azure', clouds: ['aws'] }),
    task('chosen', { needs: 'aws', clouds: ['aws'] }),
  ];
  const { wanted, leftOut } = chooseTasks(tasks);
  expect(wanted.map(({ id }) => id)).toEqual(['local', 'chosen']);
  expect(leftOut.map(({ id }) => id)).toEqual(['unchosen', 'other']);
});

test('what is left out has not failed, and says how it is built', () => {
  const left = task('golden:build-image--amazon-ebs.web', { only: ['amazon-ebs.web'], needs: 'aws' });
  expect(formatLeftOut(left)).toBe(
    'amazon-ebs.web was left out, since it is built in a cloud: nx run golden:build-image--amazon-ebs.web -c aws builds it.\n',
  );
  expect(endLeftOut(left, 7).result).toEqual({ success: true, terminalOutput: '', startTime: 7, endTime: 7 });
});
