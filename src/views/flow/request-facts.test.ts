import { describe, expect, test } from 'vitest';
import { disaggregated } from './fixtures';
import { requestLines } from './request-facts';

const snapshot = disaggregated({ requests: 600, requestsPerSecond: 1.4 });
const { requests } = snapshot;
/** One that goes through every stage. */
const id = Array.from({ length: requests.count }, (_, i) => i).find(
  (i) =>
    requests.prefillStart[i]! > requests.arrival[i]! &&
    requests.decodeReady[i]! > requests.firstToken[i]! &&
    requests.end[i]! > requests.decodeStart[i]!,
)!;
const at = (name: 'arrival' | 'prefillStart' | 'firstToken' | 'end') => requests[name][id]!;
const between = (from: number, to: number) => requestLines(snapshot, id, (from + to) / 2).join('\n');

describe('what is said of a request', () => {
  test('in the queue nothing of what comes', () => {
    const lines = between(at('arrival'), at('prefillStart'));
    expect(lines).toMatch(/^Arrived at .+\nNow waiting in the queue, for .+ so far$/);
  });

  test('while its prompt is read how long it waited, and no word of its answer', () => {
    const lines = between(at('prefillStart'), at('firstToken'));
    expect(lines).toContain('Waited ');
    expect(lines).toContain('Now being read, for ');
    expect(lines).not.toMatch(/Wrote|Read |Streams/);
  });

  test('afterwards all of it, and nothing that is still going on', () => {
    const lines = requestLines(snapshot, id, at('end')).join('\n');
    expect(lines).toMatch(/Read .+ prompt tokens in/);
    expect(lines).toMatch(/Wrote .+ tokens in/);
    expect(lines).toContain('Streams at');
    expect(lines).not.toContain('Now ');
  });

  test('before it comes, when it will', () => {
    expect(requestLines(snapshot, id, at('arrival') - 1)).toEqual([expect.stringMatching(/^Arrives at /)]);
  });
});
