import { DataList, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Labelled values in two columns, under a heading. */
export function Facts({ title, facts, labelWidth = '150px' }: { title?: string; facts: Fact[]; labelWidth?: string }) {
  return (
    <section>
      {title !== undefined && (
        <Title order={3} mb={8}>
          {title}
        </Title>
      )}
      <DataList size="sm" gap={7} labelWidth={labelWidth}>
        {facts.map(({ label, value }) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel w={labelWidth}>{label}</DataList.ItemLabel>
            <DataList.ItemValue style={{ overflowWrap: 'anywhere', minWidth: 0 }}>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
    </section>
  );
}
