import { Button, Collapse } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface DisclosureProps {
  label: string;
  initiallyOpen?: boolean;
  children: ReactNode;
}

/** What most people need not see, behind a button. */
export function Disclosure({ label, initiallyOpen = false, children }: DisclosureProps) {
  const [opened, { toggle }] = useDisclosure(initiallyOpen);
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        ml={-8}
        onClick={toggle}
        aria-expanded={opened}
        leftSection={opened ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
      >
        {label}
      </Button>
      <Collapse expanded={opened}>
        <div style={{ paddingTop: 16 }}>{children}</div>
      </Collapse>
    </div>
  );
}
