import { defaultInWords } from './documentation';
import type { Settings } from './settings';
import { VARIABLE_GROUPS, type SettingValues } from './variables';
import type { Variable } from './variable';

export interface SettingDescription {
  name: string;
  group: string;
  description: string;
  unit: string;
  /** Null for a secret, and for what has no value. */
  value: string | number | boolean | string[] | null;
  is_set: boolean;
  is_secret: boolean;
  default: string;
}

/** Every setting with its value, but no secret, in the order of the documentation. */
export const describeSettings = (settings: Settings): SettingDescription[] =>
  Object.entries(VARIABLE_GROUPS).flatMap(([group, variables]) =>
    Object.entries<Variable<unknown>>(variables).map(([name, variable]) => ({
      name,
      group,
      description: variable.description,
      unit: variable.unit,
      value: variable.secret ? null : settings.get(name as keyof SettingValues),
      is_set: settings.given.has(name),
      is_secret: variable.secret,
      default: defaultInWords(variable),
    })),
  );
