import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import held from './held.json';
import { agreement, headlines, NO_EXTRAS, readMeasured, scoreRows, summarise } from './index';
import type { MeasuredRow } from './measured-row';
import { errorStatistics } from './validate';

const HEADER =
  'id,group,date,provenance,system,hardware,n_chips,tp,pp,ep,dp,model,precision,mode,input_len,output_len,batch_or_concurrency,metric,value,unit,notes';

function rowsOf(...lines: string[]): MeasuredRow[] {
  const read = readMeasured([HEADER, ...lines].join('\n'));
  if (!read.ok) throw new Error(read.why);
  return read.rows;
}

// Made up: right chips and models, invented values.
const CLOSED =
  'X1,C,2026-01,measured,vllm,H100-SXM-80GB,2,2,1,1,1,llama-3.1-70b,fp8,aggregated serving,1024,256,8,tpot_ms,20,ms,"made up, as an example"';
const BY_ID =
  'X2,C,2026-01,measured,vllm,h100-sxm,2,2,1,1,1,llama-3.1-70b,fp8,aggregated serving,1024,256,8,ttft_ms,120,ms,';

describe('a row that cannot be as it is written', () => {
  it.each([
    [CLOSED.replace(',1024,', ',-5,'), 'input_len is below zero'],
    [CLOSED.replace(',8,tpot', ',0,tpot'), 'batch_or_concurrency is not positive'],
    [CLOSED.replace('H100-SXM-80GB,2,2', 'H100-SXM-80GB,2,1.5'), 'tp is not a whole number from 1 on'],
    [`${CLOSED},more`, 'the row has more cells than the header'],
    [CLOSED.replace(',20,ms', ',abc,ms'), 'measured value is no number'],
    [
      CLOSED.replace('aggregated serving', 'static batch').replace(',8,tpot', ',1.5,tpot'),
      'batch is not a whole number',
    ],
  ])('%s', (line, reason) => {
    const [scored] = scoreRows(rowsOf(line), NO_EXTRAS);
    expect(scored).toMatchObject({ reason, error: null });
  });

  it('costs the file where a quote is left open', () => {
    expect(readMeasured(`${HEADER}\n${CLOSED}\nX2,"`)).toEqual({
      ok: false,
      why: 'a quote in line 3 is not closed',
    });
  });
});

