import org.jspecify.annotations.NullMarked;

/** Writes summaries of ledgers for people and programs. */
@NullMarked
module dev.loopgen.report {
  requires transitive dev.loopgen.api;
  requires static transitive org.jspecify;
  requires static io.jstach.jstache;

  exports dev.loopgen.report;
}
