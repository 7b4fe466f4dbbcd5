package dev.loopgen.core.internal.driven;

import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.core.internal.driven.dialect.Nonce;
import dev.loopgen.core.internal.driven.prompt.TokenEstimate;

/**
 * A request to the model.
 *
 * @param request the request
 * @param nonce the word that marks the actions of its reply
 */
record Prompt(ModelRequest request, Nonce nonce) {

  /** Returns all that is said, for the journal. */
  String text() {
    StringBuilder all = new StringBuilder();
    for (ModelMessage message : request.messages()) {
      all.append(message.role().id()).append('\n').append(message.content()).append('\n');
    }
    request.tools().forEach(tool -> all.append(tool.parameters().canonical()));
    request.answerSchema().ifPresent(schema -> all.append(schema.canonical()));
    return all.toString();
  }

  /** Returns what every server must read: the messages, without tools and schema. */
  String said() {
    StringBuilder said = new StringBuilder();
    request.messages().forEach(message -> said.append(message.content()).append('\n'));
    return said.toString();
  }

  /** Returns the tokens that a server counts for the request, at most. */
  long tokens() {
    return TokenEstimate.request(text());
  }
}
