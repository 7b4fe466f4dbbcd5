package dev.loopgen.api.driven;

import java.util.Objects;

/** Why a driven run ended. Only {@link Verified} is a success, and only a judge can give it. */
public sealed interface StopReason {

  /**
   * Returns the stable name in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Describes how the run ended.
   *
   * @return a sentence for people; a model's words in it are escaped where it is shown
   */
  String describe();

  /** The change was judged like any other and passed. */
  record Verified() implements StopReason {

    @Override
    public String id() {
      return "verified";
    }

    @Override
    public String describe() {
      return "The model's change was judged and passed.";
    }
  }

  /** The commands passed for the model, but the judge refused the change. */
  record Refused() implements StopReason {

    @Override
    public String id() {
      return "refused";
    }

    @Override
    public String describe() {
      return "The commands passed once, but the change as a whole was refused.";
    }
  }

  /** Something forbidden changed while the model worked. */
  record Forbidden() implements StopReason {

    @Override
    public String id() {
      return "forbidden";
    }

    @Override
    public String describe() {
      return "Something that must not change was changed while the model worked.";
    }
  }

  /**
   * The model had as many attempts as it may have.
   *
   * @param limit how many
   */
  record MaxIterations(int limit) implements StopReason {

    @Override
    public String id() {
      return "max-iterations";
    }

    @Override
    public String describe() {
      return "The model did not succeed in " + limit + (limit == 1 ? " attempt." : " attempts.");
    }
  }

  /** The same failure on the same tree was seen again and again. */
  record Stuck() implements StopReason {

    @Override
    public String id() {
      return "stuck";
    }

    @Override
    public String describe() {
      return "The model is stuck: the same failure on the same files was seen three times.";
    }
  }

  /** The tree went back to a state that it had before. */
  record Oscillating() implements StopReason {

    @Override
    public String id() {
      return "oscillating";
    }

    @Override
    public String describe() {
      return "The model goes back and forth between the same states.";
    }
  }

  /** Several replies in a row changed nothing. */
  record NoProgress() implements StopReason {

    @Override
    public String id() {
      return "no-progress";
    }

    @Override
    public String describe() {
      return "Several replies of the model in a row had no effect.";
    }
  }

  /** The time for the run is over. */
  record TimeLimit() implements StopReason {

    @Override
    public String id() {
      return "time-limit";
    }

    @Override
    public String describe() {
      return "The time for the run is over.";
    }
  }

  /**
   * The next request would not fit what the run may spend.
   *
   * @param what the budget, for example {@code prompt tokens}
   */
  record Budget(String what) implements StopReason {

    public Budget {
      Objects.requireNonNull(what);
    }

    @Override
    public String id() {
      return "budget";
    }

    @Override
    public String describe() {
      return "The next request does not fit the run's budget of " + what + ".";
    }
  }

  /** The server read less of the prompt than was sent. */
  record ContextTruncated() implements StopReason {

    @Override
    public String id() {
      return "context-truncated";
    }

    @Override
    public String describe() {
      return "The server cut the prompt short, so the model did not see all of it. Give it a larger"
          + " context.";
    }
  }

  /**
   * The model's server did not answer, or refused.
   *
   * @param detail what went wrong, as a sentence
   */
  record ModelUnreachable(String detail) implements StopReason {

    public ModelUnreachable {
      Objects.requireNonNull(detail);
    }

    @Override
    public String id() {
      return "model-unreachable";
    }

    @Override
    public String describe() {
      return "The model could not be asked: " + detail;
    }
  }

  /**
   * What the model or its server answered could not be read.
   *
   * @param detail what went wrong, as a sentence
   */
  record ModelUnreadable(String detail) implements StopReason {

    public ModelUnreadable {
      Objects.requireNonNull(detail);
    }

    @Override
    public String id() {
      return "model-unreadable";
    }

    @Override
    public String describe() {
      return "The model's answer could not be read: " + detail;
    }
  }

  /** The run was interrupted or cancelled. */
  record Interrupted() implements StopReason {

    @Override
    public String id() {
      return "interrupted";
    }

    @Override
    public String describe() {
      return "The run was interrupted.";
    }
  }

  /**
   * An interrupted run could not be resumed.
   *
   * @param detail what is in the way, as a sentence
   */
  record Abandoned(String detail) implements StopReason {

    public Abandoned {
      Objects.requireNonNull(detail);
    }

    @Override
    public String id() {
      return "abandoned";
    }

    @Override
    public String describe() {
      return "The run could not be resumed: " + detail;
    }
  }

  /** The model was asked once and nothing was done. */
  record DryRun() implements StopReason {

    @Override
    public String id() {
      return "dry-run";
    }

    @Override
    public String describe() {
      return "The model was asked once; nothing was changed and no command was run.";
    }
  }
}
