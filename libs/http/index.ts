export { ApiProblems, ProblemFieldView, ProblemView } from './api-problems';
export { IdField, LineField, SecretField, TextField } from './fields';
export { IdParam } from './id-param.pipe';
export { ListQuery, pageRequest, SortBy } from './list-query';
export { ApiPage, PageInterceptor } from './page.interceptor';
export { toProblem, type Problem } from './problem';
export { ProblemFilter } from './problem.filter';
export { BooleanText, IntegerText, Nullable, Optional, Trimmed } from './validation';
export { validationPipe } from './validation-pipe';
