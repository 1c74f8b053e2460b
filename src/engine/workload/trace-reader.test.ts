import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTraceReader, MAX_LINE_CHARS } from './trace-reader';
import type { TraceOutcome } from './trace-summary';

const HEADER = 'TIMESTAMP,ContextTokens,GeneratedTokens\n';
const ROW = '2024-01-01 00:00:00.0000000,10,5\n';

function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

function read(text: string, pieceChars = Infinity): TraceOutcome {
  const reader = createTraceReader('made-up.csv');
  for (let at = 0; at < text.length; at += pieceChars) reader.push(text.slice(at, at + pieceChars));
  return reader.end();
}

function accept(text: string, pieceChars?: number) {
  const outcome = read(text, pieceChars);
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return { ...outcome, arrivals: [...outcome.trace.arrivalSeconds] };
}

function refuse(text: string, line: number | null, column: string | null, message: RegExp): void {
  const outcome = read(text);
  expect(outcome).toMatchObject({ ok: false, problem: { file: 'made-up.csv', line, column } });
  if (!outcome.ok) expect(outcome.problem.message).toMatch(message);
}

describe('formats, seen from the content', () => {
  it('reads Azure 2023 and keeps the 100 ns digits', () => {
    const { trace, summary, arrivals } = accept(fixture('azure-2023.csv'));
    expect(summary).toMatchObject({ format: 'azure-2023', requests: 4, skipped: 0, notes: [] });
    expect(summary.promptTokensMean).toBe((412 + 1280 + 96 + 3021) / 4);
    expect([...trace.promptTokens]).toEqual([412, 1280, 96, 3021]);
    expect([...trace.outputTokens]).toEqual([61, 7, 240, 18]);
    expect(arrivals[0]).toBe(0);
    expect(arrivals[1]).toBeCloseTo(0.4200401, 9);
    expect(arrivals[2]).toBeCloseTo(1.02004, 9);
    expect(summary.durationSeconds).toBe(arrivals[3]);
  });

  it('reads Mooncake and spreads each batch over the gap that follows', () => {
    const { summary, arrivals } = accept(fixture('mooncake.jsonl'));
    expect(arrivals).toEqual([0, 1, 2, 3, 4.5, 6]);
    expect(summary.format).toBe('mooncake');
    expect(summary.notes.join()).toMatch(/batches 3 s apart/);
  });

  it('leaves Mooncake stamps alone where they are not batched', () => {
    const lines = [0, 40, 277, 471].map((ms) =>
      JSON.stringify({ timestamp: ms, input_length: 9, output_length: 1 }),
    );
    const { summary, arrivals } = accept(lines.join('\n'));
    expect(arrivals).toEqual([0, 0.04, 0.277, 0.471]);
    expect(summary.notes).toEqual([]);
  });

  it('reads other CSV by its header, and says which columns it took', () => {
    const { trace, summary, arrivals } = accept(fixture('generic.csv'));
    expect(summary.format).toBe('generic-csv');
    expect(arrivals).toEqual([0, 0.25, 1.5]);
    expect([...trace.outputTokens]).toEqual([20, 80, 5]);
    expect(summary.notes.join()).toMatch(/num_prefill_tokens.*seconds/);
  });

  it.each([
    ['timestamp_ms,input_tokens,output_tokens\n1000,1,1\n1500,1,1', 0.5],
    ['Timestamp,Model,Request tokens,Response tokens,Total tokens\n5,m,1,1,2\n45,m,1,1,2', 40],
    ['time;prompt;generated\n1;1;1\n2;1;1', 1],
    ['t,in,out\n1,1,1\n2,1,1', 1],
    ['t_s,input,output\n1,1,1\n2,1,1', 1],
    ['T (ms),In,Out,Session\n1,1,1,x\n2,1,1,x', 0.001],
    ['ts,prompt_tokens,output_tokens\n1,1,1\n2,1,1', 1],
    ['time_s,isl,osl\n1,1,1\n2,1,1', 1],
    ['tokens_out,tokens_in,time_us\n1,1,1\n1,1,2', 1e-6],
    ['arrived_at\tcontext_length\toutput_length\n1e1\t1\t1\n2e1\t1\t1', 10],
    [`${HEADER}2024-05-10 00:00:00.5+00:00,1,1\n2024-05-10T02:00:01Z,1,1`, 7200.5],
  ])('reads %j', (text, seconds) => {
    expect(accept(text).arrivals[1]).toBeCloseTo(seconds, 9);
  });
});

