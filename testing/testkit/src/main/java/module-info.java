import org.jspecify.annotations.NullMarked;

/** Contract tests and fakes for embedders and implementers of loopgen. */
@NullMarked
module dev.loopgen.testkit {
  requires transitive dev.loopgen.api;
  requires static transitive org.jspecify;
  requires transitive org.assertj.core;
  requires org.junit.jupiter.api;

  exports dev.loopgen.testkit;
  exports dev.loopgen.testkit.assertion;
  exports dev.loopgen.testkit.model;
}
