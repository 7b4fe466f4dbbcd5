package dev.loopgen.testkit.model;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A model in memory that follows a script and records its requests. A fault in the script becomes
 * the exception that a correct adapter throws, at once. Thread-safe.
 */
public final class ScriptedModel implements ModelAdapter {

  private final ModelScript script;
  private final List<ModelRequest> requests = new ArrayList<>();
  private ModelDescription description =
      new ModelDescription(
          new ModelServer("scripted", "1.0", "scripted", "sha256:" + "0".repeat(64)),
          32_768,
          Set.of("completion", "tools"));

  private ScriptedModel(ModelScript script) {
    this.script = script;
  }

  /**
   * Creates a model.
   *
   * @param script what it replies
   * @return the model
   */
  public static ScriptedModel of(ModelScript script) {
    return new ScriptedModel(script);
  }

  /**
   * Creates a model that gives one reply after the other.
   *
   * @param texts the replies
   * @return the model
   */
  public static ScriptedModel saying(String... texts) {
    ScriptedReply[] replies = new ScriptedReply[texts.length];
    for (int i = 0; i < texts.length; i++) {
      replies[i] = ScriptedReply.of(texts[i]);
    }
    return new ScriptedModel(ModelScript.inOrder(replies));
  }

  /**
   * Sets what the server claims. If not called, a context of 32,768 tokens and tools.
   *
   * @param claims the claims
   * @return this model
   */
  public synchronized ScriptedModel claiming(ModelDescription claims) {
    description = claims;
    return this;
  }

  /**
   * Returns the requests so far.
   *
   * @return the requests, oldest first
   */
  public synchronized List<ModelRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public ModelIdentity identity() {
    return new ModelIdentity("scripted", "scripted", null);
  }

  @Override
  public synchronized ModelDescription describe(Instant deadline) {
    return description;
  }

  @Override
  public ModelReply ask(ModelRequest request, ModelListener listener, Instant deadline)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    synchronized (this) {
      requests.add(request);
    }
    ScriptedReply reply = script.reply(request);
    ModelException.Kind kind = reply.fault().kind();
    if (kind != null) {
      throw new ModelException(kind, "The scripted model fails: " + reply.fault() + ".");
    }
    if (!reply.thinking().isEmpty()) {
      listener.thinking(reply.thinking());
    }
    if (!reply.text().isEmpty()) {
      listener.text(reply.text());
    }
    return reply.reply(characters(request), describe(deadline).server());
  }

  /** Counts the characters of a conversation. */
  static long characters(ModelRequest request) {
    return request.messages().stream().map(ModelMessage::content).mapToLong(String::length).sum();
  }
}
