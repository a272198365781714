import { Alert, Button, Checkbox, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { describeError } from '../../api/errors';
import type { NewMirror, Preflight as PreflightAnswer } from '../../api/model';
import { plural } from '../../ui/plural';
import { toastDone } from '../../ui/toast';
import { preflightQuery, useRemoveExisting } from './preflight-queries';

type Existing = PreflightAnswer['existing_mirrors'][number];

/** What GitLab has already, and what may go wrong, before anything is made. */
export function Preflight({ wish }: { wish: NewMirror }) {
  const check = useQuery(preflightQuery(wish));
  if (check.error) {
    return (
      <Alert color="orange" icon={<IconAlertTriangle size={18} />} title="Could not be checked beforehand">
        {describeError(check.error)}
      </Alert>
    );
  }
  if (!check.data) {
    return (
      <Text size="sm" c="dimmed" role="status">
        Asking GitLab what is there already…
      </Text>
    );
  }
  const { warnings, existing_same_direction: inTheWay } = check.data;
  if (warnings.length === 0 && inTheWay.length === 0) {
    return (
      <Group gap={6} role="status" wrap="nowrap">
        <IconCircleCheck size={17} color="var(--mm-health-ok)" aria-hidden />
        <Text size="sm">Nothing stands in the way.</Text>
      </Group>
    );
  }
  return (
    <Stack gap="sm" role="status">
      {warnings.length > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle size={18} />} title="Good to know">
          <List size="sm" spacing={4}>
            {warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {inTheWay.length > 0 && <RemoveExisting wish={wish} existing={inTheWay} />}
    </Stack>
  );
}

function RemoveExisting({ wish, existing }: { wish: NewMirror; existing: Existing[] }) {
  const remove = useRemoveExisting(wish);
  const [agreed, agree] = useState(false);
  return (
    <Alert
      color="orange"
      icon={<IconAlertTriangle size={18} />}
      title={`GitLab mirrors this project already, ${plural(existing.length, 'time')} in this direction`}
    >
      <Stack gap="sm" align="flex-start">
        <List size="sm">
          {existing.map(({ id, url, update_status }) => (
            <List.Item key={id ?? url} style={{ overflowWrap: 'anywhere' }}>
              {url} ({update_status})
            </List.Item>
          ))}
        </List>
        <Checkbox
          size="xs"
          checked={agreed}
          onChange={(event) => agree(event.currentTarget.checked)}
          label="They are not needed any more"
        />
        <Button
          size="xs"
          variant="default"
          disabled={!agreed}
          loading={remove.isPending}
          onClick={() =>
            remove.mutate(
              existing.flatMap(({ id }) => id ?? []),
              { onSuccess: ({ deleted }) => toastDone(`${plural(deleted, 'mirror')} removed from GitLab.`) },
            )
          }
        >
          Remove from GitLab
        </Button>
      </Stack>
    </Alert>
  );
}
