import org.jspecify.annotations.NullMarked;

/** Writes summaries of ledgers, and decisions of gates, for people and programs. */
@NullMarked
module dev.loopgen.report {
  requires transitive dev.loopgen.api;
  requires static transitive org.jspecify;
  requires static io.jstach.jstache;
  requires java.xml;

  exports dev.loopgen.report;
  exports dev.loopgen.report.decision;
  exports dev.loopgen.report.run;
}
