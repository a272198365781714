import { Alert, Anchor, Button, Group, List, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { describeError } from '../../api/errors';
import type { Verification } from '../../api/model';
import { Dialog } from '../../ui/dialog';
import { HealthLabel } from '../../ui/health';
import { plural } from '../../ui/plural';
import { useVerifyMirrors } from './bulk-queries';
import { verifyStatus } from './mirror-status';
import { verificationInWords } from './verification-in-words';

const ORDER: Verification['status'][] = ['healthy', 'drift', 'orphan', 'error'];

/** Compares the selected mirrors with GitLab and says which differ. */
export function VerifyDialog({ ids, onClose }: { ids: number[]; onClose: () => void }) {
  const verify = useVerifyMirrors();
  const { mutate } = verify;
  // Asked once, as the dialog opens with the selection.
  useEffect(() => mutate(ids), []);

  return (
    <Dialog title={`Verify ${plural(ids.length, 'mirror')}`} onClose={onClose} size="lg">
      <Stack aria-live="polite">
        {verify.error ? (
          <Alert color="red" icon={<IconAlertTriangle size={18} />} title="Could not be verified">
            {describeError(verify.error)}
          </Alert>
        ) : verify.data ? (
          <Results results={verify.data} onFollow={onClose} />
        ) : (
          <Group gap="sm" py="lg" justify="center">
            <Loader size="sm" />
            <Text size="sm" c="dimmed">
              Settings and refs of each are compared with GitLab…
            </Text>
          </Group>
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>Close</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Results({ results, onFollow }: { results: Verification[]; onFollow: () => void }) {
  const unwell = results.filter(({ status }) => status !== 'healthy');
  return (
    <>
      <Group gap="lg">
        {ORDER.map((status) => ({ status, count: results.filter((result) => result.status === status).length }))
          .filter(({ count }) => count > 0)
          .map(({ status, count }) => {
            const { health, label } = verifyStatus(status);
            return <HealthLabel key={status} health={health} label={`${count} ${label.toLowerCase()}`} />;
          })}
      </Group>
      {unwell.length > 0 && (
        <List size="sm" spacing={6} listStyleType="none" mah={320} style={{ overflowY: 'auto' }}>
          {unwell.map((result) => (
            <List.Item key={result.mirror_id}>
              <Anchor
                component={Link}
                to={`/mirrors?mirror=${result.mirror_id}&panel=compare`}
                onClick={onFollow}
                size="sm"
                c="var(--mm-link)"
              >
                Mirror {result.mirror_id}
              </Anchor>{' '}
              {verificationInWords(result)}
            </List.Item>
          ))}
        </List>
      )}
    </>
  );
}
