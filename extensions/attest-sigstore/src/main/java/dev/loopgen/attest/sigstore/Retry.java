package dev.loopgen.attest.sigstore;

import java.time.Duration;

/**
 * Retries after an outage, a bounded number of times and with doubling pauses.
 *
 * @param attempts the number of attempts, at least one
 * @param firstPause the pause after the first attempt
 */
record Retry(int attempts, Duration firstPause) {

  Retry {
    if (attempts < 1 || firstPause.isNegative()) {
      throw new IllegalArgumentException(
          "there must be at least one attempt and no negative pause");
    }
  }

  /** A call of a service. */
  interface Call<T> {

    T run() throws SigningFailedException, InterruptedException;
  }

  <T> T call(Call<T> call) throws SigningFailedException, InterruptedException {
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      try {
        return call.run();
      } catch (SigningFailedException e) {
        if (!e.isPassing() || attempt == attempts) {
          throw e;
        }
      }
      Thread.sleep(pause.toMillis());
      pause = pause.multipliedBy(2);
    }
  }
}
