package demo;

public final class Check {

  public static void main(String[] args) {
    Stack stack = new Stack();
    stack.push("a");
    equal("a", stack.pop());
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + " but was " + actual);
    }
  }
}
