package dev.loopgen.core.internal.driven.progress;

/** Whether a run should go on. */
public enum Progress {

  /** It goes on. */
  GOING_ON("going-on"),

  /** It goes on, and the next prompt says once that the last turn changed nothing. */
  NUDGE("nudge"),

  /** The same tree failed in the same way three times. */
  STUCK("stuck"),

  /** A tree came back after another one. */
  OSCILLATING("oscillating"),

  /** Three turns in a row changed nothing. */
  NO_EFFECT("no-effect"),

  /** Three replies in a row could not be read. */
  UNREADABLE("unreadable-replies");

  private final String id;

  Progress(String id) {
    this.id = id;
  }

  /** Returns the name under which the finding is recorded. */
  public String id() {
    return id;
  }

  /** Tells whether the run should stop. */
  public boolean isStop() {
    return this != GOING_ON && this != NUDGE;
  }
}