describe('a header that names a thing more than once', () => {
  it('an arrival before another time, tokens before lengths, a length before a bare name', () => {
    const { trace, arrivals } = accept(
      't,timestamp,arrived_at,prompt,prompt_len,prompt_tokens,out,osl\n9,9,1,hello,5,2,hi,3\n9,9,3,hello,5,2,hi,3\n',
    );
    expect(arrivals).toEqual([0, 2]);
    expect([...trace.promptTokens]).toEqual([2, 2]);
    expect([...trace.outputTokens]).toEqual([3, 3]);
  });

  it.each([
    ['t,in,input,out', /names the same thing in "in" and "input"/],
    ['time,timestamp,in,out', /names the same thing in "time" and "timestamp"/],
    ['t,in,out,Out', /names the same thing in "out" and "Out"/],
  ])('%s is refused', (header, message) => {
    refuse(`${header}\n1,1,1,1\n`, 1, null, message);
  });
});

describe('pieces and line ends', () => {
  it('does not depend on where the pieces or lines end', () => {
    const text = fixture('azure-2023.csv');
    const whole = accept(text).trace;
    expect(accept(text, 1).trace).toEqual(whole);
    expect(accept(text.trimEnd().replaceAll('\n', '\r\n'), 7).trace).toEqual(whole);
    expect(accept(`\ufeff${text}\n\n`).trace).toEqual(whole);
  });
});

describe('what is put right, and said', () => {
  it('sorts rows that are out of order and starts at 0', () => {
    const { trace, summary, arrivals } = accept('time,input,output\n5,50,1\n3,30,1\n5,51,1\n4,40,1');
    expect(arrivals).toEqual([0, 1, 2, 2]);
    expect([...trace.promptTokens]).toEqual([30, 40, 50, 51]);
    expect(summary.notes.join(' ')).toMatch(/2 rows earlier/);
  });

  it('leaves out requests that generated nothing', () => {
    const { summary } = accept('time,input,output\n0,9,0\n3,9,2\n4,9,0');
    expect(summary).toMatchObject({ requests: 1, skipped: 2, durationSeconds: 0 });
    expect(summary.notes.join(' ')).toMatch(/2 requests without a generated token left out/);
  });
});

describe('what is refused, with the place and the reason', () => {
  it.each<[string, string, number | null, string | null, RegExp]>([
    ['an empty file', '', null, null, /empty/],
    ['blank lines', '\n \n', null, null, /empty/],
    ['a header alone', HEADER, 1, null, /no request/],
    ['only failed requests', 'time,input,output\n0,9,0\n', 2, null, /none of the 1 requests/],
    ['an unknown header', 'a,b,c\n1,2,3\n', 1, null, /"a,b,c" is not a header.*Azure.*Mooncake/],
    ['a header without an output', 't;in\n1;2\n', 1, null, /"t;in" is not a header with an output/],
    ['a JSON array', '[{"timestamp":0}]\n', 1, null, /not a header/],
    [
      'a missing column',
      `${HEADER}${ROW}2024-01-01 00:00:01.0,10\n`,
      3,
      null,
      /2 columns where the header has 3/,
    ],
    [
      'text for a number',
      `${HEADER}${ROW}2024-01-01 00:00:01.0,ten,5\n`,
      3,
      'ContextTokens',
      /"ten" is not a whole/,
    ],
    ['half a token', 'time,input,output\n0,1.5,5\n', 2, 'input', /"1.5" is not a whole/],
    [
      'a negative count',
      `${HEADER}2024-01-01 00:00:01.0,10,-5\n`,
      2,
      'GeneratedTokens',
      /-5 tokens.*negative/,
    ],
    ['an empty prompt', `${HEADER}2024-01-01 00:00:01.0,0,5\n`, 2, 'ContextTokens', /has a prompt/],
    ['too many tokens', `${HEADER}2024-01-01 00:00:01.0,10,3000000000\n`, 2, 'GeneratedTokens', /more than/],
    ['the 30th of February', `${HEADER}2024-02-30 00:00:01.0,1,5\n`, 2, 'TIMESTAMP', /not a time/],
    ['a number among dates', `${HEADER}${ROW}17,1,5\n`, 3, 'TIMESTAMP', /not a time like the first/],
    ['an open quote', 'time,input,output\n0,"1,5\n', 2, null, /not closed/],
    [
      'bad JSON',
      '{"timestamp":0,"input_length":1,"output_length":1}\n{oops}\n',
      2,
      null,
      /not a JSON object/,
    ],
    ['a missing field', '{"timestamp":0,"input_length":1}\n', 1, 'output_length', /is missing/],
    [
      'a text field',
      '{"timestamp":"x","input_length":1,"output_length":1}\n',
      1,
      'timestamp',
      /"x" is not a number/,
    ],
    [
      'a negative field',
      '{"timestamp":0,"input_length":-1,"output_length":1}\n',
      1,
      'input_length',
      /negative/,
    ],
  ])('%s', (_, text, line, column, message) => {
    refuse(text, line, column, message);
  });

  it('a file cut off in its last line', () => {
    refuse(fixture('azure-2023.csv').slice(0, -12), 5, null, /cut off here/);
    refuse(fixture('mooncake.jsonl').slice(0, -20), 6, null, /cut off here/);
  });

  it('random bytes, at the first piece', () => {
    const reader = createTraceReader('random.bin');
    const bytes = Uint8Array.from({ length: 65_536 }, (_, i) => (i * 2654435761) >>> 13);
    const problem = reader.push(new TextDecoder().decode(bytes));
    expect(problem).toMatchObject({ file: 'random.bin', line: 1 });
    expect(problem?.column).toMatch(/^character \d+$/);
    expect(problem?.message).toMatch(/not UTF-8 text/);
    expect(reader.end()).toEqual({ ok: false, problem });
  });

  it('a line without end, before it fills the memory', () => {
    const reader = createTraceReader('one-line.json');
    const piece = '{"a":1} '.repeat(10_000);
    let pushed = 0;
    let problem = null;
    while (problem === null && pushed < 3 * MAX_LINE_CHARS) {
      problem = reader.push(piece);
      pushed += piece.length;
    }
    expect(problem?.message).toMatch(/longer than/);
    expect(pushed).toBeLessThan(MAX_LINE_CHARS + 2 * piece.length);
  });

  it('never throws, whatever the text', () => {
    const row = fc.array(fc.oneof(fc.integer(), fc.string(), fc.constant(ROW.trim())), { maxLength: 4 });
    const text = fc.tuple(fc.constantFrom('', HEADER, '{'), fc.array(row.map(String)));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), ([head, rows], pieceChars) => {
        const outcome = read(head + rows.join('\n'), pieceChars);
        if (!outcome.ok) return outcome.problem.message !== '';
        const { arrivalSeconds } = outcome.trace;
        return arrivalSeconds.every((time, i) => time >= (arrivalSeconds[i - 1] ?? 0));
      }),
    );
  });
});

