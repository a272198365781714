import { Alert, Button, Group, PasswordInput, Stack, Switch, Text } from '@mantine/core';
import { IconAlertTriangle, IconDownload, IconListCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { ApplyQueued, ConfigurationDocument } from '../../api/model';
import { DeleteDialog } from '../../ui/delete-dialog';
import { FormFault } from '../../ui/form-fault';
import { Panel } from '../../ui/panel';
import { plural } from '../../ui/plural';
import { toastDone } from '../../ui/toast';
import { useMay } from '../users/use-may';
import { DocumentField } from './document-field';
import { PlanView } from './plan-view';
import { useApplyConfiguration, useExportConfiguration, usePlanConfiguration } from './queries';
import { RunOutcome } from './run-outcome';

const EXAMPLE = `version: 1
instances:
  - name: Production
    url: https://gitlab.example.com
pairs: []`;

/** The whole configuration as one document: out, compared, and made so. */
export function ConfigurationTab() {
  const [text, setText] = useState('');
  const [prune, setPrune] = useState(false);
  const [tokens, setTokens] = useState<Record<string, string>>({});
  const [isAsking, setAsking] = useState(false);
  const save = useExportConfiguration();
  const plan = usePlanConfiguration();
  const apply = useApplyConfiguration();
  const may = useMay('configuration');

  const startOver = (): void => {
    plan.reset();
    apply.reset();
  };
  const compare = (): void => {
    startOver();
    plan.mutate({ text, prune });
  };
  const planned = plan.data?.plan;
  const needed = planned?.tokens_needed ?? [];
  const isReady = needed.every((name) => (tokens[name] ?? '').trim() !== '');
  const changes = planned ? planned.create.length + planned.change.length + planned.delete.length : 0;

  const makeItSo = ({ document }: { document: ConfigurationDocument }): Promise<ApplyQueued> => {
    const secrets = Object.fromEntries(needed.map((name) => [name, tokens[name] ?? '']));
    return apply.mutateAsync({
      document: needed.length > 0 ? { ...document, secrets: { ...document.secrets, ...secrets } } : document,
      prune,
    });
  };
  const onStarted = ({ message }: ApplyQueued): void => {
    setAsking(false);
    toastDone(message);
  };

  return (
    <Stack gap="md">
      <Panel title="Export">
        <Group justify="space-between" gap="md">
          <Text size="sm" c="dimmed" maw={620}>
            Instances, pairs, group defaults, mirrors and issue syncs in one document without secrets, made to be kept
            under version control and applied again.
          </Text>
          <Group gap="xs">
            {(['yaml', 'json'] as const).map((format) => (
              <Button
                key={format}
                variant="default"
                leftSection={<IconDownload size={16} />}
                loading={save.isPending && save.variables === format}
                onClick={() => save.mutate(format)}
              >
                {format.toUpperCase()}
              </Button>
            ))}
          </Group>
        </Group>
      </Panel>
      <Panel title="Apply">
        <Stack gap="sm">
          <DocumentField
            label="Configuration"
            placeholder={EXAMPLE}
            value={text}
            readOnly={apply.isPending}
            onChange={(next) => {
              setText(next);
              startOver();
            }}
          />
          <Switch
            label="Delete what the document does not name"
            description="On GitLab, too. Without this, it is left alone."
            checked={prune}
            disabled={apply.isPending}
            onChange={(event) => {
              setPrune(event.currentTarget.checked);
              startOver();
            }}
          />
          <FormFault title="This document can’t be used" error={plan.error} />
          <Group justify="flex-end">
            <Button leftSection={<IconListCheck size={16} />} loading={plan.isPending} {...may} onClick={compare}>
              Show the plan
            </Button>
          </Group>
        </Stack>
      </Panel>
      {plan.data && planned && !apply.data && (
        <Panel title="Plan">
          <Stack gap="md">
            <PlanView plan={planned} />
            {needed.length > 0 && (
              <Stack gap="sm">
                <Alert color="orange" icon={<IconAlertTriangle size={18} />} title="Tokens are needed">
                  These instances are new. Their tokens are tested with GitLab, stored encrypted, and kept nowhere else.
                </Alert>
                {needed.map((name) => (
                  <PasswordInput
                    key={name}
                    label={`Token for ${name}`}
                    autoComplete="off"
                    value={tokens[name] ?? ''}
                    onChange={(event) => setTokens({ ...tokens, [name]: event.currentTarget.value })}
                    maw={420}
                  />
                ))}
              </Stack>
            )}
            <FormFault title="Nothing was changed" error={apply.error} />
            {changes > 0 && (
              <Group justify="flex-end">
                <Button
                  loading={apply.isPending}
                  disabled={!isReady}
                  {...may}
                  onClick={() =>
                    planned.delete.length > 0
                      ? setAsking(true)
                      : // A refusal is shown above.
                        void makeItSo(plan.data).then(onStarted, () => undefined)
                  }
                >
                  Make {plural(changes, 'change')}
                </Button>
              </Group>
            )}
          </Stack>
        </Panel>
      )}
      {apply.data && <RunOutcome runId={apply.data.job_id} />}
      {isAsking && plan.data && planned && (
        <DeleteDialog
          what="part of the configuration"
          name={plural(planned.delete.length, 'thing')}
          consequences="Mirrors are removed from GitLab along with the tokens that were made for them. The projects keep what they hold."
          typed="delete"
          onConfirm={() => makeItSo(plan.data)}
          onDeleted={onStarted}
          onClose={() => setAsking(false)}
        />
      )}
    </Stack>
  );
}
