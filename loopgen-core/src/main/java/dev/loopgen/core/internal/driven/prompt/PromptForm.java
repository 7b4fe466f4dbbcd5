package dev.loopgen.core.internal.driven.prompt;

import dev.loopgen.api.model.ModelProfile.EditFormat;
import dev.loopgen.core.internal.driven.dialect.Dialect;

/**
 * How prompts ask for actions.
 *
 * @param dialect the form of the actions
 * @param edits how files are to be changed; where they are to be written whole, they are shown
 *     whole
 */
public record PromptForm(Dialect dialect, EditFormat edits) {

  boolean showsWholeFiles() {
    return edits == EditFormat.WHOLE_FILE;
  }
}
