/**
 * Read by the catalogue's cards, and loaded with them. What a reader should know about a figure, in our own words: what it counts, who disputes it, why it is missing.
 * The first table holds for every chip, the second for one.
 */

const OF_EVERY_CHIP: Record<string, string> = {
  'price.rent3Years.usdPerHour': 'Three-year rental in a cost-of-ownership model; survey of August 2025.',
  'price.ownHyperscaler.usdPerHour': 'Cost of owning for a hyperscaler, electricity included.',
  'price.ownNeocloud.usdPerHour': 'Cost of owning for a smaller cloud, electricity included.',
  'power.allIn.kilowatts': 'Provisioned, with the share of host, network and cooling.',
  'memory.hbmReported.bytes': 'As the driver reports it.',
  'scaleUp.asStated.gbytesPerSecond': 'The source does not say whether this counts one direction or both.',
  'sparse.fp4.tflops': 'A headline with sparsity; only dense rates are simulated.',
  'sparse.fp16.tflops': 'A headline with sparsity; only dense rates are simulated.',
};

const TEMPORARY = 'Marked temporary in the source: 1.2 times the older chip.';
const TPU_LIST = 'List price, on demand, February 2025.';
const SPHERON = 'On demand, March 2026.';
const AS_H100 = 'As H100, which has the same die.';

