import { Button, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormFault } from '../../ui/form-fault';
import { Panel } from '../../ui/panel';
import { plural } from '../../ui/plural';
import { toastDone } from '../../ui/toast';
import { useSearchState } from '../../ui/use-search-state';
import { pairQueries } from '../pairs/queries';
import { useMay } from '../users/use-may';
import { DocumentField } from './document-field';
import { ImportResultView } from './import-result-view';
import { useExportPair, useImportPair } from './queries';
import { RunOutcome } from './run-outcome';

const EXAMPLE = `mirrors:
  - source_project_path: platform/api
    target_project_path: backup/api`;

/** The mirrors of one pair as a file, out and in. */
export function PairsTab() {
  const [params, change] = useSearchState();
  const pairs = useQuery(pairQueries.all());
  const [text, setText] = useState('');
  const pair = pairs.data?.items.find(({ id }) => id === Number(params.get('pair'))) ?? null;
  const save = useExportPair();
  const bring = useImportPair();
  const may = useMay('mirrors');
  const answer = bring.data;

  const submit = (dryRun: boolean): void =>
    pair === null
      ? undefined
      : bring.mutate(
          { id: pair.id, text, dryRun },
          { onSuccess: (done) => 'job_id' in done && toastDone(`${plural(done.total, 'row')} are being imported.`) },
        );

  return (
    <Stack gap="md">
      <Select
        label="Pair"
        placeholder="Choose a pair"
        data={(pairs.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        value={pair === null ? null : String(pair.id)}
        onChange={(value) => {
          bring.reset();
          change({ pair: value });
        }}
        // What becomes of an import is told here, for the pair that it went to.
        disabled={bring.isPending && !bring.variables.dryRun}
        searchable
        maw={360}
      />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Panel title="Export">
          <Text size="sm" c="dimmed" mb="md">
            All mirrors of the pair with their own settings, without tokens. The file can be imported into this pair or
            another, here or elsewhere.
          </Text>
          <Group gap="xs">
            {(['json', 'yaml'] as const).map((format) => (
              <Button
                key={format}
                variant="default"
                leftSection={<IconDownload size={16} />}
                disabled={pair === null}
                loading={save.isPending && save.variables.format === format}
                onClick={() => pair && save.mutate({ id: pair.id, name: pair.name, format })}
              >
                {format.toUpperCase()}
              </Button>
            ))}
          </Group>
        </Panel>
        <Panel title="Import">
          <Stack gap="sm">
            <DocumentField label="Mirrors" placeholder={EXAMPLE} value={text} onChange={setText} />
            <FormFault title="This document can’t be used" error={bring.error} />
            <Group justify="flex-end" gap="xs">
              <Button
                variant="default"
                disabled={pair === null}
                loading={bring.isPending && bring.variables.dryRun}
                {...may}
                onClick={() => submit(true)}
              >
                Try it out
              </Button>
              <Button
                leftSection={<IconUpload size={16} />}
                disabled={pair === null}
                loading={bring.isPending && !bring.variables.dryRun}
                {...may}
                onClick={() => submit(false)}
              >
                Import
              </Button>
            </Group>
          </Stack>
        </Panel>
      </SimpleGrid>
      {answer && ('job_id' in answer ? <RunOutcome runId={answer.job_id} /> : <ImportResultView result={answer} />)}
    </Stack>
  );
}
