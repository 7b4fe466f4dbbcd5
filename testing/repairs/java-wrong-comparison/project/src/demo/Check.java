package demo;

public final class Check {

  public static void main(String[] args) {
    equal(true, new Range(1, 3).contains(1));
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + " but was " + actual);
    }
  }
}
