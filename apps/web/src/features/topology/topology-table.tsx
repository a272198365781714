import { Anchor, Text, VisuallyHidden } from '@mantine/core';
import { DataTable, type Column } from '../../ui/data-table';
import { HealthLabel } from '../../ui/health';
import { count } from '../../ui/plural';
import { RelativeTime } from '../../ui/relative-time';
import type { Graph, GraphLink } from './graph';
import { lookOf } from './health-look';
import { linkInWords, nodeInWords, reasonInWords } from './in-words';

const namesOf =
  ({ nodes }: Graph) =>
  (id: number): string =>
    nodes.find((node) => node.id === id)?.name ?? `Instance ${id}`;

/** The graph in words, for those who can't see it. */
export function TopologyInWords({ graph }: { graph: Graph }) {
  return (
    <VisuallyHidden>
      <ul aria-label="The topology in words">
        {graph.nodes.map((node) => (
          <li key={node.key}>{nodeInWords(node)}</li>
        ))}
        {graph.links.map((link) => (
          <li key={link.key}>{`${linkInWords(link, namesOf(graph))}. ${reasonInWords(link)}`}</li>
        ))}
      </ul>
    </VisuallyHidden>
  );
}

/** The graph as a table: one row for each link. */
export function TopologyTable({ graph, onChoose }: { graph: Graph; onChoose: (key: string) => void }) {
  const nameOf = namesOf(graph);
  const columns: Column<GraphLink>[] = [
    {
      key: 'source',
      header: 'From',
      cell: ({ key, source, target }) => (
        <Anchor
          component="button"
          size="sm"
          c="var(--mm-link)"
          onClick={() => onChoose(key)}
          aria-label={`${nameOf(source)}: mirrors to ${nameOf(target)}`}
        >
          {nameOf(source)}
        </Anchor>
      ),
    },
    { key: 'target', header: 'To', cell: ({ target }) => nameOf(target) },
    { key: 'direction', header: 'By', cell: ({ mirror_direction }) => mirror_direction },
    {
      key: 'mirrors',
      header: 'Mirrors',
      align: 'right',
      cell: ({ shown }) => <span className="numbers">{count(shown)}</span>,
    },
    {
      key: 'health',
      header: 'Health',
      cell: (link) => (
        <>
          <HealthLabel health={lookOf(link.health).icon} label={lookOf(link.health).label} />
          <Text size="xs" c="dimmed">
            {reasonInWords(link)}
          </Text>
        </>
      ),
    },
    { key: 'success', header: 'Last success', cell: (link) => <RelativeTime at={link.last_successful_update} /> },
  ];
  return <DataTable label="Links between instances" columns={columns} rows={graph.links} rowKey={({ key }) => key} />;
}
