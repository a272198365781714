import { parseArgs } from 'node:util';
import { keepHeapLean, safeMessage } from '@app/common';
import { startTestServer, stopTestServer } from '@app/testing';
import { CASES } from './cases';
import type { BenchCase, BenchOptions } from './measure';
import { type CaseResult, isOver, json, machine, table } from './report';

const USAGE = `npm run bench -- [case …] [--long] [--scale 0.1] [--json]

Counts what the product asks of GitLab and of its database, and how close it comes to the ideal, and ends with 1 when
a limit is not kept. Without names: all cases but the long ones (marked *).

Cases: ${CASES.map(({ name, long }) => (long ? `${name}*` : name)).join(', ')}
--scale  a part of the full size, for a quick look`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    long: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    scale: { type: 'string', default: '1' },
  },
});

function chosen(): BenchCase[] {
  const unknown = positionals.filter((name) => CASES.every((each) => each.name !== name));
  if (unknown.length > 0) throw new Error(`There is no case ${unknown.join(', ')}.\n\n${USAGE}`);
  return positionals.length > 0
    ? CASES.filter(({ name }) => positionals.includes(name))
    : CASES.filter(({ long }) => values.long || !long);
}

async function run(each: BenchCase, options: BenchOptions): Promise<CaseResult> {
  const begun = performance.now();
  const { name } = each;
  const seconds = (): number => Math.round((performance.now() - begun) / 100) / 10;
  try {
    return { name, measurements: await each.run(options), seconds: seconds() };
  } catch (error) {
    return { name, measurements: [], seconds: seconds(), error: safeMessage(error) };
  }
}

async function main(): Promise<boolean> {
  // As the processes of the product do.
  keepHeapLean();
  if (values.help) {
    console.log(USAGE);
    return true;
  }
  const cases = chosen();
  const options = { scale: Number(values.scale) };
  const results: CaseResult[] = [];
  await startTestServer();
  try {
    for (const each of cases) {
      const { cores, load } = machine();
      process.stderr.write(`${each.name} … (${cores} cores, load ${load})\n`);
      const result = await run(each, options);
      process.stderr.write(`${each.name}: ${result.seconds} s\n`);
      results.push(result);
    }
  } finally {
    await stopTestServer();
  }
  console.log(values.json ? json(results) : table(results));
  return !results.some(isOver);
}

main().then(
  (kept) => process.exit(kept ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
