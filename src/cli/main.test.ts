import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { version } from '../../package.json';
import type { Answer } from './answer';
import { main } from './main';

const folder = mkdtempSync(path.join(tmpdir(), 'tokenyard-cli-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let out = '';
let err = '';
beforeEach(() => {
  out = err = '';
  vi.spyOn(console, 'log').mockImplementation((text: string) => void (out += `${text}\n`));
  vi.spyOn(console, 'error').mockImplementation((text: string) => void (err += `${text}\n`));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
});

function file(name: string, text: string): string {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
}

function fixture(name: string): string {
  return fileURLToPath(new URL(`../engine/workload/fixtures/${name}`, import.meta.url));
}

async function answerOf(...args: string[]): Promise<Answer> {
  expect(await main(args), err).toBe(0);
  return JSON.parse(out) as Answer;
}

async function refusalOf(...args: string[]): Promise<string> {
  expect(await main(args)).toBe(2);
  expect(out).toBe('');
  return err;
}

describe('evaluate', () => {
  it.each([
    ['a fragment', 'v=1&rps=0.5'],
    ['a link', 'https://example.org/yard/index.html#v=1&rps=0.5'],
    ['JSON', '{"rps": 0.5}'],
    ['a JSON file', file('half.json', '{ "rps": 0.5 }')],
  ])('takes %s', async (_, scenario) => {
    const answer = await answerOf('evaluate', scenario);
    expect(answer.scenario).toMatchObject({ rps: 0.5, ctx: 8192 });
    expect(answer.problems).toEqual([]);
    expect(answer.a).toMatchObject({ feasible: true, method: 'closed_form', hash: null });
    expect(answer.a.tpot_s?.mean).toBeGreaterThan(0);
    expect(answer.b?.chips).toBe(584);
  });

  it('takes the id of a preset', async () => {
    expect((await answerOf('evaluate', 'first-race')).a.feasible).toBe(true);
  });

  it('answers that a cluster does not fit: no error', async () => {
    const { a } = await answerOf('evaluate', 'v=1&a.prefill=h100-sxmx1&b=none');
    expect(a.feasible).toBe(false);
    expect(a.reason).toMatch(/\d/);
  });

  it('says beside the answer what has no effect', async () => {
    const { problems } = await answerOf('evaluate', 'v=1&a.reject=slo');
    expect(problems.map(({ key }) => key)).toEqual(['a.reject']);
  });
});

describe('a model of one’s own', () => {
  const config = {
    _name_or_path: 'somebody/Some-8B',
    hidden_size: 4096,
    intermediate_size: 14336,
    num_attention_heads: 32,
    num_hidden_layers: 32,
    num_key_value_heads: 8,
    vocab_size: 128256,
    max_position_embeddings: 131072,
  };

  it('comes from the config.json of a checkpoint', async () => {
    const own = await answerOf(
      'evaluate',
      'v=1&b=none',
      '--model-config',
      file('own.json', JSON.stringify(config)),
    );
    out = '';
    const known = await answerOf('evaluate', 'v=1&b=none&model=llama-3.1-8b');
    expect(own.a.tpot_s).toEqual(known.a.tpot_s);
    out = '';
    const scenario = file(
      'with-own.json',
      JSON.stringify({ b: 'none', model: 'mine', x: { models: [{ id: 'mine', config }] } }),
    );
    expect((await answerOf('evaluate', scenario)).a.tpot_s).toEqual(known.a.tpot_s);
  });

  it('of a kind that nobody knows is answered, with a caution beside the answer', async () => {
    const odd = file('odd.json', JSON.stringify({ ...config, model_type: 'foo' }));
    expect((await answerOf('evaluate', 'v=1&b=none', '--model-config', odd)).a.feasible).toBe(true);
    expect(err).toContain('odd.json: model_type "foo" is not known here');
  });

  it('is refused with the field that is wrong', async () => {
    const wrong = file('wrong.json', JSON.stringify({ ...config, num_key_value_heads: 'eight' }));
    expect(await refusalOf('evaluate', 'v=1', '--model-config', wrong)).toContain(
      'wrong.json, line 1: num_key_value_heads "eight" is not a number',
    );
  });

  it('is refused where the file holds a scenario instead', async () => {
    const scenario = file('scenario.json', JSON.stringify({ ctx: 4096, rps: 0.5, model: 'gpt-oss-20b' }));
    expect(await refusalOf('evaluate', 'v=1&rps=3', '--model-config', scenario)).toContain('holds no model');
  });
});

describe('simulate', () => {
  it('gives the same hash twice, and another one for another seed', async () => {
    const run = async (seed: number) => {
      out = '';
      return answerOf('simulate', `v=1&seed=${seed}`, '--requests', '40');
    };
    const [first, again, other] = [await run(1), await run(1), await run(2)];
    expect(first.a).toMatchObject({ method: 'simulated', requests: 40, completed: 40 });
    expect(first.a.hash).toMatch(/^[0-9a-f]+$/);
    expect(again).toEqual(first);
    expect(other.a.hash).not.toBe(first.a.hash);
    expect(first.scenario['n']).toBe(40);
  });

  it('replays a trace, with progress on standard error only', async () => {
    const { trace, a, b } = await answerOf('simulate', 'v=1', '--trace', fixture('azure-2023.csv'));
    expect(trace).toMatchObject({ name: 'azure-2023.csv', format: 'azure-2023', requests: 4 });
    expect([a.completed, b?.completed]).toEqual([4, 4]);
    expect(err).toMatch(/reading azure-2023.csv +100 %/);
    expect(err).toMatch(/side B +100 %/);
  });

  it('takes the first requests of a trace', async () => {
    const answer = await answerOf('simulate', 'v=1', '--requests', '3', '--trace', fixture('mooncake.jsonl'));
    expect(answer.a.requests).toBe(3);
    expect(answer.trace?.notes.join()).toMatch(/first 3 requests/);
  });

  const azure = fileURLToPath(
    new URL('../../../shared/traces/AzureLLMInferenceTrace_conv.csv', import.meta.url),
  );
  it.skipIf(!existsSync(azure))('replays the Azure conversation trace on both sides', async () => {
    const { a, b } = await answerOf('simulate', 'v=1', '--trace', azure);
    for (const side of [a, b]) {
      expect((side?.completed ?? 0) + (side?.rejected ?? 0)).toBe(19_366);
      expect(side?.ttft_s?.p50).toBeGreaterThan(0);
    }
  });
});

describe('what the program is', () => {
  it.each([[['--help']], [['help']], [['evaluate', '--help']], [['simulate', 'v=1', '-h']]])(
    '%j prints the usage',
    async (args) => {
      expect(await main(args)).toBe(0);
      expect(out).toMatch(/^usage: /);
      expect(err).toBe('');
    },
  );

  it('--version prints its version', async () => {
    expect(await main(['--version'])).toBe(0);
    expect(out).toBe(`${version}\n`);
  });
});

describe('what is refused', () => {
  it.each<[string, string[], RegExp]>([
    ['no verb', [], /usage/],
    ['an unknown verb', ['simulat', 'v=1'], /"simulat" is not a verb[^]*usage/],
    ['a plan without a promise', ['plan', 'v=1'], /plan needs a promise to keep/],
    ['a promise of nothing', ['plan', 'v=1', '--slo', 'ttft=0'], /"ttft=0" has no positive number/],
    ['a promise about something else', ['plan', 'v=1', '--slo', 'speed=1'], /does not name ttft or tpot/],
    [
      'a chip that nobody sells',
      ['plan', 'v=1', '--slo', 'ttft=1', '--chip', 'h101'],
      /no chip that a plan may buy; closest: h100/,
    ],
    ['a budget without a unit', ['plan', 'v=1', '--slo', 'ttft=1', '--budget', '500'], /usd_per_hour/],
    ['an inherited name', ['constructor', 'v=1'], /not a verb/],
    ['no scenario', ['evaluate'], /evaluate needs a scenario/],
    ['a link whose & the shell took', ['evaluate', 'v=1', 'ctx=8k'], /Quote a link/],
    ['an unknown option', ['simulate', 'v=1', '--speed', '9'], /--speed/],
    ['an option of another verb', ['evaluate', 'v=1', '--requests', '9'], /--requests/],
    ['no number of requests', ['simulate', 'v=1', '--requests', 'many'], /--requests "many"/],
    ['zero requests', ['simulate', 'v=1', '--requests', '0'], /--requests "0"/],
    ['an unknown preset', ['evaluate', 'first-rice'], /first-rice/],
    ['a missing file', ['evaluate', 'nowhere.json'], /nowhere.json/],
    [
      'broken JSON',
      ['evaluate', file('broken.json', '{\n "rps": 1,,\n "ctx": 9000 }')],
      /^\S*broken\.json, line 2, column 11: ",*" cannot stand here in JSON\.\n$/,
    ],
    [
      'a bad value in JSON',
      ['evaluate', file('bad.json', '{ "v": 1,\n"ctx": 5 }')],
      /^\S*bad\.json, line 2: ctx "5" is outside /,
    ],
    ['an unknown chip', ['evaluate', 'v=1&a.prefill=h1000x8'], /a\.prefill.*h1000/],
    ['an impossible ratio', ['evaluate', 'v=1&io=0:0'], /io "0:0"/],
    ['text for a number', ['evaluate', 'v=1&rps=fast'], /rps "fast"/],
    ['an unknown key', ['evaluate', 'v=1&contxt=8k'], /contxt/],
    ['a missing trace', ['simulate', 'v=1', '--trace', 'nowhere.csv'], /nowhere.csv/],
    ['a folder for a trace', ['simulate', 'v=1', '--trace', '.'], /not a file/],
  ])('%s', async (_, args, message) => {
    expect(await refusalOf(...args)).toMatch(message);
  });

  it('a trace that was cut off, with its line', async () => {
    const cut = file('cut.csv', readFileSync(fixture('azure-2023.csv'), 'utf8').slice(0, -12));
    expect(await refusalOf('simulate', 'v=1', '--trace', cut)).toMatch(/cut.csv, line 5: .*cut off/);
  });

  it('a trace with a wrong number, with line and column', async () => {
    const bad = file('bad.csv', 'time,input,output\n0,10,five\n');
    expect(await refusalOf('simulate', 'v=1', '--trace', bad)).toMatch(/bad.csv, line 2, output: "five"/);
  });
});

describe('what is said beside the figures', () => {
  it('that requests of a trace are longer than the context', async () => {
    const long = file('long.csv', 'time,input,output\n0,500000,2\n1,200,10\n');
    const { a } = await answerOf('simulate', 'v=1&model=llama-3.1-8b&b=none', '--trace', long);
    expect(a.notes.join(' ')).toMatch(/1 of 2 requests of the trace are longer than the 131,072 tokens/);
  });

  it.each([
    ['code', true],
    ['chat', false],
  ])('that the closed form spreads bursts out: %s', async (workload, said) => {
    const { a } = await answerOf('evaluate', `b=none&workload=${workload}`);
    expect(a.notes.some((note) => /come in bursts .* vary by 13 times/.test(note))).toBe(said);
  });
});

describe('simulate --ledger --perfetto', () => {
  it('writes where every token ran, and a trace that parses', async () => {
    const ledger = path.join(folder, 'ledger.csv');
    const perfetto = path.join(folder, 'trace.json');
    const answer = await answerOf('simulate', 'v=1&n=40', '--ledger', ledger, '--perfetto', perfetto);
    const [header = '', ...rows] = readFileSync(ledger, 'utf8').trim().split('\n');
    expect(
      header.startsWith(
        'side,request,pass,phase,pool,chip,tier,first_token,last_token,t0_s,t1_s,bytes,joules,usd,reason',
      ),
    ).toBe(true);
    const next = new Map<string, number>();
    let joules = 0;
    for (const row of rows) {
      const cells = row.split(',');
      expect(cells).toHaveLength(header.split(',').length);
      if (cells[0] === 'a') joules += Number(cells[12]);
      if (cells[2] !== '0') continue;
      const key = `${cells[0]} ${cells[1]}`;
      expect(Number(cells[7])).toBe(next.get(key) ?? 0);
      next.set(key, Number(cells[8]) + 1);
    }
    expect(next.size).toBe(80);
    const parts = answer.a.energy_parts_j!;
    const busy = answer.a.energy_j! - parts.idle! - parts.link!;
    expect(Math.abs(joules / busy - 1)).toBeLessThan(1e-9);
    const trace = JSON.parse(readFileSync(perfetto, 'utf8')) as { traceEvents: { ph: string }[] };
    expect(trace.traceEvents.filter((event) => event.ph === 'X').length).toBeGreaterThan(80);
  });

  it('names a file that cannot be written', async () => {
    expect(await refusalOf('simulate', 'v=1&n=5', '--ledger', path.join(folder, 'no', 'l.csv'))).toContain(
      'l.csv',
    );
  });
});

describe('validate', () => {
  const measured = file(
    'measured.csv',
    'group,system,hardware,model,metric,value\nA,vllm,abacus,llama-3.1-8b,tpot_ms,20\n',
  );

  it('writes every row with its prediction where asked', async () => {
    const rows = path.join(folder, 'rows.csv');
    expect(await main(['validate', measured, '--rows', rows]), err).toBe(0);
    const [header = '', row = ''] = readFileSync(rows, 'utf8').split('\n');
    expect(header).toMatch(/^id,group,system,/);
    expect(row).toContain('hardware not in the catalogue');
  });

  it('names a file that cannot be written, and the place where a catalogue is broken', async () => {
    expect(await refusalOf('validate', measured, '--rows', path.join(folder, 'no', 'rows.csv'))).toContain(
      'rows.csv',
    );
    err = '';
    const broken = file('extra.json', '{"chips": [\n{"id": "x",}]}');
    expect(await refusalOf('validate', measured, '--catalog', broken)).toContain(
      'extra.json, line 2, column 12: "}]}" cannot stand here in JSON.',
    );
  });
});

describe('what is named twice or by a slip', () => {
  const trace = file('two.csv', 'arrival_s,prompt_tokens,output_tokens\n0,10,5\n1,10,5\n');
  it.each([
    [['plan', 'v=1', '--slo', 'ttft=1', '--slo', 'tpot=1'], '--slo is there twice'],
    [['plan', 'v=1', '--slo', 'ttft=1', '--budget', ''], '--budget "" does not name usd_per_hour'],
    [['simulate', 'v=1', '--trace', trace, '--ledger', trace], 'is named for both trace and ledger'],
    [['simulate', 'v=1', '--ledger', 'x', '--perfetto', './x'], 'is named for both ledger and perfetto'],
    [['validate', trace, '--rows', trace], 'is named for both measurements and rows'],
    [['sweep', 'v=1', '--x', 'ctx=1k...1m:4'], 'has three dots'],
    [['evaluate', '{"rps": true}'], 'rps "true" is not a text or a number'],
    [['evaluate', '{"a": {"prefill": {"chip": "h100-sxm"}}}'], 'a.prefill "h100-sxmx" is not'],
  ])('%j is refused', async (args, why) => {
    expect(await refusalOf(...args)).toContain(why);
    expect(readFileSync(trace, 'utf8')).toContain('prompt_tokens');
  });

  it('more requests than a trace has: all, and that is said', async () => {
    const { trace: summary } = await answerOf(
      'simulate',
      'v=1&b=none',
      '--trace',
      trace,
      '--requests',
      '500',
    );
    expect(summary?.notes.join()).toContain('500 are more than it has');
  });

  it('what a sweep or a plan computes otherwise than asked is said beside it', async () => {
    expect(await main(['sweep', 'v=1&b=none', '--x', 'size=1b,8b', '--y', 'moe=4b'])).toBe(0);
    expect(err).toContain('1 of 2 points: Active size');
  });

  it('a scenario with classes is read back as it was printed', async () => {
    const { scenario } = await answerOf('evaluate', 'routing');
    out = '';
    const again = await answerOf('evaluate', JSON.stringify(scenario));
    expect(again.scenario).toEqual(scenario);
    expect(again.problems).toEqual([]);
  });
});

describe('sweep', () => {
  const rowsOf = async (...args: string[]): Promise<string[]> => {
    out = '';
    expect(await main(['sweep', ...args]), err).toBe(0);
    return out.trim().split('\n');
  };

  it('gives a row per point and side, and the same rows however it is sharded', async () => {
    const axes = ['v=1', '--x', 'ctx=1k..64k:5', '--y', 'size=8b,70b'];
    const [header, ...whole] = await rowsOf(...axes);
    expect(header).toMatch(/^point,ctx,size,side,feasible/);
    expect(whole).toHaveLength(20);
    const shards = [];
    for (const i of [1, 2, 3]) shards.push(...(await rowsOf(...axes, '--shard', `${i}/3`)).slice(1));
    const order = (row: string): string => row.split(',')[0]!.padStart(6) + row.split(',')[3]!;
    expect(shards.toSorted((x, y) => (order(x) < order(y) ? -1 : 1))).toEqual(whole);
  });

  it('simulates where asked', async () => {
    const [header = '', first = ''] = await rowsOf('v=1&n=50', '--x', 'rps=0.5,1', '--simulate');
    expect(first.split(',')[header.split(',').indexOf('hash')]).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ['--x', 'ctx', '--x "ctx" is not key='],
    ['--x', 'speed=1..2:3', '"speed" is not a key'],
    ['--x', 'ctx=1..2:3', 'ctx "1" is outside'],
    ['--x', 'ctx=1k..2k:1', 'asks for 1 points'],
    ['--x', 'workload=chat..code:3', 'list its values'],
  ])('refuses %s %s', async (flag, text, part) => {
    expect(await refusalOf('sweep', 'v=1', flag, text)).toContain(part);
  });

  it('lists values that hold commas, parted by semicolons', async () => {
    const rows = await rowsOf('v=1&b=none&turns=4', '--x', 'a.tiers=device;device,dram');
    expect(rows.slice(1).map((row) => /^\d,("[^"]*"|[^,]*)/.exec(row)![1])).toEqual([
      'device',
      '"device,dram"',
    ]);
  });

  it('writes numbers alike, listed or run through, and words as they are', async () => {
    const columns = (rows: string[]) => rows.slice(1).map((row) => row.split(',')[1]);
    const listed = await rowsOf('v=1&b=none', '--x', 'ctx=1k,2000');
    expect(columns(listed)).toEqual(['1000', '2000']);
    expect(columns(await rowsOf('v=1&b=none', '--x', 'ctx=1k..2k:2'))).toEqual(['1000', '2000']);
    expect(columns(await rowsOf('v=1&b=none', '--x', 'a.tp=auto,02'))).toEqual(['auto', '2']);
  });

  it('refuses the same key on both axes', async () => {
    const message = await refusalOf('sweep', 'v=1', '--x', 'ctx=1k,2k', '--y', 'ctx=4k,8k');
    expect(message).toContain('--x and --y both run through ctx');
  });

  it('refuses a shard that is none', async () => {
    expect(await refusalOf('sweep', 'v=1', '--x', 'ctx=1k,2k', '--shard', '4/3')).toContain('--shard "4/3"');
    expect(await refusalOf('sweep', 'v=1')).toContain('--x');
    const many = ['--x', 'ctx=1k..1m:10000', '--y', 'rps=1..9:101'];
    expect(await refusalOf('sweep', 'v=1', ...many)).toContain('1010000 points together');
  });
});
