import org.jspecify.annotations.NullMarked;

/** Connections to language models, and hooks for coding agents. */
@NullMarked
module dev.loopgen.adapters {
  requires transitive dev.loopgen.api;
  requires static transitive org.jspecify;
  requires java.net.http;
  requires org.slf4j;
  requires tools.jackson.databind;

  exports dev.loopgen.adapters;
  exports dev.loopgen.adapters.hooks;
}
