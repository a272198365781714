import { Loader, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { describeError } from '../../api/errors';
import type { Project } from '../../api/model';
import { instanceQueries } from './queries';

interface ProjectPickerProps {
  label: string;
  description: string;
  /** Null until the instance is known. */
  instanceId: number | null;
  value: Project | null;
  onChange: (project: Project | null) => void;
  /** What to search for before anything is typed. */
  suggestion?: string;
  error?: ReactNode;
}

const TYPING_MS = 300;

/** Finds a project by a part of its path; GitLab does the searching. */
export function ProjectPicker({
  label,
  description,
  instanceId,
  value,
  onChange,
  suggestion,
  error,
}: ProjectPickerProps) {
  const [typed, setTyped] = useState('');
  const isTyping = typed !== '' && typed !== value?.path_with_namespace;
  const [search] = useDebouncedValue(isTyping ? typed.trim() : (suggestion ?? ''), TYPING_MS);
  const projects = useQuery({ ...instanceQueries.projects(instanceId ?? 0, search), enabled: instanceId !== null });
  const found = projects.data?.projects ?? [];
  const offered = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;

  return (
    <Select
      label={label}
      description={description}
      placeholder={instanceId === null ? 'Choose the pair first' : 'Type a part of the path'}
      disabled={instanceId === null}
      required
      searchable
      clearable
      data={offered.map(({ id, path_with_namespace }) => ({ value: String(id), label: path_with_namespace }))}
      value={value ? String(value.id) : null}
      onChange={(id) => onChange(offered.find((project) => String(project.id) === id) ?? null)}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      rightSection={projects.isFetching ? <Loader size={16} /> : undefined}
      nothingFoundMessage={projects.isFetching ? 'Searching…' : 'No project with that path'}
      error={error ?? (projects.error ? describeError(projects.error) : null)}
      maxDropdownHeight={260}
    />
  );
}
