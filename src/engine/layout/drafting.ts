import type { Fraction } from '../../units/units';
import { makeGpuCost } from '../cost/gpu-cost';
import { SpeculativeCost } from '../cost/speculative-cost';
import { makeSramCost } from '../cost/sram-cost';
import type { StepCost } from '../cost/step-cost';
import type { ModelShape, PoolInput, SoftwareProfile, SpeculationInput } from '../input';
import { speculativeTokens } from '../speculation';
import type { PoolDemand, PoolLayout, PoolPlan, Shortfall } from './pool-plan';
import { countText } from './quantities';

/** Draft steps run inside the round, so the software's time is that of the step that verifies. */
export const NO_SOFTWARE: SoftwareProfile = {
  id: 'none',
  stepSeconds: 0,
  sequenceSeconds: 0,
  hostLayerSeconds: 0,
};

/** Where a pool's tokens are drafted: null on its own chips, else the pool that does. */
type DraftPlace = { apart: PoolPlan | null } | { shortfall: Shortfall };

/** What drafting adds to the layout of a pool that verifies: memory, its part of a step, and a companion. */
export class Drafting {
  readonly spec: SpeculationInput;
  /** Tokens that a sequence computes in one step of the large model. */
  readonly queries: number;
  /** The draft model, where it lies beside the large one. */
  readonly shapeHere: ModelShape | null;
  private readonly apart: PoolLayout | null;
  private readonly pool: PoolInput;

  constructor(pool: PoolInput, spec: SpeculationInput, apart: PoolLayout | null) {
    this.pool = pool;
    this.spec = spec;
    this.queries = spec.drafted + 1;
    this.apart = apart;
    this.shapeHere = apart === null ? spec.model.shape : null;
  }

  layOut(demand: PoolDemand, wording: boolean): DraftPlace {
    if (this.apart === null) return { apart: null };
    const result = this.apart.layOut(demand, wording);
    return 'plan' in result ? { apart: result.plan } : result;
  }

  /** The cost of a token on `lanes` lanes, each of `groups` groups of `chips` chips. */
  cost(verify: StepCost, apart: PoolPlan | null, lanes: number, groups: number, chips: number): StepCost {
    const { drafted, acceptance } = this.spec;
    const common = { verify, drafted, acceptance, groups, rounds: false };
    if (apart === null) return new SpeculativeCost({ ...common, draft: this.draftHere(chips), apart: null });
    const machines = apart.instances * apart.lanesPerInstance;
    const shared = { lanes: Math.max(1, lanes / machines), chips: apart.chipsPerLane };
    return new SpeculativeCost({ ...common, draft: apart.cost, apart: shared });
  }

  /**
   * The plan of a pool that verifies. A draft pool of its own holds the KV of the same sequences, so that it may be
   * what limits how many there are.
   */
  complete(laidOut: PoolPlan, apart: PoolPlan | null): PoolPlan {
    const { spec } = this;
    const { cost } = laidOut;
    const reason = laidOut.reason === '' ? '' : `${laidOut.reason} ${this.reason()}`;
    const plan: PoolPlan = { ...laidOut, reason };
    if (spec.sampled && cost instanceof SpeculativeCost) plan.rounds = { ...spec, cost: cost.ofRounds() };
    if (apart === null || spec.pool === null) return plan;
    const draftBlocks = (apart.instances * apart.kvCapacityBytes) / blockBytes(apart);
    const room = (draftBlocks / plan.instances) * blockBytes(plan);
    return {
      ...plan,
      kvCapacityBytes: Math.min(plan.kvCapacityBytes, room),
      companions: [...(plan.companions ?? []), { pool: spec.pool, plan: apart }],
    };
  }

  private draftHere(chips: number): StepCost {
    const { chip, weightFormat, kvFormat } = this.pool;
    const { shape } = this.spec.model;
    return chip.kind === 'sram'
      ? makeSramCost({ shape, chip, chips, weightFormat, kvFormat })
      : makeGpuCost({ shape, chip, tensorParallel: chips, weightFormat, kvFormat, software: NO_SOFTWARE });
  }

  private reason(): string {
    const { drafted, acceptance, model, pool } = this.spec;
    const tokens = speculativeTokens(acceptance, drafted);
    return (
      `${model.name} drafts ${countText(drafted)} ${drafted === 1 ? 'token' : 'tokens'} a round ` +
      `${pool === null ? 'on the same chips' : 'in a pool of its own'}; at an assumed acceptance of ` +
      `${percent(acceptance)} a round yields ${String(Number(tokens.toPrecision(3)))} tokens.`
    );
  }
}

function percent(share: Fraction): string {
  return `${String(Number((share * 100).toPrecision(3)))} %`;
}

function blockBytes(plan: PoolPlan): number {
  return plan.globalBlockBytes + plan.localBlockBytes;
}