describe('validate', () => {
  it('predicts rows by catalogue id and by the names of measurements alike', () => {
    const [byName, byId] = scoreRows(rowsOf(CLOSED.replace('tpot_ms', 'ttft_ms'), BY_ID), NO_EXTRAS);
    expect(byName?.predicted).toBeGreaterThan(50);
    expect(byId?.predicted).toBe(byName?.predicted);
  });

  it('groups by group, system, hardware and metric, and counts every other row with its reason', () => {
    const scored = scoreRows(
      rowsOf(
        CLOSED,
        CLOSED.replace('llama-3.1-70b', 'unheard-of-1b'),
        CLOSED.replace('H100-SXM-80GB', 'Abacus'),
        CLOSED.replace(',fp8,', ',fp8,').replace('made up', 'MTP/spec-decode: probably ON'),
        CLOSED.replace('H100-SXM-80GB,2,2', 'H100-SXM-80GB,1,1').replace('fp8', 'bf16'),
      ),
      NO_EXTRAS,
    );
    const { groups, unsupported, totals } = summarise(scored);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({
      group: 'C',
      system: 'vllm',
      hardware: 'H100-SXM-80GB',
      metric: 'tpot_ms',
      n: 1,
    });
    expect(unsupported.map(({ reason }) => reason).sort()).toEqual([
      'does not fit the memory of its chips',
      'hardware not in the catalogue',
      'model not in the catalogue',
      'multi-token prediction on or unknown',
    ]);
    expect(totals).toMatchObject({ rows: 5, scored: 1, unsupported: 4 });
  });

  it('says of a row whose engine nobody fitted, or nobody named, what stood in for it', () => {
    const scored = scoreRows(
      rowsOf(CLOSED, CLOSED.replace(',vllm,', ',lmdeploy,'), CLOSED.replace(',vllm,', ',,')),
      NO_EXTRAS,
    );
    expect(scored.map(({ note }) => note)).toEqual([
      null,
      'engine "lmdeploy" was not fitted: computed as any with CUDA graphs',
      'no engine is named: computed as any with CUDA graphs',
    ]);
    expect(summarise(scored).stand_ins.map(({ n }) => n)).toEqual([1, 1]);
  });

  it('tells errors apart by chip, software and metric', () => {
    const scored = scoreRows(rowsOf(CLOSED, CLOSED, BY_ID, CLOSED.replace('vllm', 'sglang')), NO_EXTRAS);
    const found = agreement(scored, ({ metric }) => metric === 'tpot_ms');
    expect(found.map(({ chip, engine, metric, n, fitted }) => [chip, engine, metric, n, fitted])).toEqual([
      ['h100-sxm', 'sglang', 'tpot_ms', 1, 1],
      ['h100-sxm', 'vllm', 'tpot_ms', 2, 2],
      ['h100-sxm', 'vllm', 'ttft_ms', 1, 0],
    ]);
  });

  it('says what is wrong with a file', () => {
    expect(readMeasured('a,b\n1,2\n')).toMatchObject({ ok: false });
    expect(readMeasured('')).toMatchObject({ ok: false });
  });

  it('counts a row that is no measurement, predicts it if it can, and goes on to the others', () => {
    const scored = scoreRows(
      rowsOf(CLOSED.replace(',20,ms', ',fast,ms'), CLOSED.replace(',20,ms', ',,ms'), 'half a row', CLOSED),
      NO_EXTRAS,
    );
    expect(scored.map(({ error }) => error === null)).toEqual([true, true, true, false]);
    expect(scored[0]?.predicted).toBe(scored[3]?.predicted);
    expect(summarise(scored).totals).toMatchObject({ rows: 4, scored: 1, unsupported: 3 });
  });

  it('takes an engine nobody fitted, or none, as one with CUDA graphs', () => {
    const [unheard, none] = scoreRows(
      rowsOf(CLOSED.replace(',vllm,', ',unheard-of 3,'), CLOSED.replace(',vllm,', ',,')),
      NO_EXTRAS,
    );
    expect(unheard?.configuration).toContain(' graph ');
    expect(none?.predicted).toBe(unheard?.predicted);
  });

  it('reads formats and modes as other files write them', () => {
    const predicted = (line: string) => scoreRows(rowsOf(line), NO_EXTRAS)[0]?.predicted;
    const wide = CLOSED.replace(',2,2,1', ',4,4,1');
    expect(predicted(wide.replace(',fp8,', ',float16,'))).toBe(predicted(wide.replace(',fp8,', ',fp16,')));
    expect(predicted(CLOSED.replace(',fp8,', ',W4A8,'))).toBe(predicted(CLOSED.replace(',fp8,', ',int4,')));
    expect(predicted(CLOSED.replace('aggregated serving', 'online serving'))).toBe(predicted(CLOSED));
  });

  it('takes medians and quantiles of the size of the error, and its mean with sign', () => {
    const { n, median, p90, bias } = errorStatistics([-0.1, 0.2, -0.3]);
    expect([n, median]).toEqual([3, 0.2]);
    expect(p90).toBeCloseTo(0.28, 12);
    expect(bias).toBeCloseTo(-0.2 / 3, 12);
  });
});

const FILE = new URL('../../../shared/facts/measured.csv', import.meta.url);

describe('the measurements, where they are', () => {
  // A change of the model may cost this share of an error before somebody has to look at docs/VALIDATION.md.
  const BAND = 1.15;
  const SLACK = 0.005;

  it.skipIf(!existsSync(FILE))(
    'are predicted no worse than docs/VALIDATION.md says',
    { timeout: 300_000 },
    () => {
      const read = readMeasured(readFileSync(FILE, 'utf8'));
      if (!read.ok) throw new Error(read.why);
      const now = headlines(scoreRows(read.rows, NO_EXTRAS));
      for (const { what, median } of held) {
        const line = now.find((h) => h.what === what);
        expect(line?.median, what).toBeLessThan(median * BAND + SLACK);
      }
    },
  );
});
