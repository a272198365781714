export { forgetAdminPassword, generateAdminPassword } from './admin-password';
export { Public } from './auth.guard';
export { AuthApiModule } from './auth.module';
export { LOGIN_FAILED, type LoginFailed } from './login.events';
