import org.jspecify.annotations.NullMarked;

/** The contracts and values of loopgen. */
@NullMarked
@SuppressWarnings("module") // the modules of the qualified exports are compiled later
module dev.loopgen.api {
  requires static transitive org.jspecify;

  exports dev.loopgen.api;
  exports dev.loopgen.api.agent;
  exports dev.loopgen.api.attest;
  exports dev.loopgen.api.digest;
  exports dev.loopgen.api.driven;
  exports dev.loopgen.api.gate;
  exports dev.loopgen.api.governance;
  exports dev.loopgen.api.isolation;
  exports dev.loopgen.api.json;
  exports dev.loopgen.api.ledger;
  exports dev.loopgen.api.merkle;
  exports dev.loopgen.api.model;
  exports dev.loopgen.api.run;
  exports dev.loopgen.api.spec;
  exports dev.loopgen.api.tests;
  exports dev.loopgen.api.tree;
  exports dev.loopgen.api.verify;
  exports dev.loopgen.api.internal.files to
      dev.loopgen.adapters,
      dev.loopgen.attest,
      dev.loopgen.core,
      dev.loopgen.ledger.jdbc;
  exports dev.loopgen.api.internal.text to
      dev.loopgen.adapters,
      dev.loopgen.core,
      dev.loopgen.report,
      dev.loopgen.testkit;
}
