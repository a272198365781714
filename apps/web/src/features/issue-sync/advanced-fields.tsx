import {
  ActionIcon,
  Button,
  Group,
  NativeSelect,
  NumberInput,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconArrowNarrowRight, IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConfigurationValues } from './configuration';
import { MAX_RECONCILE_HOURS, POLICIES } from './settings';

type Form = UseFormReturnType<ConfigurationValues>;

/** What most installations never touch. */
export function AdvancedFields({ form }: { form: Form }) {
  return (
    <Stack gap="xl">
      <Section
        title="Only some issues"
        hint="All that is set must hold. An issue that was copied stays in sync even when it no longer matches."
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <TagsInput label="With at least one of these labels" {...form.getInputProps('labels_any')} />
          <TagsInput label="With all of these labels" {...form.getInputProps('labels_all')} />
          <TagsInput label="With none of these labels" {...form.getInputProps('labels_not')} />
          <TextInput label="Milestone" description="Its exact title." {...form.getInputProps('milestone')} />
          <TextInput label="Author" description="A user name." {...form.getInputProps('author_username')} />
          <TextInput label="Assignee" description="A user name." {...form.getInputProps('assignee_username')} />
          <TextInput
            label="Title"
            description="* stands for any text; case does not matter."
            {...form.getInputProps('title_pattern')}
          />
          <TextInput
            type="date"
            label="Created since"
            description="From this day on, in UTC."
            {...form.getInputProps('created_after')}
          />
          <NativeSelect
            label="Confidential issues"
            data={[
              { value: 'any', label: 'Copied like others' },
              { value: 'only', label: 'Only these' },
              { value: 'never', label: 'Never copied' },
            ]}
            {...form.getInputProps('confidential')}
          />
        </SimpleGrid>
      </Section>
      <Section
        title="Labels"
        hint="Labels that are called differently on the target. Without a new name, a label is left out."
      >
        <PairList
          form={form}
          list="label_rules"
          left={{ key: 'from', label: 'On the source' }}
          right={{ key: 'to', label: 'On the target, empty: left out' }}
          empty={{ from: '', to: '' }}
          add="Add a rule"
        />
      </Section>
      <Section
        title="People"
        hint="Who is who on the target: these assignees become real ones there. Others are only named in the text."
      >
        <PairList
          form={form}
          list="user_mapping"
          left={{ key: 'source', label: 'User name on the source' }}
          right={{ key: 'target', label: 'User name on the target' }}
          empty={{ source: '', target: '' }}
          add="Add a person"
        />
      </Section>
      <Section title="When the sides part" hint="Deletions and edits that a copy can’t simply follow.">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          {POLICIES.map(({ key, label, explanation, choices }) => (
            <NativeSelect
              key={key}
              label={label}
              description={explanation}
              data={choices}
              {...form.getInputProps(key)}
            />
          ))}
          <NumberInput
            label="Compare all issues every"
            description="Finds what GitLab does not announce; 0 never."
            suffix=" h"
            min={0}
            max={MAX_RECONCILE_HOURS}
            allowDecimal={false}
            clampBehavior="none"
            {...form.getInputProps('reconcile_interval_hours')}
          />
        </SimpleGrid>
      </Section>
    </Stack>
  );
}

function Section({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3}>{title}</Title>
      <Text size="sm" c="dimmed" mb="md">
        {hint}
      </Text>
      {children}
    </section>
  );
}

interface PairListProps {
  form: Form;
  list: 'label_rules' | 'user_mapping';
  left: { key: string; label: string };
  right: { key: string; label: string };
  empty: ConfigurationValues['label_rules'][number] | ConfigurationValues['user_mapping'][number];
  add: string;
}

/** Lines of two texts each. */
function PairList({ form, list, left, right, empty, add }: PairListProps) {
  return (
    <Stack gap="xs" align="flex-start">
      {form.values[list].map((_line, index) => (
        // The lines have no identity beside their place.
        <Group key={index} gap="xs" wrap="nowrap" w="100%" maw={640}>
          <TextInput
            flex={1}
            aria-label={`${left.label}, line ${index + 1}`}
            placeholder={left.label}
            {...form.getInputProps(`${list}.${index}.${left.key}`)}
          />
          <IconArrowNarrowRight size={16} aria-hidden style={{ flex: 'none' }} />
          <TextInput
            flex={1}
            aria-label={`${right.label}, line ${index + 1}`}
            placeholder={right.label}
            {...form.getInputProps(`${list}.${index}.${right.key}`)}
          />
          <ActionIcon aria-label={`Remove line ${index + 1}`} onClick={() => form.removeListItem(list, index)}>
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} />}
        onClick={() => form.insertListItem(list, empty)}
      >
        {add}
      </Button>
    </Stack>
  );
}
