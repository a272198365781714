import { Autocomplete, Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { describeError } from '../../api/errors';
import { instanceQueries } from './queries';

interface GroupPickerProps {
  label: string;
  description: string;
  placeholder: string;
  /** Null until the instance is known. */
  instanceId: number | null;
  /** The path of the group; may be one that does not exist yet. */
  value: string;
  onChange: (path: string) => void;
  error?: ReactNode;
}

const TYPING_MS = 300;

/** The path of a group, with those that the instance has as suggestions. */
export function GroupPicker({ label, description, placeholder, instanceId, value, onChange, error }: GroupPickerProps) {
  const [search] = useDebouncedValue(value.trim(), TYPING_MS);
  const groups = useQuery({ ...instanceQueries.groups(instanceId ?? 0, search), enabled: instanceId !== null });
  return (
    <Autocomplete
      label={label}
      description={description}
      placeholder={instanceId === null ? 'Choose the pair first' : placeholder}
      disabled={instanceId === null}
      required
      data={[...new Set((groups.data?.groups ?? []).map(({ full_path }) => full_path))]}
      filter={({ options }) => options}
      value={value}
      onChange={onChange}
      autoCapitalize="none"
      spellCheck={false}
      rightSection={groups.isFetching ? <Loader size={16} /> : undefined}
      error={error ?? (groups.error ? describeError(groups.error) : null)}
      maxDropdownHeight={260}
    />
  );
}
