import org.jspecify.annotations.NullMarked;

/**
 * Connections to language models, hooks for coding agents, the scan of a project, and the files
 * that agents read.
 */
@NullMarked
module dev.loopgen.adapters {
  requires transitive dev.loopgen.api;
  requires static transitive org.jspecify;
  requires java.net.http;
  requires java.xml;
  requires org.slf4j;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;

  exports dev.loopgen.adapters;
  exports dev.loopgen.adapters.acp;
  exports dev.loopgen.adapters.agents;
  exports dev.loopgen.adapters.hooks;
  exports dev.loopgen.adapters.scan;
}
