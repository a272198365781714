import { getDefaultZIndex, Modal, Text, type MantineSize } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFocusReturn } from './use-focus-return';
import { useTopmost } from './use-topmost';

interface DialogProps {
  title: string;
  size?: MantineSize;
  /** Without it the dialog lies over everything until it has its answer. */
  onClose?: () => void;
  children: ReactNode;
}

/** What needs an answer, or a look, before one goes on. */
export function Dialog({ title, size = 'md', onClose, children }: DialogProps) {
  useFocusReturn();
  const closeOnEscape = useTopmost();
  return (
    <Modal
      opened
      onClose={() => onClose?.()}
      closeOnEscape={closeOnEscape}
      withCloseButton={onClose !== undefined}
      zIndex={getDefaultZIndex(onClose ? 'modal' : 'max')}
      size={size}
      title={<Text fw={620}>{title}</Text>}
    >
      {children}
    </Modal>
  );
}
