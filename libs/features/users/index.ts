export { Accounts, type Caller } from './accounts';
export { UsersApiModule } from './users.module';
