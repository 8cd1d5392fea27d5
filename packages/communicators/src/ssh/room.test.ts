import { createRoom } from './room';

const never = new AbortController().signal;

test('who is turned away teaches how many find room', async () => {
  const room = createRoom();
  const [first, second] = [await room.enter(never), await room.enter(never)];
  expect(second.turnedAway()).toBe(false);
  let isInside = false;
  const third = room.enter(never).then((place) => {
    isInside = true;
    return place;
  });
  await Promise.resolve();
  expect(isInside).toBe(false);
  first.leave();
  expect((await third).turnedAway()).toBe(true);
  expect(room.size()).toBe(0);
});

test('waiting for room ends when it is cancelled', async () => {
  const room = createRoom();
  const place = await room.enter(never);
  (await room.enter(never)).turnedAway();
  const abort = new AbortController();
  const waiting = room.enter(abort.signal);
  abort.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  place.leave();
  expect(room.size()).toBe(0);
});
