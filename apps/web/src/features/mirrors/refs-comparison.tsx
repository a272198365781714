import { Badge, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconGitBranch, IconTag } from '@tabler/icons-react';
import type { RefsComparison as Refs } from '../../api/model';
import { HealthLabel, type Health } from '../../ui/health';
import { count, plural } from '../../ui/plural';

type Kind = 'missing' | 'behind' | 'diverged' | 'different' | 'extra';

const KINDS: { kind: Kind; health: Health; label: string; explanation: string }[] = [
  {
    kind: 'diverged',
    health: 'error',
    label: 'Diverged',
    explanation: 'The target has commits that the source lacks.',
  },
  { kind: 'different', health: 'warning', label: 'Different', explanation: 'Not equal; how was not looked at.' },
  { kind: 'missing', health: 'pending', label: 'Missing', explanation: 'Not on the target yet.' },
  { kind: 'behind', health: 'pending', label: 'Behind', explanation: 'The target has an older commit of the source.' },
  { kind: 'extra', health: 'unknown', label: 'Extra', explanation: 'Only on the target; mirroring leaves it alone.' },
];

const short = (sha: string | null): string => sha?.slice(0, 8) ?? '–';

/** Branches and tags of both sides, by how they differ. */
export function RefsComparison({ refs }: { refs: Refs }) {
  const kinds = KINDS.filter(({ kind }) => refs[`${kind}_count`] > 0);
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={3}>Branches and tags</Title>
        <Text size="sm" c="dimmed" className="numbers">
          {count(refs.equal)} of {plural(refs.compared, 'ref')} equal
        </Text>
      </Group>
      {kinds.length === 0 && <HealthLabel health="ok" label="Both sides have the same commits" />}
      <Stack gap="md">
        {kinds.map(({ kind, health, label, explanation }) => (
          <div key={kind}>
            <Group gap="xs" mb={4}>
              <HealthLabel health={health} label={label} />
              <Badge color="gray">{count(refs[`${kind}_count`])}</Badge>
              <Text size="xs" c="dimmed">
                {explanation}
              </Text>
            </Group>
            <Table fz="sm" aria-label={`${label} refs`} withTableBorder verticalSpacing={6}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Ref</Table.Th>
                  <Table.Th w={90}>Source</Table.Th>
                  <Table.Th w={90}>Target</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {refs[kind].map((ref) => (
                  <Table.Tr key={`${ref.kind}-${ref.name}`}>
                    <Table.Td style={{ overflowWrap: 'anywhere' }}>
                      <Group gap={6} wrap="nowrap">
                        {ref.kind === 'branch' ? (
                          <IconGitBranch size={15} aria-label="Branch" style={{ flex: 'none' }} />
                        ) : (
                          <IconTag size={15} aria-label="Tag" style={{ flex: 'none' }} />
                        )}
                        {ref.name}
                      </Group>
                    </Table.Td>
                    <Table.Td className="mono">{short(ref.source)}</Table.Td>
                    <Table.Td className="mono">{short(ref.target)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            {refs[kind].length < refs[`${kind}_count`] && (
              <Text size="xs" c="dimmed" mt={4}>
                and {count(refs[`${kind}_count`] - refs[kind].length)} more
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </section>
  );
}
