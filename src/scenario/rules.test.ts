import { describe, expect, test } from 'vitest';
import { applyLink } from './codec';
import { DEFAULT_SCENARIO } from './defaults';
import { resolve } from './resolve';

const read = (text: string) => applyLink(`a.route=class&a.rules=${text}`, DEFAULT_SCENARIO);

describe('rules of routing by class', () => {
  test('are what the engine gets, in order', () => {
    const { scenario, problems } = read('voice:sram/room,8k..:gpu,1k..2k:edge,all:largest-batch');
    expect(problems).toEqual([]);
    const { a } = resolve(scenario);
    expect(a.kind === 'ready' && a.input.cluster.classRules).toEqual([
      { class: 'voice', room: true, to: 'sram' },
      { promptAtLeast: 8000, to: 'gpu' },
      { promptAtLeast: 1000, promptAtMost: 2000, to: 'edge' },
      { to: 'largest-batch' },
    ]);
  });

  test.each([
    ['voice', 'is not a list of'],
    ['voice:gpus', 'names no kind of pool in "gpus"'],
    [
      'vioce:gpu',
      'names no known class in "vioce"; it is one of interactive, voice, batch, long, edge, small, or all for everybody',
    ],
    ['..:gpu', 'for prompt tokens'],
    ['2k..1k:gpu', 'the wrong way round'],
    ['1.5..:gpu', 'for prompt tokens'],
    [Array(13).fill('all:gpu').join(','), 'more than 12'],
  ])('%s is refused with a reason', (text, why) => {
    const { scenario, problems } = read(text);
    expect(problems.map(({ key }) => key)).toEqual(['a.rules']);
    expect(problems[0]!.message).toContain(why);
    expect(scenario.a.rules).toEqual([]);
  });

  test('change nothing where another policy routes, and that is said', () => {
    const { scenario, problems } = applyLink('a.rules=all:gpu', DEFAULT_SCENARIO);
    expect(problems[0]!.message).toContain('only routing by class has rules');
    expect(scenario.a.rules).toEqual([]);
  });
});
