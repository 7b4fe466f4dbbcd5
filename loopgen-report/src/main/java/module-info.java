import org.jspecify.annotations.NullMarked;

/** Decisions and figures for those who were not there, as pure functions of the api's values. */
@NullMarked
module dev.loopgen.report {
  requires transitive dev.loopgen.api;
  requires static transitive org.jspecify;
  requires java.xml;

  exports dev.loopgen.report.decision;
}
