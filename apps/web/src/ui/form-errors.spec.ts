import { problemToError } from '../api/errors';
import { fieldErrors } from './form-errors';

describe('fieldErrors', () => {
  const refusal = problemToError(422, {
    title: 'Unprocessable Entity',
    detail: 'Two fields are not valid.',
    errors: [
      { field: 'name', message: 'must not be empty' },
      { field: 'odd', message: 'is unknown' },
      { message: 'has no field' },
    ],
  });

  it('maps the fields that the form shows', () => {
    expect(fieldErrors(refusal, ['name', 'url'])).toEqual({ name: 'must not be empty' });
  });

  it('has nothing to say about other failures', () => {
    expect(fieldErrors(new Error('boom'), ['name'])).toEqual({});
  });
});

describe('problemToError', () => {
  it('keeps the sentence of the problem document', () => {
    expect(problemToError(409, { detail: 'It exists already.' })).toMatchObject({
      status: 409,
      message: 'It exists already.',
    });
  });

  it.each([null, 'Bad gateway', [], { detail: 5, errors: 'none' }])('makes a sentence of its own from %p', (body) => {
    expect(problemToError(500, body)).toMatchObject({
      detail: 'The server answered with status 500 and no explanation.',
      fields: [],
    });
  });
});
