import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Progress } from '../../constructs/progress.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function told(isTTY: boolean, seconds: number): string {
  let text = '';
  const progress = new Progress('charts', 10, {
    isTTY,
    write: (part: string) => {
      text += part;
    },
  });
  for (let step = 0; step < 10; step += 1) {
    vi.advanceTimersByTime((seconds * 1000) / 10);
    progress.step();
  }
  progress.end();
  return text;
}

test('a run of less than a second says nothing', () => {
  expect(told(true, 0.9)).toBe('');
});

test('a longer run says how far it is, and clears the line at its end', () => {
  expect(told(true, 3)).toBe(`${[4, 5, 6, 7, 8, 9, 10].map((done) => `\rcharts ${done} of 10`).join('')}\r\x1b[K`);
});

test('nothing is said where nobody watches', () => {
  expect(told(false, 3)).toBe('');
});
