import { TextInput, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import classes from './inline-edit.module.css';

interface InlineEditProps {
  /** What is edited, for assistive technology: "Name of Production". */
  label: string;
  value: string;
  maxLength: number;
  required?: boolean;
  disabled?: boolean;
  /** Why it is disabled. */
  title?: string;
  /** How it looks while nobody edits it. */
  children: ReactNode;
  onSave: (value: string) => void;
}

/** A text that can be changed where it stands: Enter or leaving saves, Escape does not. */
export function InlineEdit({
  label,
  value,
  maxLength,
  required = false,
  disabled = false,
  title,
  children,
  onSave,
}: InlineEditProps) {
  const [draft, setDraft] = useState<string | null>(null);
  // Leaving the field follows Escape, too.
  const cancelled = useRef(false);
  if (disabled) return <div title={title}>{children}</div>;
  if (draft === null) {
    return (
      <UnstyledButton
        className={classes.shown}
        onClick={() => {
          cancelled.current = false;
          setDraft(value);
        }}
      >
        <VisuallyHidden>Edit {label}: </VisuallyHidden>
        {children}
        <IconPencil size={13} aria-hidden />
      </UnstyledButton>
    );
  }
  const finish = (): void => {
    const wanted = draft.trim();
    setDraft(null);
    if (!cancelled.current && wanted !== value && !(required && wanted === '')) onSave(wanted);
  };
  return (
    <TextInput
      size="xs"
      aria-label={label}
      value={draft}
      maxLength={maxLength}
      // The field appears where one has just pressed.
      ref={(field) => field?.focus()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Escape') cancelled.current = true;
        if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
