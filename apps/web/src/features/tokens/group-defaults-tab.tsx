import { Badge, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconAdjustments, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GroupDefaults, GroupDefaultsInput } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { DeleteDialog } from '../../ui/delete-dialog';
import { EmptyPanel } from '../../ui/empty-panel';
import { InlineEdit } from '../../ui/inline-edit';
import { Locked } from '../../ui/locked';
import { QueryFault } from '../../ui/query-fault';
import { RowMenu } from '../../ui/row-menu';
import { toastDone, toastUndo } from '../../ui/toast';
import { CHOICES } from '../pairs/override-fields';
import { fromChoice, toChoice } from '../pairs/overrides';
import { pairQueries } from '../pairs/queries';
import { BRANCH_REGEX } from '../pairs/settings';
import { GroupDefaultsDrawer } from './group-defaults-drawer';
import { overridesInWords } from './overrides-in-words';
import { groupQueries, useDeleteGroupDefaults, useSaveGroupDefaults } from './queries';
import { useMay } from '../users/use-may';
import classes from './group-defaults-tab.module.css';

/** What can be taken back without a loss; the rest asks for the form. */
type Safe = Pick<GroupDefaultsInput, 'mirror_branch_regex' | 'mirror_trigger_builds'>;

type Open = { action: 'add' } | { action: 'edit' | 'delete'; defaults: GroupDefaults } | null;

export function GroupDefaultsTab() {
  const list = useQuery(groupQueries.defaults());
  const pairs = useQuery(pairQueries.all());
  const change = useSaveGroupDefaults({ shownInline: false });
  const remove = useDeleteGroupDefaults();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const may = useMay('group defaults');
  const nameOf = (id: number): string => pairs.data?.items.find((pair) => pair.id === id)?.name ?? `Pair ${id}`;
  const save = ({ instance_pair_id, group_path }: GroupDefaults, wanted: Safe, before: Safe): void =>
    change.mutate(
      { instance_pair_id, group_path, ...wanted },
      {
        onSuccess: () =>
          toastUndo(`The defaults of ${group_path} are saved.`, () =>
            change.mutate({ instance_pair_id, group_path, ...before }),
          ),
      },
    );
  const add = (
    <Button leftSection={<IconPlus size={16} />} {...may} onClick={() => setOpen({ action: 'add' })}>
      Add group defaults
    </Button>
  );

  const columns: Column<GroupDefaults>[] = [
    {
      key: 'group',
      header: 'Group',
      cell: (defaults) => (
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {defaults.group_path}
        </Text>
      ),
    },
    {
      key: 'pair',
      header: 'Pair',
      cell: (defaults) => (
        <Locked reason="What defaults are for is fixed: make others instead.">
          <Text size="sm">{nameOf(defaults.instance_pair_id)}</Text>
        </Locked>
      ),
    },
    {
      key: 'branches',
      header: 'Branch filter',
      cell: (defaults) => (
        <BranchFilter defaults={defaults} onSave={(wanted, before) => save(defaults, wanted, before)} />
      ),
    },
    {
      key: 'pipelines',
      header: 'Start pipelines',
      width: 130,
      cell: (defaults) => (
        <NativeSelect
          size="xs"
          w={96}
          aria-label={`Start pipelines for ${defaults.group_path}`}
          data={CHOICES}
          value={toChoice(defaults.mirror_trigger_builds)}
          {...may}
          onChange={(event) =>
            save(
              defaults,
              { mirror_trigger_builds: fromChoice(event.currentTarget.value) },
              { mirror_trigger_builds: defaults.mirror_trigger_builds },
            )
          }
        />
      ),
    },
    {
      key: 'settings',
      header: 'Also differs in',
      cell: (defaults) => {
        const words = overridesInWords(defaults);
        return words.length === 0 ? (
          <Text size="sm" c="dimmed">
            nothing else
          </Text>
        ) : (
          <Group gap={6}>
            {words.map((word) => (
              <Badge key={word} color="gray" className={classes.whole ?? ''}>
                {word}
              </Badge>
            ))}
          </Group>
        );
      },
    },
    {
      key: 'actions',
      header: 'Actions',
      width: 56,
      align: 'right',
      actions: true,
      cell: (defaults) => (
        <RowMenu
          label={`Actions for ${defaults.group_path}`}
          actions={[
            { label: 'Edit', icon: IconPencil, onClick: () => setOpen({ action: 'edit', defaults }), ...may },
            {
              label: 'Delete',
              icon: IconTrash,
              onClick: () => setOpen({ action: 'delete', defaults }),
              danger: true,
              ...may,
            },
          ]}
        />
      ),
    },
  ];

  return (
    <Stack gap="sm">
      {list.error && !list.data ? (
        <QueryFault error={list.error} what="The group defaults" onRetry={list.refetch} />
      ) : list.data?.items.length === 0 ? (
        <EmptyPanel
          icon={<IconAdjustments />}
          title="No group differs from its pair"
          description="Group defaults apply to all mirrors below a group, unless a mirror says otherwise itself."
        >
          {add}
        </EmptyPanel>
      ) : (
        <>
          <Group justify="flex-end">{add}</Group>
          <DataTable
            label="Group defaults"
            columns={columns}
            rows={list.data?.items}
            rowKey={({ id }) => id}
            minWidth={900}
          />
        </>
      )}
      {open?.action === 'add' && <GroupDefaultsDrawer defaults={null} onClose={close} />}
      {open?.action === 'edit' && <GroupDefaultsDrawer defaults={open.defaults} onClose={close} />}
      {open?.action === 'delete' && (
        <DeleteDialog
          what="group defaults"
          name={`${open.defaults.group_path} in ${nameOf(open.defaults.instance_pair_id)}`}
          consequences="Mirrors below the group go back to what the pair says."
          onClose={close}
          onConfirm={() => remove.mutateAsync(open.defaults.id)}
          onDeleted={() => {
            toastDone('The group defaults are deleted.');
            close();
          }}
        />
      )}
    </Stack>
  );
}

interface BranchFilterProps {
  defaults: GroupDefaults;
  onSave: (wanted: Safe, before: Safe) => void;
}

function BranchFilter({ defaults, onSave }: BranchFilterProps) {
  const may = useMay('group defaults');
  const { group_path, mirror_branch_regex: regex, only_mirror_protected_branches } = defaults;
  if (only_mirror_protected_branches) {
    return (
      <Locked reason="“Only protected branches” excludes a filter.">
        <Text size="sm">none</Text>
      </Locked>
    );
  }
  return (
    <InlineEdit
      label={`Branch filter of ${group_path}`}
      value={regex ?? ''}
      maxLength={BRANCH_REGEX.maxLength}
      {...may}
      onSave={(text) => onSave({ mirror_branch_regex: text || null }, { mirror_branch_regex: regex })}
    >
      {regex ? (
        <span className="mono">{regex}</span>
      ) : (
        <Text size="sm" c="dimmed">
          {regex === null ? 'inherited' : 'all branches'}
        </Text>
      )}
    </InlineEdit>
  );
}
