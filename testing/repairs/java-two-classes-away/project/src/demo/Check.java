package demo;

public final class Check {

  public static void main(String[] args) {
    equal(30, Invoice.total(java.util.List.of(11, 10)));
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + " but was " + actual);
    }
  }
}
