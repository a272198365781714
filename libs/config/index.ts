export { Settings, SettingsError, readSettings, settingsFromProcess } from './settings';
export type { SettingValues } from './variables';
export { ConfigModule } from './config.module';
export { describeSettings, type SettingDescription } from './describe-settings';
export { configurationReference, exampleEnvironment } from './documentation';
