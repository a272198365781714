import { signedHeaders } from './signature';

// The example of the Standard Webhooks specification.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const request = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: new Date(1614265330_000),
  body: '{"test": 2432232314}',
};

describe('the signature of a webhook', () => {
  it('is that of Standard Webhooks', () => {
    expect(signedHeaders(SECRET, request)).toEqual({
      'webhook-id': request.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('takes any other secret as it is written', () => {
    expect(signedHeaders('plain-text-secret', request)['webhook-signature']).toBe(
      signedHeaders(`whsec_${Buffer.from('plain-text-secret').toString('base64')}`, request)['webhook-signature'],
    );
  });

  it('is left out without a secret', () => {
    expect(signedHeaders(null, request)).not.toHaveProperty('webhook-signature');
  });
});
