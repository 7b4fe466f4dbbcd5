import org.jspecify.annotations.NullMarked;

/** The engine of loopgen; {@link dev.loopgen.core.Loopgen} is where to start. */
@NullMarked
@SuppressWarnings("module") // the module of the qualified exports is compiled later
module dev.loopgen.core {
  requires transitive dev.loopgen.api;
  requires static transitive org.jspecify;
  requires java.xml;
  requires static jdk.jfr;
  requires org.eclipse.jgit;
  requires org.slf4j;
  requires org.snakeyaml.engine;

  exports dev.loopgen.core;
  exports dev.loopgen.core.internal.concurrent to
      dev.loopgen.ledger.jdbc;
  exports dev.loopgen.core.internal.files to
      dev.loopgen.ledger.jdbc;
  exports dev.loopgen.core.internal.ledger to
      dev.loopgen.ledger.jdbc;
  exports dev.loopgen.core.internal.ledger.append to
      dev.loopgen.ledger.jdbc;
  exports dev.loopgen.core.internal.ledger.entry to
      dev.loopgen.ledger.jdbc;
  exports dev.loopgen.core.internal.ledger.file to
      dev.loopgen.ledger.jdbc;
  exports dev.loopgen.core.internal.ledger.verify to
      dev.loopgen.ledger.jdbc;
  exports dev.loopgen.core.internal.ledger.verify.template to
      dev.loopgen.ledger.jdbc;
}
