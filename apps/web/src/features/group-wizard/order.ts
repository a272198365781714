import type { GroupFollow, GroupOrder } from '../../api/model';
import { overridesFromForm, overridesToForm, type OverridesForm } from '../pairs/overrides';
import { NO_OVERRIDES } from '../pairs/settings';

export const VISIBILITIES = [
  { value: 'source', label: 'As on the source' },
  { value: 'private', label: 'Private' },
  { value: 'internal', label: 'Internal' },
  { value: 'public', label: 'Public' },
] as const;

/** What can be chosen for a group when it is mirrored first, and later while it is followed. */
export interface OptionsForm extends OverridesForm {
  include: string[];
  exclude: string[];
  include_archived: boolean;
  create_missing: boolean;
  visibility: (typeof VISIBILITIES)[number]['value'];
}

export interface OrderForm extends OptionsForm {
  instance_pair_id: string | null;
  source_group_path: string;
  target_namespace_path: string;
}

type Options = Pick<GroupFollow, 'include' | 'exclude' | 'include_archived' | 'create_missing' | 'visibility'>;

const DEFAULTS: Options = { include: [], exclude: [], include_archived: false, create_missing: true, visibility: null };

export const optionsToForm = (follow: GroupFollow | null): OptionsForm => {
  const { include, exclude, include_archived, create_missing, visibility } = follow ?? DEFAULTS;
  return {
    include,
    exclude,
    include_archived,
    create_missing,
    visibility: visibility ?? 'source',
    ...overridesToForm(follow ?? NO_OVERRIDES),
  };
};

export const optionsFromForm = ({
  include,
  exclude,
  include_archived,
  create_missing,
  visibility,
  ...overrides
}: OptionsForm) => ({
  include,
  exclude,
  include_archived,
  create_missing,
  visibility: visibility === 'source' ? null : visibility,
  ...overridesFromForm(overrides),
});

export const orderFromForm = ({
  instance_pair_id,
  source_group_path,
  target_namespace_path,
  ...options
}: OrderForm): GroupOrder => ({
  instance_pair_id: Number(instance_pair_id),
  source_group_path: source_group_path.trim(),
  target_namespace_path: target_namespace_path.trim(),
  ...optionsFromForm(options),
});