const OF_ONE_CHIP: Record<string, Record<string, string>> = {
  'a100-80g-sxm': {
    'scaleOut.oneWay.gbytesPerSecond': 'One 200 Gb/s network card.',
    'price.cloud.usdPerHour': 'Range of on-demand offers, May 2026.',
  },
  'h100-sxm': {
    'power.idle.watts': 'No reading was found; H200 idles at 74 to 80 W.',
    'power.measured.watts': 'Range while serving language models.',
    'host.measured.gbytesPerSecond': 'One direction; 83 GB/s with both at once.',
    'price.cloud.usdPerHour': 'Range of on-demand offers, May 2026.',
    'price.cloudMedian.usdPerHour': 'Medians of May 2026 and October 2026, rising.',
    'price.contract1Year.usdPerHour': 'October 2025 and March 2026: contracts became dearer.',
    'price.cloudList.usdPerHour': 'List price of one large cloud, February 2025.',
    'price.purchase.usd': 'Range quoted in the press.',
  },
  'h200-sxm': {
    'power.idleOther.watts': 'Dormant, by another measurement.',
    'power.load.watts': 'The same in fp8 and bf16.',
    'price.cloud.usdPerHour': 'Range of on-demand offers, May 2026.',
  },
  'h800-sxm': {
    'peak.bf16.tflops': AS_H100,
    'peak.fp8.tflops': AS_H100,
    'memory.hbm.bytes': AS_H100,
    'memory.hbm.bytesPerSecond': AS_H100,
    'power.tdp.watts': AS_H100,
    'price.accounting.usdPerHour': 'What DeepSeek reckons an hour at in its own accounts.',
  },
  'b200-sxm': {
    'memory.hbm.bytes': 'Also given as 192 GB, counting what is reserved.',
    'memory.hbm.bytesPerSecond': 'Data sheet of the eight-chip board; 8 TB/s is also quoted.',
    'scaleOut.line.gbitsPerSecond': 'Depends on the system; 800 Gb/s cards are also used.',
    'price.cloud.usdPerHour': SPHERON,
  },
  'gb200-nvl72': {
    'power.rack.kilowatts': 'From NVIDIA and HPE figures for 72 chips.',
    'price.cloud.usdPerHour': 'On demand, March 2026, per superchip of two GPUs.',
    'price.rackPurchase.usd': 'Analyst figure for a rack of 72.',
  },
  'b300-sxm': {
    'peak.fp4.tflops': 'Also given as 13.5 PFLOP/s.',
    'peak.int8.tflops': 'Integer arithmetic was nearly removed from this chip.',
    'memory.hbm.bytesPerSecond': '62 TB/s per eight; 8 TB/s each is also quoted.',
    'price.rent3Years.usdPerHour': TEMPORARY,
    'price.ownHyperscaler.usdPerHour': TEMPORARY,
    'price.ownNeocloud.usdPerHour': TEMPORARY,
  },
  'gb300-nvl72': {
    'power.rack.kilowatts': 'Upper limit for 72 chips.',
    'price.rent3Years.usdPerHour': TEMPORARY,
    'price.ownHyperscaler.usdPerHour': TEMPORARY,
    'price.ownNeocloud.usdPerHour': TEMPORARY,
  },
  'r200-vr-nvl72': {
    'peak.fp4.tflops': 'Dense. The headline of 50 PFLOP/s is sparse by the vendor’s own footnote.',
    'memory.hbm.bytesPerSecond': 'Preliminary and disputed: later tables give 19.2 TB/s.',
    'scaleUp.oneWay.gbytesPerSecond': 'Half of 3.6 TB/s; a later profile gives half of 3.0 TB/s.',
    'power.tdp.watts': 'No vendor figure; 1.8 to 2.3 kW are in circulation.',
    'power.rack.kilowatts': 'Estimates for 72 chips.',
    'price.rackPurchase.usd': 'Analyst estimate for a rack of 72, May 2026.',
    'price.purchase.usd': 'Analyst estimate, May 2026.',
  },
  'rubin-cpx': {
    'peak.fp4.tflops': 'Announced; whether it is dense was not said.',
    'memory.gddr.bytesPerSecond': 'No official figure; the press expected 1.5 to 2 TB/s.',
  },
  'groq-lpu-v1': {
    'memory.sram.bytesPerSecond': 'Stated as “up to”.',
    'scaleUp.oneWay.gbytesPerSecond': 'The sheet gives no total per chip; a rack bisects at 3.2 TB/s.',
    'scaleUp.chips.count': 'One rack; the fabric goes further.',
    'price.purchaseQuoted.usd': 'Often quoted for a card and never verified.',
  },
  'groq3-lp30': {
    'peak.fp8.tflops': 'An eighth of a tray. This chip has no 4-bit arithmetic.',
    'power.tdp.watts': 'Not published by NVIDIA. Figures of 300 to 555 W are placeholders, not facts.',
    'memory.ddrTray.bytes': 'An eighth of the DRAM of a tray.',
    'scaleUp.latency.microseconds': 'SRAM to SRAM among near neighbours; 2.95 µs across a large system.',
  },
  'groq3-lpx-rack': {
    'peak.fp8.tflops': 'Slightly more than 32 trays add up to.',
    'memory.sram.bytesPerSecond': 'Rounded up from 256 × 150 TB/s.',
    'scaleUp.rack.tbytesPerSecond': 'All chips, both directions.',
  },
  'cerebras-wse3': {
    'peak.bf16.tflops': 'Only a sparse rate of 125 PFLOP/s is published.',
    'power.system.watts': 'The whole CS-3 system; secondary source.',
    'scaleOut.line.gbitsPerSecond': 'Input and output of a CS-3.',
    'price.purchase.usd': 'The whole CS-3 system; secondary source.',
  },
  'cerebras-cs4': {
    'peak.bf16.tflops': 'Only a sparse rate of 750 PFLOP/s is published.',
    'scaleOut.latency.microseconds': 'Wafer to wafer.',
  },
  mi300x: { 'price.cloud.usdPerHour': 'Range of on-demand offers, 2026.' },
  mi325x: {
    'power.tdp.watts': 'The maker’s figure as recalled; its page is not on record.',
    'price.cloud.usdPerHour': 'Range of on-demand offers, 2026.',
  },
  mi355x: {
    'power.tdp.watts': 'Liquid cooled; the air-cooled MI350X is a 1000 W part.',
    'scaleUp.oneWay.gbytesPerSecond': 'Seven links of 153.6 GB/s, one way; 576 GB/s is also quoted.',
  },
  'tpu-v5e': {
    'memory.hbm.bytesPerSecond': 'Google’s pages give 810 and 819 GB/s.',
    'price.cloud.usdPerHour': TPU_LIST,
    'price.cloudOther.usdPerHour': 'A blog contradicting the list price.',
  },
  'tpu-v5p': { 'price.cloud.usdPerHour': TPU_LIST },
  'tpu-v6e': { 'peak.fp8.tflops': 'The documentation lists the bf16 rate for fp8.' },
  'tpu-8i': { 'scaleUp.asStated.gbitsPerSecond': 'Total per chip.' },
  trn2: { 'scaleUp.chips.count': 'An UltraServer; 16 in one instance.' },
  trn3: {
    'memory.hbm.bytesPerSecond': 'Another AWS guide gives 4.7 TB/s.',
    'scaleUp.asStated.gbytesPerSecond': 'One AWS table; another gives 2,048 GiB/s. Direction not stated.',
    'scaleUp.chips.count': 'Systems of 64 and of 144 exist.',
  },
  gaudi3: {
    'power.tdp.watts': 'The PCIe card is a 600 W part.',
    'peak.fp8.tflops': 'The paper of 2025; earlier material gave 1,835.',
  },
  sn40l: {
    'memory.hbm.bytesPerSecond': 'A sixteenth of 25.6 TB/s for 16 sockets.',
    'memory.ddr.bytesPerSecond': 'A sixteenth of 1.6 TB/s for 16 sockets.',
    'power.rack.kilowatts': 'Average of a rack of 16 sockets.',
  },
  corsair: { 'peak.int8.tflops': 'Block integer format MXINT8.', 'peak.int4.tflops': 'Stated as “up to”.' },
  jalapeno: { 'peak.fp4.tflops': '6,700 with 8-bit by 4-bit operands.' },
  'agx-orin-64': { 'peak.int8.tflops': 'Half of 275 sparse TOPS; includes the fixed-function accelerators.' },
  'jetson-thor': { 'peak.fp4.tflops': 'Half of the sparse figure of 2,070.' },
  'rtx-4090': { 'peak.fp8.tflops': 'With fp32 accumulation; twice that with fp16.' },
  'rtx-5090': {
    'peak.bf16.tflops': 'A quarter of the sparse figure: dense, and with fp32 accumulation.',
    'peak.fp8.tflops': 'With fp32 accumulation; twice that with fp16.',
    'peak.fp4.tflops': 'Half of the sparse figure of 3,352.',
  },
  'm4-max': { 'power.tdp.watts': 'The whole computer; secondary source.' },
  'epyc-9965': { 'memory.ddr.bytes': 'Depends on the modules fitted.' },
};

export function remarkOn(chipId: string, key: string): string | undefined {
  return OF_ONE_CHIP[chipId]?.[key] ?? OF_EVERY_CHIP[key];
}

/** Every figure key with a remark, per chip: a test checks that each still exists. */
export const REMARKS = OF_ONE_CHIP;
