package dev.loopgen.core.internal.driven.prompt;

import dev.loopgen.core.internal.driven.dialect.Nonce;
import java.util.List;
import java.util.Objects;

/**
 * A prompt.
 *
 * @param system the rules
 * @param user the task and its state
 * @param nonce the nonce under which the reply is read
 * @param shown the files of which it shows something, in order
 */
public record WrittenPrompt(String system, String user, Nonce nonce, List<String> shown) {

  public WrittenPrompt {
    Objects.requireNonNull(system);
    Objects.requireNonNull(user);
    Objects.requireNonNull(nonce);
    shown = List.copyOf(shown);
  }
}
