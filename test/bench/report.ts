import { cpus, loadavg } from 'node:os';
import { isReached, type Measurement } from './measure';

export interface CaseResult {
  name: string;
  seconds: number;
  measurements: Measurement[];
  /** Why there are no (more) measurements. */
  error?: string;
}

export const isOver = ({ measurements, error }: CaseResult): boolean =>
  error !== undefined || !measurements.every(isReached);

const number = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1));

const row = (measurement: Measurement): string[] => [
  measurement.work,
  `${number(measurement.measured)} ${measurement.unit}`.trim(),
  `${measurement.limit.at === 'most' ? '≤' : '≥'} ${number(measurement.limit.value)}`,
  isReached(measurement) ? 'ok' : measurement.limit.at === 'most' ? 'over' : 'under',
];

export function table(results: CaseResult[]): string {
  const rows = [['work', 'measured', 'limit', ''], ...results.flatMap(({ measurements }) => measurements.map(row))];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const lines = rows.map((cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const errors = results.flatMap(({ name, error }) => (error === undefined ? [] : [`${name}: ${error}`]));
  return [...lines, ...errors].join('\n');
}

/** Where the numbers come from: those with time in them mean little on a machine that is busy with something else. */
export const machine = (): { cores: number; load: number } => ({
  cores: cpus().length,
  load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
});

export const json = (results: CaseResult[]): string =>
  JSON.stringify(
    {
      machine: machine(),
      results: results.map((result) => ({
        ...result,
        measurements: result.measurements.map((each) => ({ ...each, ok: isReached(each) })),
      })),
    },
    null,
    2,
  );
