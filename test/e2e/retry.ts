// On a busy machine a probe or a request may miss its deadline. A test that fails is repeated once, and the first error is printed.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
