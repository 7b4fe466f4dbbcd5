package dev.loopgen.junit;

/** Says where the project of a failed test is. Never thrown: suppressed by the failure. */
final class KeptProject extends RuntimeException {

  private static final long serialVersionUID = 1;

  KeptProject(String directory) {
    super("The project of this test is kept in " + directory, null, true, false);
  }
}
