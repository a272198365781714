import { EXIT } from '../exit-codes';
import { table } from '../table';
import { type Command, jsonText } from './command';

interface Metrics {
  summary: { total_mirrors: number; enabled_mirrors: number; total_pairs: number; total_instances: number };
  health: { success: number; failed: number; pending: number; unknown: number };
}

interface FailedMirror {
  id: number;
  source_project_path: string;
  target_project_path: string;
  last_error: string | null;
}

export const status: Command = async ({ client, say, json }) => {
  const [{ summary, health }, failed] = await Promise.all([
    client.get<Metrics>('/api/dashboard/metrics'),
    client.all<FailedMirror>('/api/mirrors?status=failed&enabled=true'),
  ]);
  if (json) say(jsonText({ summary, health, failed: failed.map(briefly) }));
  else {
    const counts = { ...summary, ...health };
    say(
      table(
        ['', ''],
        Object.entries(counts).map(([name, count]) => [name.replaceAll('_', ' '), String(count)]),
      ).trimStart(),
    );
    if (failed.length > 0) {
      const rows = failed.map((mirror) => [
        String(mirror.id),
        `${mirror.source_project_path} → ${mirror.target_project_path}`,
        mirror.last_error ?? '',
      ]);
      say(`\n${table(['ID', 'FAILED MIRROR', 'ERROR'], rows)}`);
    }
  }
  return failed.length === 0 ? EXIT.ok : EXIT.failed;
};

const briefly = ({ id, source_project_path, target_project_path, last_error }: FailedMirror): FailedMirror => ({
  id,
  source_project_path,
  target_project_path,
  last_error,
});
