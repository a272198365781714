import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconListTree, IconKeyboard, IconPlus, IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { LinkButton } from '../../ui/link-button';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { toastDone, toastError } from '../../ui/toast';
import { useSearchState } from '../../ui/use-search-state';
import { pairQueries } from '../pairs/queries';
import { BulkRunDialog } from './bulk-run-dialog';
import { BulkBar } from './bulk-bar';
import { MAX_SELECTION, useBulkAction, useMatchingIds, type StartedRun } from './bulk-queries';
import { ColumnMenu } from './column-menu';
import { useColumns } from './columns';
import { CreateMirrorDrawer } from './create-mirror-drawer';
import { isFiltered, NO_FILTERS, readFilters } from './filters';
import { GroupTree } from './group-tree';
import { KeysDialog } from './keys-dialog';
import { MirrorDrawer } from './mirror-drawer';
import { MirrorFilterBar } from './mirror-filter-bar';
import classes from './mirrors-page.module.css';
import { MirrorsTable } from './mirrors-table';
import { NoMirrors } from './no-mirrors';
import { viewQuery } from './saved-views';
import { useActiveRow } from './use-active-row';
import { useMirrorKeys } from './use-mirror-keys';
import { useMirrorWindow } from './use-mirror-window';
import { useSelection } from './use-selection';
import { ViewsMenu } from './views-menu';
import { useMay } from '../users/use-may';

/** What a link to the details of a mirror keeps of the address: the same text while one goes from mirror to mirror. */
function searchBeside(params: URLSearchParams): string {
  const rest = new URLSearchParams(params);
  rest.delete('mirror');
  return rest.size === 0 ? '' : `${rest.toString()}&`;
}

export function MirrorsPage() {
  const may = useMay('mirrors');
  const mayFollow = useMay('followed groups');
  const [params, change] = useSearchState();
  const filters = readFilters(params);
  const mirrors = useMirrorWindow(filters);
  const pairs = useQuery(pairQueries.all());
  const columns = useColumns();
  const selection = useSelection();
  const active = useActiveRow();
  const matching = useMatchingIds();
  const bulk = useBulkAction();
  const searchField = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<'create' | 'keys' | null>(null);
  const [watched, watch] = useState<StartedRun | null>(null);
  const shown = Number(params.get('mirror'));
  const isShown = Number.isSafeInteger(shown) && shown > 0;
  const withTree = params.get('tree') === '1';
  const noPairs = pairs.data?.items.length === 0;
  const isEmpty = mirrors.total === 0;
  const current = active.index === null ? undefined : mirrors.at(active.index);

  useMirrorKeys({
    onMove: (by) => {
      const next = mirrors.at(active.move(by, mirrors.total ?? 0));
      if (isShown && next) change({ mirror: String(next.id) });
    },
    onOpen: () => current && change({ mirror: String(current.id) }),
    onSelect: () => current && selection.toggle(current.id),
    onSync: () => {
      if (may.title !== undefined) return toastError(may.title);
      const ids = selection.ids.size > 0 ? [...selection.ids] : current ? [current.id] : [];
      if (ids.length > 0)
        bulk.mutate({ action: 'sync', ids }, { onSuccess: ({ message }) => toastDone(`${message}.`) });
    },
    onSearch: () => searchField.current?.focus(),
    onEscape: () => {
      if (isShown || open !== null || selection.ids.size === 0) return;
      // The bar of actions goes, and the focus with it if it was there.
      active.refocus();
      selection.clear();
    },
    onHelp: () => setOpen('keys'),
  });

  // A step of its own in the browser's history, so that "back" closes the details.
  const openDetails = useCallback((id: number) => change({ mirror: String(id) }, { replace: false }), [change]);
  // Who filters anew meanwhile, no longer wants all that matched before.
  const { reset: selectNoMore } = matching;
  useEffect(selectNoMore, [selectNoMore, viewQuery(params)]);
  const selectAll = (): void =>
    matching.mutate(filters, {
      onSuccess: ({ ids, total }) => {
        selection.add(ids);
        if (total > ids.length) toastDone(`The first ${MAX_SELECTION} are selected: more can’t be changed at once.`);
      },
    });
  const create = (
    <Button leftSection={<IconPlus size={16} />} {...may} onClick={() => setOpen('create')}>
      Add mirror
    </Button>
  );
  const table = mirrors.error ? (
    <QueryFault error={mirrors.error} what="The mirrors" onRetry={mirrors.retry} />
  ) : isEmpty ? (
    <NoMirrors filtered={isFiltered(filters) || mirrors.isStale} noPairs={noPairs} onClear={() => change(NO_FILTERS)}>
      {create}
    </NoMirrors>
  ) : (
    <MirrorsTable
      mirrors={mirrors}
      columns={columns.columns}
      sort={filters.sort}
      onSort={(sort) => change({ sort })}
      selection={selection}
      onSelectAll={selectAll}
      active={active}
      search={searchBeside(params)}
      onOpen={openDetails}
    />
  );

  return (
    <>
      <PageHeader
        title="Mirrors"
        description="Repositories that GitLab keeps in sync from source to target."
        actions={
          noPairs ? undefined : (
            <>
              <LinkButton to="/groups/new" variant="default" leftSection={<IconSitemap size={16} />} {...mayFollow}>
                Mirror a group
              </LinkButton>
              {create}
            </>
          )
        }
      />
      {!(isEmpty && !isFiltered(filters) && !mirrors.isStale) && (
        <MirrorFilterBar
          filters={filters}
          pairs={pairs.data?.items ?? []}
          total={mirrors.total}
          searchField={searchField}
          onChange={change}
        >
          <ViewsMenu params={params} onChange={change} />
          <Group gap={6} wrap="nowrap">
            <Tooltip label="Groups as a tree">
              <ActionIcon
                variant={withTree ? 'light' : 'default'}
                color={withTree ? 'brand' : 'gray'}
                size={36}
                aria-label="Groups as a tree"
                aria-pressed={withTree}
                onClick={() => change({ tree: withTree ? null : '1' })}
              >
                <IconListTree size={18} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
            <ColumnMenu columns={columns} />
            <Tooltip label="Keys: press ?">
              <ActionIcon
                variant="default"
                size={36}
                aria-label="Keys on this page"
                visibleFrom="sm"
                onClick={() => setOpen('keys')}
              >
                <IconKeyboard size={18} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          </Group>
        </MirrorFilterBar>
      )}
      {withTree ? (
        <div className={classes.split}>
          <GroupTree pairId={filters.instance_pair_id} chosen={filters.group} onChoose={(group) => change({ group })} />
          {table}
        </div>
      ) : (
        table
      )}
      <BulkBar selection={selection} onStarted={watch} />
      {open === 'keys' && <KeysDialog onClose={() => setOpen(null)} />}
      {open === 'create' && (
        <CreateMirrorDrawer
          pairs={pairs.data?.items ?? []}
          initialPair={filters.instance_pair_id ?? null}
          onClose={() => setOpen(null)}
        />
      )}
      {watched !== null && <BulkRunDialog run={watched} onClose={() => watch(null)} />}
      {isShown && <MirrorDrawer id={shown} onClose={() => change({ mirror: null, panel: null })} />}
    </>
  );
}
