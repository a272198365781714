import { Accordion, Anchor, Badge, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSearch, IconZoomQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { apiBase } from '../../api/settings';
import { EmptyPanel } from '../../ui/empty-panel';
import { ExternalLink } from '../../ui/external-link';
import { PageHeader } from '../../ui/page-header';
import { useSearchState } from '../../ui/use-search-state';
import { useTypedText } from '../../ui/use-typed-text';
import { ANSWERS, answersFor, rank, type Answer } from './answers';
import { SECTIONS } from './documents';
import { Markdown } from './markdown';
import type { Section } from './sections';

const FEW = 3;

/** Answers first, then the product's own documents; both by the same search. */
export function HelpPage() {
  const [params, change] = useSearchState();
  const [query, type, leave] = useTypedText(params.get('q') ?? '', (text) => change({ q: text }));
  const isSearch = query.trim() !== '';
  const answers = isSearch ? answersFor(query) : ANSWERS;
  const sections = isSearch ? rank(SECTIONS, query, (section) => section) : SECTIONS;
  const isFew = isSearch && answers.length + sections.length <= FEW;

  return (
    <>
      <PageHeader
        title="Help"
        description={
          <Group gap={6}>
            Answers, and how things work. For programs there is the
            <ExternalLink href={`${apiBase}/docs`}>API reference</ExternalLink>
            and
            <ExternalLink href={`${apiBase}/redoc`}>its readable form</ExternalLink>
          </Group>
        }
      />
      <Stack gap="xl" maw={880}>
        <TextInput
          size="md"
          aria-label="Search the help"
          placeholder="What do you want to know?"
          leftSection={<IconSearch size={18} />}
          value={query}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={leave}
        />
        {answers.length > 0 && (
          <Part title="Questions">
            {/* Opened anew with each search, so that a single hit shows its answer. */}
            <Accordion
              key={isFew ? query : 'all'}
              variant="separated"
              multiple
              defaultValue={isFew ? answers.map(({ id }) => id) : []}
            >
              {answers.map((answer) => (
                <AnswerItem key={answer.id} answer={answer} />
              ))}
            </Accordion>
          </Part>
        )}
        {sections.length > 0 && (
          <Part title="Documents">
            <Accordion
              key={isFew ? query : 'all'}
              variant="separated"
              multiple
              defaultValue={isFew ? sections.map(({ id }) => id) : []}
            >
              {sections.map((section) => (
                <SectionItem key={section.id} section={section} />
              ))}
            </Accordion>
          </Part>
        )}
        {answers.length + sections.length === 0 && (
          <EmptyPanel
            icon={<IconZoomQuestion />}
            title="No answer has all of these words"
            description="Try with fewer or other words."
          />
        )}
      </Stack>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}

function AnswerItem({ answer: { id, question, answer, link } }: { answer: Answer }) {
  return (
    <Accordion.Item value={id}>
      <Accordion.Control>
        <Text size="sm" fw={600}>
          {question}
        </Text>
      </Accordion.Control>
      <Accordion.Panel>
        <Text size="sm">{answer}</Text>
        {link && (
          <Anchor component={Link} to={link.to} size="sm" c="var(--mm-link)" mt={6} display="inline-block">
            {link.label}
          </Anchor>
        )}
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function SectionItem({ section: { id, document, title, text } }: { section: Section }) {
  return (
    <Accordion.Item value={id}>
      <Accordion.Control>
        <Group gap="sm">
          <Text size="sm" fw={600}>
            {title}
          </Text>
          {document !== title && <Badge color="gray">{document}</Badge>}
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Markdown text={text} />
      </Accordion.Panel>
    </Accordion.Item>
  );
}
