import { Anchor, Button, List, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import type { GroupFollow } from '../../api/model';
import { Dialog } from '../../ui/dialog';
import { count } from '../../ui/plural';
import { RelativeTime } from '../../ui/relative-time';
import { useMay } from '../users/use-may';

interface FollowDetailsProps {
  follow: GroupFollow;
  /** Makes the mirrors again that somebody deleted. */
  onRestore: () => void;
  onClose: () => void;
}

/** Where the group and its mirrors have parted. */
export function FollowDetails({ follow, onRestore, onClose }: FollowDetailsProps) {
  const may = useMay('followed groups');
  return (
    <Dialog title={follow.source_group_path} onClose={onClose} size="lg">
      <Stack gap="lg">
        <section>
          <Title order={3} mb={4}>
            Vanished from the group ({count(follow.vanished_count)})
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            Their mirrors stay until you delete them: a project that is gone is no reason to lose its copy.
          </Text>
          <List size="sm" spacing={4} listStyleType="none">
            {follow.vanished.map(({ mirror_id, source_project_path, since, reason }) => (
              <List.Item key={mirror_id}>
                <Anchor component={Link} to={`/mirrors?mirror=${mirror_id}`} size="sm" c="var(--mm-link)">
                  {source_project_path}
                </Anchor>{' '}
                <RelativeTime at={since} c="dimmed" />. {reason}
              </List.Item>
            ))}
          </List>
        </section>
        <section>
          <Title order={3} mb={4}>
            Left out, as their mirror was deleted ({count(follow.dismissed_count)})
          </Title>
          <List size="sm" spacing={4} listStyleType="none">
            {follow.dismissed.map(({ source_project_id, source_project_path, since }) => (
              <List.Item key={source_project_id}>
                {source_project_path} <RelativeTime at={since} c="dimmed" />
              </List.Item>
            ))}
          </List>
          {follow.dismissed_count > 0 && (
            <Button mt="sm" size="xs" variant="default" {...may} onClick={onRestore}>
              Mirror them again
            </Button>
          )}
        </section>
      </Stack>
    </Dialog>
  );
}
