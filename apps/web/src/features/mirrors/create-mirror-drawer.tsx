import { Select, Switch, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { NewMirror, Pair, Project } from '../../api/model';
import { Disclosure } from '../../ui/disclosure';
import { FormDrawer } from '../../ui/form-drawer';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { ProjectPicker } from '../instances/project-picker';
import { instanceQueries } from '../instances/queries';
import { OverrideFields } from '../pairs/override-fields';
import { overridesFromForm, overridesToForm, type OverridesForm } from '../pairs/overrides';
import { NO_OVERRIDES, SETTING_KEYS } from '../pairs/settings';
import { Preflight } from './preflight';
import { useCreateMirror } from './queries';

const FIELDS = ['instance_pair_id', 'enabled', ...SETTING_KEYS];

interface CreateForm extends OverridesForm {
  instance_pair_id: string | null;
  source: Project | null;
  target: Project | null;
  enabled: boolean;
}

interface CreateMirrorDrawerProps {
  pairs: Pair[];
  initialPair: number | null;
  onClose: () => void;
}

/** The server speaks of ids and paths, the form of projects. */
function formErrors(error: unknown): Record<string, string> {
  const { source_project_id, source_project_path, target_project_id, target_project_path, ...rest } = fieldErrors(
    error,
    [...FIELDS, 'source_project_id', 'source_project_path', 'target_project_id', 'target_project_path'],
  );
  const source = source_project_id ?? source_project_path;
  const target = target_project_id ?? target_project_path;
  return { ...rest, ...(source ? { source } : {}), ...(target ? { target } : {}) };
}

/** What is asked of the server; null while something is missing. */
function toInput({ instance_pair_id, source, target, enabled, ...overrides }: CreateForm): NewMirror | null {
  if (instance_pair_id === null || source === null || target === null) return null;
  return {
    ...overridesFromForm(overrides),
    instance_pair_id: Number(instance_pair_id),
    source_project_id: source.id,
    source_project_path: source.path_with_namespace,
    target_project_id: target.id,
    target_project_path: target.path_with_namespace,
    enabled,
  };
}

/** Only what GitLab's answer depends on, so that it is not asked again for every letter of the settings. */
const preflightOf = ({
  instance_pair_id,
  source_project_id,
  target_project_id,
  mirror_direction,
}: NewMirror): NewMirror => ({ instance_pair_id, source_project_id, target_project_id, mirror_direction });

export function CreateMirrorDrawer({ pairs, initialPair, onClose }: CreateMirrorDrawerProps) {
  const create = useCreateMirror();
  const instances = useQuery(instanceQueries.all());
  const only = pairs.length === 1 ? pairs[0] : undefined;
  const form = useForm<CreateForm>({
    initialValues: {
      instance_pair_id: initialPair?.toString() ?? only?.id.toString() ?? null,
      source: null,
      target: null,
      enabled: true,
      ...overridesToForm(NO_OVERRIDES),
    },
    validate: {
      instance_pair_id: (value) => (value === null ? 'Choose the pair' : null),
      source: (value) => (value === null ? 'Choose the project to copy' : null),
      target: (value) => (value === null ? 'Choose the project that receives' : null),
    },
  });
  const { values } = form;
  const pair = pairs.find(({ id }) => String(id) === values.instance_pair_id);
  const nameOf = (id: number | undefined): string => instances.data?.items.find((i) => i.id === id)?.name ?? 'GitLab';

  const wish = toInput(values);
  const submit = (): void => {
    if (wish === null) return;
    create.mutate(wish, {
      onSuccess: (mirror) => {
        toastDone(`${mirror.source_project_path} is being mirrored.`);
        onClose();
      },
      onError: (error) => form.setErrors(formErrors(error)),
    });
  };

  return (
    <FormDrawer
      title="Add a mirror"
      submitLabel="Create mirror"
      pending={create.isPending}
      error={create.error}
      onSubmit={form.onSubmit(submit)}
      onClose={onClose}
    >
      <Select
        label="Pair"
        description={
          pair
            ? `${nameOf(pair.source_instance_id)} → ${nameOf(pair.target_instance_id)}, ${pair.mirror_direction} by default`
            : 'Which instance feeds which.'
        }
        data={pairs.map(({ id, name }) => ({ value: String(id), label: name }))}
        searchable
        required
        allowDeselect={false}
        {...form.getInputProps('instance_pair_id')}
        onChange={(id) => form.setValues({ instance_pair_id: id, source: null, target: null })}
      />
      <ProjectPicker
        key={`source-${pair?.source_instance_id}`}
        label="Source project"
        description={`The project on ${pair ? nameOf(pair.source_instance_id) : 'the source'} that is copied.`}
        instanceId={pair?.source_instance_id ?? null}
        value={values.source}
        onChange={(project) => form.setFieldValue('source', project)}
        error={form.errors.source}
      />
      <ProjectPicker
        key={`target-${pair?.target_instance_id}`}
        label="Target project"
        description={`The project on ${pair ? nameOf(pair.target_instance_id) : 'the target'} that receives. What it holds may be overwritten.`}
        instanceId={pair?.target_instance_id ?? null}
        value={values.target}
        onChange={(project) => form.setFieldValue('target', project)}
        suggestion={values.source?.name ?? ''}
        error={form.errors.target}
      />
      {wish !== null && <Preflight key={JSON.stringify(preflightOf(wish))} wish={preflightOf(wish)} />}
      <Switch
        label="Enabled"
        description="A disabled mirror exists on GitLab but is not synced."
        {...form.getInputProps('enabled', { type: 'checkbox' })}
      />
      <Disclosure label="Settings of this mirror only">
        <Text size="xs" c="dimmed" mb="md">
          What stays at “Inherit” follows the group defaults, then the pair.
        </Text>
        <OverrideFields form={form} inheritsFrom="the group or pair" />
      </Disclosure>
    </FormDrawer>
  );
}
