import { SegmentedControl, Text, type SegmentedControlProps } from '@mantine/core';
import { useId, type ReactNode } from 'react';

interface SegmentedFieldProps extends SegmentedControlProps {
  label: string;
  /** What the choice means. */
  explanation: ReactNode;
  error?: string;
}

/** One of a few choices that are all in sight, with the label and the words of any other field. */
export function SegmentedField({ label, explanation, error, ...control }: SegmentedFieldProps) {
  const id = useId();
  return (
    <div>
      <Text size="sm" fw={500} id={id} mb={4}>
        {label}
      </Text>
      <SegmentedControl fullWidth aria-labelledby={id} {...control} />
      <Text size="xs" c="dimmed" mt={6}>
        {explanation}
      </Text>
      {error && (
        <Text size="xs" c="var(--mantine-color-error)" mt={4}>
          {error}
        </Text>
      )}
    </div>
  );
}
