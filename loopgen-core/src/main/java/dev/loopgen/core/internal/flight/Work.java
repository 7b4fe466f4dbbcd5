package dev.loopgen.core.internal.flight;

/** Work that takes as long as its event. */
@FunctionalInterface
public interface Work<T> {

  T call() throws InterruptedException;
}
