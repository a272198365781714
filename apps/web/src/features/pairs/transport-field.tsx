import { Anchor } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Link } from 'react-router';
import type { Instance, Pair } from '../../api/model';
import { SegmentedField } from '../../ui/segmented-field';

interface TransportForm {
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
  return (
    <SegmentedField
      label="Connection"
      explanation={
        pulls ? (
          'Pull mirrors always go over HTTPS: GitLab can’t be told an SSH key for them.'
        ) : (
          <Explanation form={form} target={target} />
        )
      }
      data={[...TRANSPORTS]}
      disabled={pulls}
      {...form.getInputProps('mirror_transport')}
      {...(pulls && { value: 'https' })}
    />
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
