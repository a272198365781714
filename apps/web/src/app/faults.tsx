import { Button, Center, EmptyState } from '@mantine/core';
import { IconError404, IconMoodSad } from '@tabler/icons-react';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { describeError } from '../api/errors';

export function NotFoundPage() {
  return (
    <Center mih={360}>
      <EmptyState
        icon={<IconError404 />}
        title="There is no such page"
        description="The address may be mistyped, or the page has moved."
      >
        <EmptyState.Actions>
          <Button component={Link} to="/">
            Go to the dashboard
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </Center>
  );
}

/** What a page shows in its place when it breaks, with a way out that keeps the rest of the app usable. */
export function RouteFault() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <Center mih={360}>
      <EmptyState icon={<IconMoodSad />} title="This page stopped working" description={describeError(error)}>
        <EmptyState.Actions>
          <Button onClick={() => window.location.reload()}>Load it again</Button>
        </EmptyState.Actions>
      </EmptyState>
    </Center>
  );
}
