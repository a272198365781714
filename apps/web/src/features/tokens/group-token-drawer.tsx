import { PasswordInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { GroupToken } from '../../api/model';
import { FormDrawer } from '../../ui/form-drawer';
import { fieldErrors } from '../../ui/form-errors';
import { toastDone } from '../../ui/toast';
import { instanceQueries } from '../instances/queries';
import { useSaveGroupToken } from './queries';

const FIELDS = ['gitlab_instance_id', 'group_path', 'token', 'token_name'];

interface TokenForm {
  gitlab_instance_id: string | null;
  group_path: string;
  token: string;
  token_name: string;
}

export function GroupTokenDrawer({ token, onClose }: { token: GroupToken | null; onClose: () => void }) {
  const save = useSaveGroupToken(token?.id ?? null);
  const instances = useQuery(instanceQueries.all());
  const form = useForm<TokenForm>({
    initialValues: {
      gitlab_instance_id: token ? String(token.gitlab_instance_id) : null,
      group_path: token?.group_path ?? '',
      token: '',
      token_name: token?.token_name ?? '',
    },
    validate: {
      gitlab_instance_id: (value) => (value === null ? 'Choose the instance' : null),
      group_path: (value) => (value.trim() === '' ? 'Enter the path of the group' : null),
      token_name: (value) => (value.trim() === '' ? 'Give the token a name' : null),
      token: (value) => (token === null && value.trim() === '' ? 'Enter the token' : null),
    },
  });
  const submit = (values: TokenForm): void =>
    save.mutate(
      {
        gitlab_instance_id: Number(values.gitlab_instance_id),
        group_path: values.group_path.trim(),
        token: values.token.trim(),
        token_name: values.token_name.trim(),
      },
      {
        onSuccess: () => {
          toastDone('The group token is saved.');
          onClose();
        },
        onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
      },
    );

  return (
    <FormDrawer
      title={token ? `Token of ${token.group_path}` : 'Add a group token'}
      submitLabel="Save"
      pending={save.isPending}
      error={save.error}
      onSubmit={form.onSubmit(submit)}
      onClose={onClose}
    >
      <Select
        label="Instance"
        data={(instances.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        disabled={token !== null}
        required
        allowDeselect={false}
        {...form.getInputProps('gitlab_instance_id')}
      />
      <TextInput
        label="Group path"
        description="Applies to all projects below it; the most specific group wins."
        placeholder="platform/core"
        autoCapitalize="none"
        spellCheck={false}
        required
        {...form.getInputProps('group_path')}
      />
      <TextInput
        label="Token name"
        description="As it is called on GitLab."
        required
        {...form.getInputProps('token_name')}
      />
      <PasswordInput
        label="Token"
        description={
          token
            ? 'Leave it empty to keep the stored token.'
            : 'Needs read_repository, and write_repository where it pushes. Stored encrypted and never shown again.'
        }
        autoComplete="off"
        required={token === null}
        {...form.getInputProps('token')}
      />
    </FormDrawer>
  );
}