describe('the real traces, where they are', () => {
  const folder = new URL('../../../../shared/traces/', import.meta.url);
  it.skipIf(!existsSync(folder)).each([
    ['AzureLLMInferenceTrace_conv.csv', 'azure-2023', 19_366, 3501.7],
    ['AzureLLMInferenceTrace_code.csv', 'azure-2023', 8_819, 3435.9],
    ['mooncake_conversation_trace.jsonl', 'mooncake', 12_031, 3539.6],
    ['mooncake_synthetic_trace.jsonl', 'mooncake', 3_993, 0],
  ])('%s', (name, format, requests, seconds) => {
    const { summary } = accept(readFileSync(new URL(name, folder), 'utf8'), 65_536);
    expect(summary).toMatchObject({ format, requests, skipped: 0 });
    expect(summary.notes.length).toBe(name.includes('conversation') ? 1 : 0);
    if (seconds > 0) expect(summary.durationSeconds).toBeCloseTo(seconds, 0);
  });
});

describe('a generic CSV that says which prompts begin alike', () => {
  const blocksOf = (text: string) => {
    const { trace, summary } = accept(text);
    const { blockOffsets: offsets, blockIds: ids } = trace;
    const rows = Array.from({ length: summary.requests }, (_, i) => [
      ...(ids?.slice(offsets?.[i], offsets?.[i + 1]) ?? []),
    ]);
    return { rows, size: trace.blockTokens, notes: summary.notes.join(' ') };
  };

  it('by sessions: whole blocks of 64 tokens, the front of a session shared, nothing else', () => {
    const { rows, size, notes } = blocksOf(
      'time_s,input,output,session\n0,130,5,x\n1,70,5,y\n2,260,5,x\n3,300,5,\n4,60,5,y\n',
    );
    expect(size).toBe(64);
    expect(rows).toEqual([[0, 1], [2], [0, 1, 3, 4], [], []]);
    expect(notes).toContain('Sessions: "session"');
  });

  it('by hashes, in order of arrival even when the rows are not', () => {
    const { rows, size } = blocksOf(
      'time_s,input,output,hash_ids,session\n1,40,5,"[7, 8, 9]",a\n0,30,5,7 8,b\n2,16,5,7,c\n',
    );
    expect(size).toBe(16);
    expect(rows).toEqual([[0, 1], [0, 1, 2], [0]]);
  });

  it('a trace without sessions names no blocks', () => {
    expect(accept('time_s,input,output\n0,130,5\n').trace.blockIds).toBeUndefined();
  });
});
