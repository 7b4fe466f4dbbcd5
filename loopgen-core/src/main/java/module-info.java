import org.jspecify.annotations.NullMarked;

/** The engine of loopgen; {@link dev.loopgen.core.Loopgen} is where to start. */
@NullMarked
module dev.loopgen.core {
  requires transitive dev.loopgen.api;
  requires static transitive org.jspecify;
  requires java.xml;
  requires static jdk.jfr;
  requires org.eclipse.jgit;
  requires org.slf4j;
  requires org.snakeyaml.engine;

  exports dev.loopgen.core;
}
