import { Button, Menu, Skeleton } from '@mantine/core';
import { IconDownload, IconNetwork, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { Link } from 'react-router';
import { describeError } from '../../api/errors';
import { EmptyPanel } from '../../ui/empty-panel';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { toastError } from '../../ui/toast';
import { useSearchState } from '../../ui/use-search-state';
import { pairQueries } from '../pairs/queries';
import { exportPng, exportSvg } from './export-picture';
import { FilterBar } from './filter-bar';
import { readFilters, toQuery, writeFilters } from './filters';
import { buildGraph } from './graph';
import { GraphView } from './graph-view';
import { topologyQueries } from './queries';
import { SidePanel } from './side-panel';
import { TopologyInWords, TopologyTable } from './topology-table';

export function TopologyPage() {
  const [params, change] = useSearchState();
  const filters = useMemo(() => readFilters(params), [params]);
  const topology = useQuery(topologyQueries.graph(toQuery(filters)));
  const pairs = useQuery(pairQueries.all());
  const svg = useRef<SVGSVGElement>(null);
  const graph = useMemo(() => topology.data && buildGraph(topology.data, filters), [topology.data, filters]);
  const chosen = params.get('show');
  const isTable = params.get('view') === 'table';
  const choose = (key: string | null): void => change({ show: key });

  const save = (draw: (picture: SVGSVGElement) => void | Promise<void>) => () => {
    if (svg.current === null) return;
    Promise.resolve(svg.current)
      .then(draw)
      .catch((error: unknown) => toastError(describeError(error)));
  };

  return (
    <>
      <PageHeader
        title="Topology"
        description="Which instance feeds which. Thick lines carry many mirrors; particles run with the data."
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconTable size={16} />}
              aria-pressed={isTable}
              onClick={() => change({ view: isTable ? null : 'table' })}
            >
              {isTable ? 'Hide the table' : 'Show as table'}
            </Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" leftSection={<IconDownload size={16} />} disabled={!graph?.nodes.length}>
                  Export
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={save(exportPng)}>Picture (PNG)</Menu.Item>
                <Menu.Item onClick={save(exportSvg)}>Drawing (SVG)</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      <FilterBar
        filters={filters}
        pairs={pairs.data?.items ?? []}
        onChange={(next) => change({ ...writeFilters(next), show: null })}
      />
      {graph === undefined ? (
        topology.error ? (
          <QueryFault error={topology.error} what="The topology" onRetry={topology.refetch} />
        ) : (
          <Skeleton h="clamp(420px, 68vh, 820px)" radius="md" />
        )
      ) : graph.nodes.length === 0 ? (
        <EmptyPanel
          icon={<IconNetwork />}
          title="Nothing to draw"
          description={
            filters.pair === null
              ? 'Add GitLab instances and join them to pairs; they appear here.'
              : 'No mirror of this pair is left under these filters.'
          }
        >
          <Button component={Link} to="/instances" variant="default">
            Go to instances
          </Button>
        </EmptyPanel>
      ) : (
        <>
          <GraphView graph={graph} chosen={chosen} onChoose={choose} svg={svg} />
          {isTable ? (
            <div style={{ marginTop: 'var(--mantine-spacing-md)' }}>
              <TopologyTable graph={graph} onChoose={choose} />
            </div>
          ) : (
            <TopologyInWords graph={graph} />
          )}
          <SidePanel graph={graph} chosen={chosen} filters={filters} onClose={() => choose(null)} />
        </>
      )}
    </>
  );
}
