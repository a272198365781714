import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { IconCircleMinus, IconCirclePlus, IconPencil, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import type { Plan } from '../../api/model';
import { count, plural } from '../../ui/plural';
import { ChangesList } from '../audit/changes-list';
import { resourceInWords } from './resource-in-words';
import classes from './plan-view.module.css';

interface Entry {
  kind: Plan['create'][number]['kind'];
  name: string;
  fields?: Plan['change'][number]['fields'];
}

const SHOWN = 12;

/** What would be created, changed and deleted, before anything is. */
export function PlanView({ plan }: { plan: Plan }) {
  const total = plan.create.length + plan.change.length + plan.delete.length;
  return (
    <Stack gap="md" role="status">
      <Text size="sm">
        {total === 0 ? 'Nothing would change: everything agrees already.' : `${plural(total, 'change')} to make.`}{' '}
        <Text span inherit c="dimmed">
          {count(plan.unchanged)} unchanged.
        </Text>
      </Text>
      <Part title="Create" icon={IconCirclePlus} tone="ok" entries={plan.create} />
      <Part title="Change" icon={IconPencil} tone="syncing" entries={plan.change} />
      <Part title="Delete" icon={IconCircleMinus} tone="error" entries={plan.delete} />
    </Stack>
  );
}

interface PartProps {
  title: string;
  icon: Icon;
  tone: 'ok' | 'syncing' | 'error';
  entries: Entry[];
}

function Part({ title, icon: Sign, tone, entries }: PartProps) {
  const [isOpen, setOpen] = useState(false);
  if (entries.length === 0) return null;
  const shown = isOpen ? entries : entries.slice(0, SHOWN);
  return (
    <section aria-label={title}>
      <Title order={3} mb={6}>
        <Group gap={7} style={{ color: `var(--mm-health-${tone})` }}>
          <Sign size={17} aria-hidden />
          {title} {count(entries.length)}
        </Group>
      </Title>
      <ul className={classes.entries}>
        {shown.map(({ kind, name, fields }) => (
          <li key={`${kind} ${name}`}>
            <Text size="xs" c="dimmed" className={classes.kind}>
              {resourceInWords(kind)}
            </Text>
            <div>
              <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
                {name}
              </Text>
              {fields && <ChangesList changes={fields} />}
            </div>
          </li>
        ))}
      </ul>
      {entries.length > shown.length && (
        <Anchor component="button" size="sm" c="var(--mm-link)" onClick={() => setOpen(true)}>
          Show all {count(entries.length)}
        </Anchor>
      )}
    </section>
  );
}
