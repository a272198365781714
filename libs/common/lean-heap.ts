import { setFlagsFromString } from 'node:v8';

/** Per cent by which the heap may outgrow what is alive before it is cleaned up. V8 allows itself up to 300. */
const GROWTH = 60;

/**
 * A long sync lets go of almost everything that it touches. V8 cleans up late as long as the machine has memory to spare,
 * and memory once taken is seldom given back; this trades a little time for a process several times smaller. To be called
 * first of all.
 */
export const keepHeapLean = (): void => setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
