import { Text } from '@mantine/core';
import { ExternalLink } from '../../ui/external-link';

/** An issue by its number, with the way to it where that is known. */
export function IssueNumber({ iid, url }: { iid: number; url: string | null }) {
  return (
    <Text size="sm" component="div">
      {url === null ? `#${iid}` : <ExternalLink href={url}>#{iid}</ExternalLink>}
    </Text>
  );
}

/** Where the issues of a project are on its GitLab, by number. */
export type IssueUrl = (iid: number) => string | null;
