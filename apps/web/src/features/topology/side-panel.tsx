import { Drawer, Stack, Text, Title } from '@mantine/core';
import { IconArrowNarrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { ExternalLink } from '../../ui/external-link';
import { Facts } from '../../ui/facts';
import { HealthLabel } from '../../ui/health';
import { count, plural } from '../../ui/plural';
import { RelativeTime } from '../../ui/relative-time';
import type { TopologyFilters } from './filters';
import type { Graph, GraphLink, GraphNode } from './graph';
import { lookOf } from './health-look';
import { reasonInWords } from './in-words';
import { LinkMirrors } from './link-mirrors';
import classes from './side-panel.module.css';

interface SidePanelProps {
  graph: Graph;
  chosen: string | null;
  filters: TopologyFilters;
  onClose: () => void;
}

/** What is behind the node or link that was chosen; the graph beside it stays at hand. */
export function SidePanel({ graph, chosen, filters, onClose }: SidePanelProps) {
  const node = graph.nodes.find(({ key }) => key === chosen);
  const link = graph.links.find(({ key }) => key === chosen);
  const nameOf = (id: number): string => graph.nodes.find((each) => each.id === id)?.name ?? `Instance ${id}`;
  return (
    <Drawer
      opened={node !== undefined || link !== undefined}
      onClose={onClose}
      size={440}
      withOverlay={false}
      lockScroll={false}
      trapFocus={false}
      closeOnClickOutside={false}
      shadow="lg"
      title={
        <Text fw={620} style={{ overflowWrap: 'anywhere' }}>
          {node?.name ?? (link ? `${nameOf(link.source)} → ${nameOf(link.target)}` : '')}
        </Text>
      }
    >
      {node && <NodePanel key={node.key} node={node} graph={graph} filters={filters} nameOf={nameOf} />}
      {link && (
        <Stack gap="lg">
          <LinkFacts link={link} />
          <section>
            <Title order={3} mb={4}>
              {plural(link.shown, 'mirror')}
            </Title>
            <LinkMirrors ends={link} filters={filters} />
          </section>
        </Stack>
      )}
    </Drawer>
  );
}

const healthLabel = ({ health }: GraphLink | GraphNode) => (
  <HealthLabel health={lookOf(health).icon} label={lookOf(health).label} />
);

function LinkFacts({ link }: { link: GraphLink }) {
  return (
    <Facts
      labelWidth="120px"
      facts={[
        { label: 'Health', value: healthLabel(link) },
        { label: 'Why', value: reasonInWords(link) },
        {
          label: 'Direction',
          value: link.mirror_direction === 'push' ? 'Push: the source sends' : 'Pull: the target fetches',
        },
        { label: 'Enabled', value: `${count(link.enabled_count)} of ${count(link.mirror_count)}` },
        { label: 'Pairs', value: count(link.pair_count) },
        { label: 'Last success', value: <RelativeTime at={link.last_successful_update} /> },
      ]}
    />
  );
}

interface NodePanelProps {
  node: GraphNode;
  graph: Graph;
  filters: TopologyFilters;
  nameOf: (id: number) => string;
}

function NodePanel({ node, graph, filters, nameOf }: NodePanelProps) {
  const links = graph.links.filter(({ source, target }) => source === node.id || target === node.id);
  return (
    <Stack gap="lg">
      <Facts
        labelWidth="120px"
        facts={[
          { label: 'Health', value: healthLabel(node) },
          { label: 'Why', value: reasonInWords(node) },
          { label: 'Address', value: <ExternalLink href={node.url}>{node.url}</ExternalLink> },
          ...(node.description === null ? [] : [{ label: 'Description', value: node.description }]),
          { label: 'Mirrors', value: `${count(node.mirrors_out)} out, ${count(node.mirrors_in)} in` },
          { label: 'Last success', value: <RelativeTime at={node.last_successful_update} /> },
        ]}
      />
      <section>
        <Title order={3} mb={8}>
          {plural(links.length, 'link')}
        </Title>
        <Stack gap="xs">
          {links.map((link) => (
            <NodeLink key={link.key} link={link} filters={filters} nameOf={nameOf} />
          ))}
        </Stack>
      </section>
    </Stack>
  );
}

/** The mirrors of a link are asked for when it is opened. */
function NodeLink({ link, filters, nameOf }: { link: GraphLink } & Pick<NodePanelProps, 'filters' | 'nameOf'>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={classes.section} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <HealthLabel health={lookOf(link.health).icon} label="" />
        <span className="truncate">{nameOf(link.source)}</span>
        <IconArrowNarrowRight size={16} aria-label="to" style={{ flex: 'none' }} />
        <span className="truncate">{nameOf(link.target)}</span>
        <Text span size="xs" c="dimmed" ml="auto" style={{ flex: 'none' }}>
          {count(link.shown)} {link.mirror_direction}
        </Text>
      </summary>
      {isOpen && (
        <div>
          <LinkMirrors ends={link} filters={filters} />
        </div>
      )}
    </details>
  );
}
