package demo;

public final class Check {

  public static void main(String[] args) {
    equal(120, Units.toMinutes(2));
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + " but was " + actual);
    }
  }
}
