import { Anchor, Button, Group, Paper, Select, Stack, Stepper, Switch, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { FormFault } from '../../ui/form-fault';
import { fieldErrors } from '../../ui/form-errors';
import { PageHeader } from '../../ui/page-header';
import { plural } from '../../ui/plural';
import { GroupPicker } from '../instances/group-picker';
import { pairQueries } from '../pairs/queries';
import { RunProgress } from '../runs/run-progress';
import { OptionsFields } from './options-fields';
import { optionsToForm, orderFromForm, type OrderForm } from './order';
import { PlanView } from './plan-view';
import { useApplyGroup, usePlanGroup } from './queries';
import { useMay } from '../users/use-may';

/** From a source group to a mirror for each of its projects: choose, look at the plan, watch it being done. */
export function GroupWizardPage() {
  const pairs = useQuery(pairQueries.all());
  const plan = usePlanGroup();
  const apply = useApplyGroup();
  const may = useMay('followed groups');
  const [step, setStep] = useState(0);
  const [follow, setFollow] = useState(true);
  const form = useForm<OrderForm>({
    initialValues: { instance_pair_id: null, source_group_path: '', target_namespace_path: '', ...optionsToForm(null) },
    validate: {
      instance_pair_id: (value) => (value === null ? 'Choose the pair' : null),
      source_group_path: (value) => (value.trim() === '' ? 'Choose the group to copy' : null),
      target_namespace_path: (value) => (value.trim() === '' ? 'Say where it shall appear' : null),
    },
  });
  const pair = pairs.data?.items.find(({ id }) => String(id) === form.values.instance_pair_id);
  const counts = plan.data?.counts;
  const toMake = counts?.create_mirrors ?? 0;

  const look = (values: OrderForm): void =>
    plan.mutate(orderFromForm(values), {
      onSuccess: () => setStep(1),
      onError: (error) => form.setErrors(fieldErrors(error, Object.keys(values))),
    });
  // What was planned, not what the form says by now.
  const order = plan.variables;
  const go = (): void => order && apply.mutate({ ...order, follow }, { onSuccess: () => setStep(2) });

  return (
    <>
      <PageHeader
        title="Mirror a whole group"
        description={
          <Anchor component={Link} to="/groups" inherit c="var(--mm-link)">
            Followed groups
          </Anchor>
        }
      />
      <Stepper active={step} size="sm" mb="lg" allowNextStepsSelect={false} maw={720}>
        <Stepper.Step label="Choose" description="Which group, whereto" />
        <Stepper.Step label="Plan" description="What would be made" />
        <Stepper.Step label="Done" description="As it happens" />
      </Stepper>
      {step === 0 && (
        <Paper p={{ base: 'md', sm: 'lg' }} bg="var(--mm-surface)" maw={720}>
          <form onSubmit={form.onSubmit(look)} noValidate>
            <Stack gap="md">
              <Select
                label="Pair"
                description={
                  pair ? `${pair.source_instance_name} → ${pair.target_instance_name}` : 'Which instance feeds which.'
                }
                data={(pairs.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
                searchable
                required
                allowDeselect={false}
                {...form.getInputProps('instance_pair_id')}
              />
              <GroupPicker
                key={`source-${pair?.source_instance_id}`}
                label="Source group"
                description="All projects below it, in subgroups too."
                placeholder="platform"
                instanceId={pair?.source_instance_id ?? null}
                value={form.values.source_group_path}
                onChange={(path) => form.setFieldValue('source_group_path', path)}
                error={form.errors.source_group_path}
              />
              <GroupPicker
                key={`target-${pair?.target_instance_id}`}
                label="Target namespace"
                description="Where the tree appears; made when it is missing."
                placeholder="backup/platform"
                instanceId={pair?.target_instance_id ?? null}
                value={form.values.target_namespace_path}
                onChange={(path) => form.setFieldValue('target_namespace_path', path)}
                error={form.errors.target_namespace_path}
              />
              <OptionsFields form={form} />
              <FormFault error={plan.error} />
              <Group>
                <Button type="submit" loading={plan.isPending}>
                  Show the plan
                </Button>
              </Group>
            </Stack>
          </form>
        </Paper>
      )}
      {step === 1 && plan.data && (
        <Stack>
          <Text size="sm">
            <strong>{plural(toMake, 'mirror')}</strong> of {plan.data.source_group_path} to{' '}
            {plan.data.target_namespace_path}; to be created first: {plural(plan.data.counts.create_groups, 'group')}{' '}
            and {plural(plan.data.counts.create_projects, 'project')}.
          </Text>
          <PlanView plan={plan.data} />
          <Switch
            label="Keep following the group"
            description="Projects that appear in it later are mirrored, too; those that vanish are reported, and nothing is deleted."
            checked={follow}
            onChange={(event) => setFollow(event.currentTarget.checked)}
          />
          <FormFault error={apply.error} />
          <Group gap="xs">
            <Button variant="default" leftSection={<IconArrowLeft size={16} />} onClick={() => setStep(0)}>
              Back
            </Button>
            <Button onClick={go} loading={apply.isPending} disabled={toMake === 0 && !follow} {...may}>
              {toMake === 0 ? 'Follow the group' : `Make ${plural(toMake, 'mirror')}`}
            </Button>
          </Group>
        </Stack>
      )}
      {step === 2 && order && apply.data && (
        <Paper p={{ base: 'md', sm: 'lg' }} bg="var(--mm-surface)" maw={720}>
          <Stack>
            <Text size="sm">It goes on by itself when you leave this page.</Text>
            <RunProgress id={apply.data.job_id} />
            <Group gap="xs">
              <Button
                component={Link}
                to={`/mirrors?group=${encodeURIComponent(order.source_group_path ?? '')}&pair=${order.instance_pair_id}`}
              >
                See the mirrors
              </Button>
              {apply.data.group_follow_id !== null && (
                <Button variant="default" component={Link} to="/groups">
                  See followed groups
                </Button>
              )}
            </Group>
          </Stack>
        </Paper>
      )}
    </>
  );
}
