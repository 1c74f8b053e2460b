import { describe, expect, it } from 'vitest';
import { countStep, describeCounts } from './run-step.mjs';

const counts = (passed, failed, skipped = 0) => ({ passed, failed, skipped });

describe('countStep', () => {
  it('counts a check without tests as one', () => {
    expect(countStep({}, 0)).toEqual(counts(1, 0));
    expect(countStep({}, 2)).toEqual(counts(0, 1));
  });

  it('takes the tests of a check that has some', () => {
    expect(countStep({ counts: () => counts(7, 0, 2) }, 0)).toEqual(counts(7, 0, 2));
    expect(countStep({ counts: () => counts(5, 2) }, 1)).toEqual(counts(5, 2));
  });

  it('adds a failure that no test shows', () => {
    expect(countStep({ counts: () => counts(7, 0) }, 1)).toEqual(counts(7, 1));
  });

  it('fails when the counts cannot be read', () => {
    const unreadable = () => {
      throw new Error('no report');
    };
    expect(countStep({ counts: unreadable }, 0)).toEqual(counts(0, 1));
  });
});

describe('describeCounts', () => {
  it('names skipped tests only when there are some', () => {
    expect(describeCounts(counts(3, 0))).toBe('3 passed, 0 failed');
    expect(describeCounts(counts(3, 1, 2))).toBe('3 passed, 1 failed, 2 skipped');
  });
});
