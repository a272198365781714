import { List, Stack, Text, Title } from '@mantine/core';
import type { ImportResult } from '../../api/model';
import { HealthLabel } from '../../ui/health';
import { Panel } from '../../ui/panel';
import { plural } from '../../ui/plural';

type Row = ImportResult['errors'][number];

/** What became of each row, or would. */
export function ImportResultView({ result }: { result: ImportResult }) {
  const { dry_run: isTrial, imported, skipped, errors, skipped_details: details } = result;
  return (
    <Panel title={isTrial ? 'What would happen' : 'What happened'}>
      <Stack gap="sm" role="status">
        <HealthLabel
          health="ok"
          label={isTrial ? `${plural(imported, 'mirror')} would be made` : `${plural(imported, 'mirror')} made`}
        />
        <HealthLabel health="off" label={`${plural(skipped, 'row')} skipped`} />
        <HealthLabel
          health={errors.length > 0 ? 'error' : 'unknown'}
          label={`${plural(errors.length, 'row')} ${isTrial ? 'would fail' : 'failed'}`}
        />
        <Rows title="Failed" rows={errors} />
        <Rows title="Skipped" rows={details} />
      </Stack>
    </Panel>
  );
}

function Rows({ title, rows }: { title: string; rows: Row[] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <Title order={3} mb={4}>
        {title}
      </Title>
      <List size="sm" spacing={4} listStyleType="none">
        {rows.map(({ row, project, message }) => (
          <List.Item key={row} style={{ overflowWrap: 'anywhere' }}>
            <Text span size="sm" c="dimmed" className="numbers">
              Row {row}{' '}
            </Text>
            <strong>{project}</strong>: {message}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
