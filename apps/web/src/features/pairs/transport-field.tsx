import { Anchor, SegmentedControl, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Link } from 'react-router';
import type { Instance, Pair } from '../../api/model';

export interface TransportForm {
  mirror_direction: Pair['mirror_direction'];
  mirror_transport: Pair['mirror_transport'];
}

const TRANSPORTS = [
  { value: 'https', label: 'HTTPS' },
  { value: 'ssh', label: 'SSH' },
] as const;

interface TransportFieldProps {
  form: Pick<UseFormReturnType<TransportForm>, 'getInputProps' | 'values'>;
  target: Instance | undefined;
}

/** How push mirrors reach the target. */
export function TransportField({ form, target }: TransportFieldProps) {
  const pulls = form.values.mirror_direction === 'pull';
  const { error, ...input } = form.getInputProps('mirror_transport') as { error?: string };
  return (
    <div>
      <Text size="sm" fw={500} id="transport-label" mb={4}>
        Connection
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby="transport-label"
        data={[...TRANSPORTS]}
        disabled={pulls}
        {...input}
        {...(pulls && { value: 'https' })}
      />
      <Text size="xs" c="dimmed" mt={6}>
        {pulls ? (
          'Pull mirrors always go over HTTPS: GitLab can’t be told an SSH key for them.'
        ) : (
          <Explanation form={form} target={target} />
        )}
      </Text>
      {error && (
        <Text size="xs" c="var(--mantine-color-error)" mt={4}>
          {error}
        </Text>
      )}
    </div>
  );
}

function Explanation({ form, target }: TransportFieldProps) {
  if (form.values.mirror_transport === 'https') return 'Each mirror uses an access token, or a group’s token.';
  if (target && target.ssh_host_keys.length === 0) {
    return (
      <>
        {target.name} has no SSH host keys here yet. Enter them first:{' '}
        <Anchor component={Link} to="/instances" size="xs" c="var(--mm-link)">
          Instances
        </Anchor>
        , Edit, “SSH host keys”.
      </>
    );
  }
  return 'Each mirror uses a deploy key that never expires. Git LFS files don’t travel over SSH. The source must run GitLab 19, or one of the last 18 whose API takes host keys.';
}
