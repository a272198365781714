import { Anchor, type AnchorProps } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './external-link.module.css';

interface ExternalLinkProps extends AnchorProps {
  href: string;
  children: ReactNode;
}

export function ExternalLink({ href, children, ...anchor }: ExternalLinkProps) {
  return (
    <Anchor
      href={href}
      target="_blank"
      rel="noreferrer"
      c="var(--mm-link)"
      inherit
      className={classes.link}
      {...anchor}
    >
      <span className="truncate">{children}</span>
      <IconExternalLink size={13} aria-label="(opens in a new tab)" />
    </Anchor>
  );
}
