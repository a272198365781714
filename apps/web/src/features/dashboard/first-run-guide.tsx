import { Stack, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { LinkButton } from '../../ui/link-button';
import type { Thing } from '../users/refusal';
import { useMay } from '../users/use-may';
import classes from './dashboard.module.css';

interface Step {
  title: string;
  text: string;
  done: boolean;
  action: string;
  to: string;
  makes: Thing;
}

/** Leads from an empty installation to the first mirror. */
export function FirstRunGuide({ instances, pairs }: { instances: number; pairs: number }) {
  const steps: Step[] = [
    {
      title: 'Add your GitLab instances',
      text: 'The server that is copied and the one that receives, each with an access token. One instance is enough to mirror between its own groups.',
      done: instances > 0,
      action: 'Add an instance',
      to: '/instances',
      makes: 'instances',
    },
    {
      title: 'Join them to a pair',
      text: 'A pair says which instance feeds which, and holds the settings that its mirrors start from.',
      done: pairs > 0,
      action: 'Add a pair',
      to: '/pairs',
      makes: 'pairs',
    },
    {
      title: 'Create the first mirror',
      text: 'Choose a project on each side. GitLab then keeps the repositories in sync, and issues can follow.',
      done: false,
      action: 'Add a mirror',
      to: '/mirrors',
      makes: 'mirrors',
    },
  ];
  const now = steps.findIndex(({ done }) => !done);
  const may = useMay(steps[now]?.makes ?? 'mirrors');

  return (
    <section aria-labelledby="first-run" style={{ maxWidth: 720 }}>
      <Title order={2} id="first-run" mb={4}>
        Three steps to the first mirror
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        Nothing is mirrored yet. This guide goes away once something is.
      </Text>
      <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {steps.map(({ title, text, done, action, to }, i) => (
          <li key={to} className={classes.step} data-state={done ? 'done' : i === now ? 'now' : 'later'}>
            <span className={classes.stepNumber}>{done ? <IconCheck size={17} aria-label="Done" /> : i + 1}</span>
            <div className={classes.grow}>
              <Text fw={600} size="sm">
                {title}
              </Text>
              <Text size="sm" c="dimmed" mt={2}>
                {text}
              </Text>
              {i === now && (
                <LinkButton to={to} mt="sm" {...may}>
                  {action}
                </LinkButton>
              )}
            </div>
          </li>
        ))}
      </Stack>
    </section>
  );
}
